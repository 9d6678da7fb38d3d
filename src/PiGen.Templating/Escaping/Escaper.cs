using PiGen.Templating.Evaluation;

namespace PiGen.Templating.Escaping;

/// <summary>Writes a value so that its output language reads back exactly this value, in the place where it lands.</summary>
internal abstract class Escaper
{
    /// <summary>Appends a value, escaped for where <paramref name="output"/> now ends.</summary>
    /// <param name="text">The value as text.</param>
    /// <returns>Why the value cannot be written there at all; null if it was written.</returns>
    public abstract string? Write(OutputBuffer output, Value value, string text);

    /// <summary>A new escaper for one render; none for plain text.</summary>
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

    protected const string NoLineEnd = "a value with a line end or a NUL cannot be written here";

    protected static bool HasLineEnd(string text) => text.AsSpan().ContainsAny('\n', '\r', '\0');

    /// <summary>What the current line holds so far.</summary>
    protected static ReadOnlySpan<char> LineOf(OutputBuffer output)
    {
        var text = output.Text;
        return text[(text.LastIndexOf('\n') + 1)..];
    }

    /// <summary>The quote that is open at the end of a piece of text, or NUL; a backslash takes the next character with it.</summary>
    protected static char OpenQuote(ReadOnlySpan<char> text)
    {
        var quote = '\0';
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] == '\\')
            {
                at++;
            }
            else if (quote == '\0' && text[at] is '"' or '\'')
            {
                quote = text[at];
            }
            else if (text[at] == quote)
            {
                quote = '\0';
            }
        }
        return quote;
    }
}
