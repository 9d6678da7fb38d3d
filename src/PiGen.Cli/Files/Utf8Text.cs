using System.Text;
using System.Text.Unicode;
using PiGen.Core;
using PiGen.Templating.Text;

namespace PiGen.Cli.Files;

/// <summary>Reads texts that people wrote: UTF-8, with or without a byte order mark, and nothing else.</summary>
internal static class Utf8Text
{
    /// <summary>The text of a file; null, with an error at the first byte that is not UTF-8.</summary>
    public static SourceText? Read(string path, DiagnosticBag diagnostics)
    {
        var bytes = ReadBytes(path);
        var text = new SourceText(path, Encoding.UTF8.GetString(bytes));
        if (Utf8.IsValid(bytes))
        {
            return text;
        }
        Utf8.ToUtf16(bytes, new char[bytes.Length], out _, out var valid, replaceInvalidSequences: false);
        diagnostics.Add(TemplateFileDiagnostics.NoUtf8(text.Span(valid, 1)));
        return null;
    }

    private static ReadOnlySpan<byte> ReadBytes(string path)
    {
        try
        {
            ReadOnlySpan<byte> bytes = File.ReadAllBytes(path);
            return bytes.StartsWith(Encoding.UTF8.Preamble) ? bytes[Encoding.UTF8.Preamble.Length..] : bytes;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new Failure($"{path} cannot be read: {e.Message}", "make it readable, or name another file", e);
        }
    }
}
