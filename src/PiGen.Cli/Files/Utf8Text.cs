using System.Text;
using System.Text.Unicode;
using PiGen.Core;
using PiGen.Templating.Text;

namespace PiGen.Cli.Files;

/// <summary>Reads texts that people wrote: UTF-8, with or without a byte order mark, and nothing else.</summary>
internal static class Utf8Text
{
    // More than any text that a person wrote or a program made for PiGen; /dev/zero has no end.
    private const int MostBytes = 64 * 1024 * 1024;

    /// <summary>
    /// The text of a file of a folder, under a name to show. What has no length is empty and is not opened: a pipe would
    /// wait for ever. Null, with an error at the first byte that is not UTF-8.
    /// </summary>
    public static SourceText? Read(string path, string name, DiagnosticBag diagnostics) =>
        Decode(name, new FileInfo(path).Length == 0 ? [] : ReadBytes(path), diagnostics);

    /// <summary>The text of a file that a person named, which may be a pipe.</summary>
    public static SourceText? ReadNamed(string path, DiagnosticBag diagnostics) =>
        Decode(path, ReadBytes(path), diagnostics);

    private static SourceText? Decode(string name, ReadOnlySpan<byte> bytes, DiagnosticBag diagnostics)
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

    private static ReadOnlySpan<byte> ReadBytes(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            using var bytes = new MemoryStream();
            var chunk = new byte[64 * 1024];
            for (var read = file.Read(chunk); read > 0; read = file.Read(chunk))
            {
                bytes.Write(chunk, 0, read);
                if (bytes.Length > MostBytes)
                {
                    throw new Failure($"{path} is larger than {MostBytes >> 20} MiB", "name a smaller file");
                }
            }
            return bytes.GetBuffer().AsSpan(0, (int)bytes.Length);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new Failure($"{path} cannot be read: {e.Message}", "make it readable, or name another file", e);
        }
    }
}
