namespace PiGen.Core.SshConfig;

/// <summary>A comment between which a cluster's own lines stand in a person's file: <c># pigen begin NAME</c>, <c># pigen end NAME</c>.</summary>
/// <param name="Cluster">Empty where it was taken out by hand.</param>
/// <param name="Seal">Of a begin: the fingerprint of what PiGen wrote after it.</param>
internal sealed record BlockMarker(bool IsBegin, string Cluster, string Seal)
{
    public static string Begin(string cluster, string seal) => $"# pigen begin {cluster} {seal}";

    public static string End(string cluster) => $"# pigen end {cluster}";

    /// <summary>The marker on a line; null if there is none.</summary>
    public static BlockMarker? Of(ConfigLine line)
    {
        if (!line.Trimmed.StartsWith("# pigen "))
        {
            return null;
        }
        var words = line.Trimmed.ToString().Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        return words is [_, _, "begin" or "end", ..]
            ? new(words[2] == "begin", words.ElementAtOrDefault(3) ?? "", words.ElementAtOrDefault(4) ?? "")
            : null;
    }
}
