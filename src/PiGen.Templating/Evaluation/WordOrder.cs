namespace PiGen.Templating.Evaluation;

/// <summary>The order of words in a list: letters before their case, a small letter before its capital; the same on every machine.</summary>
internal static class WordOrder
{
    public static int Compare(string left, string right)
    {
        var order = string.Compare(left, right, StringComparison.OrdinalIgnoreCase);
        return order != 0 ? order : -string.CompareOrdinal(left, right);
    }
}
