using PiGen.Templating.Engine;

namespace PiGen.Templating.Escaping;

/// <summary>Writes a value so that its output language reads back exactly this value, in the place where it lands.</summary>
internal abstract class Escaper
{
    /// <summary>Appends a value, escaped for where <paramref name="output"/> now ends.</summary>
    /// <param name="text">The value as text.</param>
    /// <returns>Why the value cannot be written there at all; null if it was written.</returns>
    public abstract string? Write(OutputBuffer output, ScalarKind kind, string text);

    /// <summary>Whether null is a value of the language, to be written like others; elsewhere it prints nothing.</summary>
    public virtual bool WritesNull => false;

    /// <summary>Why the value written last cannot stand before the text that has followed it; null if it can.</summary>
    /// <param name="isEnd">Whether nothing else follows: the render has ended.</param>
    public virtual string? ProblemOfLast(OutputBuffer output, bool isEnd) => null;

    /// <summary>A new escaper for one render in a language; none for plain text.</summary>
    public static Escaper? For(OutputLanguage language) =>
        language switch
        {
            OutputLanguage.Text => null,
            OutputLanguage.Systemd => new SystemdEscaper(),
            OutputLanguage.Sh => new ShEscaper(),
            OutputLanguage.SshConfig => new SshConfigEscaper(),
            OutputLanguage.Json => new JsonEscaper(),
            OutputLanguage.Yaml => new YamlEscaper(),
        };
}
