namespace PiGen.Templating.Escaping;

/// <summary>Why a value cannot be written in an ssh_config.</summary>
internal static class SshConfigProblem
{
    public const string ControlCharacter = "this value holds a control character, which ssh_config cannot say";
    public const string NotAKeyword = "only letters and digits may stand in a keyword";
    public const string AfterBackslash = "a value cannot follow a backslash: it would become part of the escape";
    public const string AfterPercent = "a value cannot follow a single '%': it would become part of the token";
    public const string Empty = "this value is empty, and ssh takes no empty argument";
    public const string Variable =
        "this value holds or stands within '${', which ssh replaces here and nothing escapes";
    public const string UncertainPercent =
        "this value holds a '%', which some versions of ssh expand here and others do not";
    public const string Pattern = "this value holds one of '*', '?', '!' and ',', which make it a pattern";
    public const string NotASocket = "this value is no path of a socket: ssh takes it for a variable's name, or none";
    public const string Signed =
        "this value holds '*', '?' or '!', or begins with '-', '+' or '^', which change the list instead";
    public const string NotPlain = "only letters, digits and '_ . : @ / + -' can be written here";
    public const string NotAJumpHost =
        "this is not one jump host: only letters, digits and '_ . : @ / + - [ ]' can be written here";
}
