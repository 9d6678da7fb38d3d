namespace PiGen.Cli.Reporting;

/// <summary>Puts SGR colours (ECMA-48 8.3.117) round words, where colours are wanted.</summary>
internal readonly record struct Paint(bool IsOn)
{
    public string Bold(string text) => Sgr("1", text);

    public string Red(string text) => Sgr("31", text);

    public string Green(string text) => Sgr("32", text);

    public string Yellow(string text) => Sgr("33", text);

    public string Blue(string text) => Sgr("34", text);

    private string Sgr(string code, string text) => IsOn ? $"\e[{code}m{text}\e[0m" : text;
}
