using PiGen.Templating.Evaluation;

namespace PiGen.Templating.Escaping;

/// <summary>Writes a value so that its output language reads back exactly this value, in the place where it lands.</summary>
internal abstract class Escaper
{
    /// <summary>Appends <paramref name="value"/>, escaped for where <paramref name="output"/> now ends.</summary>
    /// <returns>Why the value cannot be written there at all; null if it was written.</returns>
    public abstract string? Write(OutputBuffer output, string value);

    /// <summary>The escaper of a language; none for plain text.</summary>
    public static Escaper? For(OutputLanguage language) =>
        language switch
        {
            OutputLanguage.Text => null,
            OutputLanguage.Systemd => null,
            OutputLanguage.Sh => null,
            OutputLanguage.SshConfig => null,
            OutputLanguage.Json => null,
            OutputLanguage.Yaml => null,
        };
}
