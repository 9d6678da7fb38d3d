namespace PiGen.Templating.Escaping;

/// <summary>Why a value cannot be written in YAML.</summary>
internal static class YamlProblem
{
    public const string AfterBackslash = "a value cannot follow a backslash: it would become part of the escape";
    public const string Unprintable =
        "this value holds a line break or control character: put double quotes round its place";
    public const string Indentation = "this value is empty or begins with a blank, which would change the indentation";
    public const string Plain =
        "this value would end or change the plain text it stands in: put double quotes round all of it";
    public const string AfterNode = "a value cannot stand here: the quoted text or the list before it has ended";
    public const string FollowedQuotes =
        "this value needs quotes, and what follows would stand outside them: put double quotes round all of it";
    public const string NoScalar = "a value cannot stand in an anchor, a tag or after '|' and '>'";
    public const string NotPlainValue =
        "only plain values are printed as YAML; write '| object.to_json | raw' for arrays and objects";
    public const string NotANumber = "a number that is infinite or none cannot be written here";
}
