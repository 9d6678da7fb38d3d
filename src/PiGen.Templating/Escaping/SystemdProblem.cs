namespace PiGen.Templating.Escaping;

/// <summary>Why a value cannot be written in a unit file.</summary>
internal static class SystemdProblem
{
    public const string NonCharacter =
        "this value holds a code point that is no character, and systemd skips lines with one";
    public const string AfterBackslash = "a value cannot follow a backslash: it would become part of the escape";
    public const string AfterPercent = "a value cannot follow a single '%': it would become part of the specifier";
    public const string InVariable = "a value cannot be part of a variable's name: it would choose the variable";
    public const string NotAName =
        "only letters, digits, '-', '_' and '.' may stand in a section's or directive's name";
    public const string ControlCharacter = "this value holds a control character, which this directive cannot say";
    public const string TrailingBackslash = "this value ends in a backslash, which would draw in the next line";
    public const string BlankAtEdge = "this value begins or ends in a blank, which systemd takes away";
    public const string ReadAsComment = "this value begins a line with '#' or ';', which makes it a comment";
    public const string NotAWord =
        "this value holds a blank, a quote or a backslash, but this directive takes plain words";
    public const string Empty = "this value is empty, which sets the directive back to its default";
    public const string Pattern = "this value holds one of '*', '?' and '[', which make it a pattern";
    public const string Field = "this value holds a ':', which would begin the next field";
    public const string NotAProgram =
        "a program's name cannot be empty or ';', nor hold a quote, a backslash, '$' or a control character";

    public static string Sign(char sign) =>
        $"this value begins with '{sign}', which systemd takes as a sign of its own here";
}
