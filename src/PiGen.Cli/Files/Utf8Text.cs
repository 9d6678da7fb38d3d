using System.Runtime.InteropServices;
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

/// <summary>A file that a person named on the command line.</summary>
internal static class PersonsFile
{
    /// <summary>Its text; null, with an error that points at the argument, if there is no such file.</summary>
    public static SourceText? Read(SourceText argument, DiagnosticBag diagnostics)
    {
        try
        {
            return Utf8Text.Decode(
                argument.Content,
                HeldFolder.ReadNamed(argument.Content, MostBytes.Written),
                diagnostics
            );
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            diagnostics.Add(TemplateFileDiagnostics.NoFile(argument.Whole));
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new Failure(
                $"{argument.Content} cannot be read: {e.Message.TrimEnd('.')}",
                "name a regular file that you can read; what a pipe gives is read by --model -",
                e
            );
        }
    }
}

/// <summary>
/// Which of the standard streams the program was given. In the place of one that was closed, what the program opens next
/// would be printed into, or read from as if a person typed it: a file, a connection.
/// </summary>
internal static class StandardStream
{
    private const int CloseOnExec = 1; // FD_CLOEXEC, on Linux and on macOS

    // Held for as long as the program runs.
    private static readonly List<SafeHandle> Occupied = [];

    /// <summary>Whether it is open; if not, its number is taken, so that nothing else gets it.</summary>
    /// <param name="number">0, 1, 2; in this order, for the system gives out the lowest number.</param>
    public static bool IsOpen(int number)
    {
        if (OperatingSystem.IsWindows())
        {
            return true;
        }
        var flags = HeldFolder.FlagsOf(number);
        if (flags < 0)
        {
            Occupied.Add(HeldFolder.OpenNull());
        }
        // What a program inherits has no such flag. What the runtime has opened for itself has, and is left alone.
        return flags >= 0 && (flags & CloseOnExec) == 0;
    }
}

/// <summary>How large a file may be that is read, whoever made it: docs/render.md.</summary>
internal static class MostBytes
{
    /// <summary>What a render makes: an artifact, the manifest, a staging's journal.</summary>
    public const long Rendered = 64L << 20;

    /// <summary>All artifacts of one host together: they are held in memory at once.</summary>
    public const long OfOneHost = 512L << 20;

    /// <summary>What people write: a template, a text that it includes, a model.</summary>
    public const long Written = 16L << 20;
}
