using System.Text;
using System.Text.Unicode;
using PiGen.Core;
using PiGen.Templating.Text;

namespace PiGen.Cli.Files;

/// <summary>Reads texts that people wrote: UTF-8, with or without a byte order mark, and nothing else.</summary>
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
    public static SourceText? Decode(string name, ReadOnlySpan<byte> bytes, DiagnosticBag diagnostics)
    {
        if (bytes.StartsWith(Encoding.UTF8.Preamble))
        {
            bytes = bytes[Encoding.UTF8.Preamble.Length..];
        }
        var text = new SourceText(name, Encoding.UTF8.GetString(bytes));
        if (Utf8.IsValid(bytes))
        {
            return text;
        }
        Utf8.ToUtf16(bytes, new char[bytes.Length], out _, out var valid, replaceInvalidSequences: false);
        diagnostics.Add(TemplateFileDiagnostics.NoUtf8(text.Span(valid, 1)));
        return null;
    }
}
