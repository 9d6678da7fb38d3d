using System.Text;
using System.Text.Unicode;
using PiGen.Core;
using PiGen.Templating.Text;

namespace PiGen.Cli.Files;

/// <summary>Reads texts that people wrote: UTF-8, with or without a byte order mark, lines ended as on any system.</summary>
internal static class Utf8Text
{
    /// <summary>The text of a file that a person named; links on the way are theirs and are followed.</summary>
    /// <exception cref="Failure">It cannot be read.</exception>
    public static SourceText? ReadNamed(string path, DiagnosticBag diagnostics)
    {
        try
        {
            return Decode(path, HeldFolder.ReadNamed(path, MostBytes.Written), diagnostics);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(path, e);
        }
    }

    public static Failure Unreadable(string path, Exception cause) =>
        new($"{path} cannot be read: {cause.Message.TrimEnd('.')}", "make it readable, or name another file", cause);

    /// <summary>Null, with an error at the first byte that is not UTF-8.</summary>
    /// <param name="name">To show.</param>
    /// <param name="keepsLineEnds">Whether \r\n stays as it is.</param>
    public static SourceText? Decode(
        string name,
        ReadOnlySpan<byte> bytes,
        DiagnosticBag diagnostics,
        bool keepsLineEnds = false
    )
    {
        var written = Encoding.UTF8.GetString(bytes);
        var content = keepsLineEnds ? written : Normal(written);
        var text = new SourceText(name, content) { IsNormalized = content.Length != written.Length };
        if (Utf8.IsValid(bytes))
        {
            return text;
        }
        Utf8.ToUtf16(bytes, new char[bytes.Length], out var valid, out _, replaceInvalidSequences: false);
        var before = Normal(Encoding.UTF8.GetString(bytes[..valid]));
        diagnostics.Add(TemplateFileDiagnostics.NoUtf8(text.Span(before.Length, 1)));
        return null;
    }

    /// <summary>
    /// A text as it is on every system: without a byte order mark, and with \n where Windows has \r\n. All that people write is
    /// read so, and nothing that reads it has to know; a \r that ends no line stays.
    /// </summary>
    public static string Normal(string text) =>
        (text is ['\uFEFF', .. var rest] ? rest : text).Replace("\r\n", "\n", StringComparison.Ordinal);
}
