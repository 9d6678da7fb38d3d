using System.Text;

namespace PiGen.Cli.Ssh;

/// <summary>A line that a host sent, fit to be shown: what could steer a terminal is replaced.</summary>
/// <param name="EndsInReturn">Whether it ended in CR LF, as ssh's own complaints do, and those of programs seldom.</param>
internal readonly record struct RemoteLine(string Text, bool EndsInReturn);

/// <summary>Splits what comes into lines of bounded length, as they come.</summary>
internal sealed class LineReader(Stream stream)
{
    private const int LongestLine = 64 * 1024;

    /// <summary>To the stream's end, which the end of the process that writes it is too.</summary>
    public async Task ReadAllAsync(Action<RemoteLine> line)
    {
        var buffer = new byte[LongestLine];
        var length = 0;
        while (await ReadAsync(buffer.AsMemory(length)).ConfigureAwait(false) is > 0 and var read)
        {
            length += read;
            length = TakeLines(buffer, length, line);
        }
        if (length > 0)
        {
            line(LineOf(buffer.AsSpan(0, length)));
        }
    }

    // What is left of a line that has not ended yet is moved to the buffer's start; a line that fills the buffer is cut.
    private static int TakeLines(byte[] buffer, int length, Action<RemoteLine> line)
    {
        var start = 0;
        while (buffer.AsSpan(start, length - start).IndexOf((byte)'\n') is >= 0 and var end)
        {
            line(LineOf(buffer.AsSpan(start, end)));
            start += end + 1;
        }
        if (start == 0 && length == buffer.Length)
        {
            line(LineOf(buffer));
            return 0;
        }
        buffer.AsSpan(start, length - start).CopyTo(buffer);
        return length - start;
    }

    private static RemoteLine LineOf(ReadOnlySpan<byte> bytes)
    {
        var endsInReturn = bytes is [.., (byte)'\r'];
        return new(Shown(Encoding.UTF8.GetString(endsInReturn ? bytes[..^1] : bytes)), endsInReturn);
    }

    public static string Shown(string text) =>
        text.Any(c => char.IsControl(c) && c != '\t')
            ? string.Concat(text.Select(c => char.IsControl(c) && c != '\t' ? '\uFFFD' : c))
            : text;

    private async ValueTask<int> ReadAsync(Memory<byte> buffer)
    {
        try
        {
            return await stream.ReadAsync(buffer).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            return 0;
        }
    }
}
