namespace PiGen.Templating.Escaping;

/// <summary>Why a value cannot be written in a shell script.</summary>
internal static class ShProblem
{
    public const string AfterBackslash = "a value cannot follow a backslash: only its first character would be escaped";
    public const string InVariable = "a value cannot be part of a variable's name: it would choose the variable";
    public const string Comment = "this value holds a line break, which would end the comment";
    public const string Interpreter = "the line '#!' takes only letters, digits and '_ . / + -' from a value";
    public const string Backquotes =
        "this value would need quotes, which backquotes read twice: write $(…) instead of `…`";
    public const string Braces =
        "this value would need quotes, which shells read differently within ${…}: assign it to a variable first";
    public const string Arithmetic = "only a whole number without leading zeros can stand within $((…))";
    public const string Delimiter = "a value cannot be part of what ends a here-document";
    public const string AnnouncedText = "this value holds a line break, but a here-document begins on the next line";
    public const string StrippedTab = "this value begins a line with a tab, which <<- takes away";

    public const string Stream = "this value ends in '-', which would close the stream";
    public const string NotAName =
        "this value is no variable's name, and some shells run what they find in such a name";

    public static string Foreign(string spelling) =>
        $"what stands before, '{spelling}', is not POSIX sh, and shells disagree about what follows it";

    public static string EndsHereDocument(string delimiter) =>
        $"this value could end the here-document: a line of it reads '{delimiter}', or begins so";
}
