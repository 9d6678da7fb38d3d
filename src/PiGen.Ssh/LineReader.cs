using System.Collections.Immutable;
using System.Text;
using PiGen.Core;
using PiGen.Templating.Text;

namespace PiGen.Ssh;

/// <summary>A line that a host sent, fit to be shown.</summary>
/// <param name="EndsInReturn">Whether it ended in CR LF, as ssh's own complaints do, and those of programs seldom.</param>
internal readonly record struct RemoteLine(string Text, bool EndsInReturn);

/// <summary>Splits what comes into lines of bounded length, as they come.</summary>
/// <param name="from">Whose answer it is, for a failure.</param>
/// <param name="most">How many bytes that answer may have, in whole lines; null where lines are only shown: a longer one is cut then, and it shows where.</param>
internal sealed class LineReader(Stream stream, string from, long? most)
{
    private const int LongestLine = 64 * 1024;
    private const char Cut = '…';

    // What a line costs who keeps it, beside its letters: without that, an answer of newlines would take fifty times its size.
    private const int CostOfLine = 48;

    private readonly byte[] _buffer = new byte[LongestLine];
    private long _total;
    private bool _isCut;

    /// <summary>To the stream's end, which the end of the process that writes it is too.</summary>
    public Task ReadAllAsync(Action<RemoteLine> line) =>
        ReadUntilAsync(read =>
        {
            line(read);
            return false;
        });

    /// <summary>To the line that is the last, or the stream's end.</summary>
    /// <param name="isLast">Takes each line.</param>
    /// <exception cref="AnswerNotUnderstood">It is longer than it may be.</exception>
    public async Task ReadUntilAsync(Func<RemoteLine, bool> isLast)
    {
        var length = 0;
        while (await ReadAsync(_buffer.AsMemory(length)) is > 0 and var read)
        {
            length += read;
            if (!TakeLines(ref length, isLast))
            {
                return;
            }
        }
        if (length > 0)
        {
            isLast(LineOf(_buffer.AsSpan(0, length), isWhole: true));
        }
    }

    // What is left of a line that has not ended yet is moved to the buffer's start.
    private bool TakeLines(ref int length, Func<RemoteLine, bool> isLast)
    {
        var start = 0;
        while (_buffer.AsSpan(start, length - start).IndexOf((byte)'\n') is >= 0 and var end)
        {
            _total += end + CostOfLine;
            if (_total > most)
            {
                throw new AnswerNotUnderstood(from, $"longer than {most / 1024 / 1024} MiB");
            }
            if (isLast(LineOf(_buffer.AsSpan(start, end), isWhole: true)))
            {
                return false;
            }
            start += end + 1;
        }
        length -= start;
        if (start > 0 || length < _buffer.Length)
        {
            _buffer.AsSpan(start, length).CopyTo(_buffer);
            return true;
        }
        if (most is not null)
        {
            throw new AnswerNotUnderstood(from, $"with a line longer than {LongestLine / 1024} KiB");
        }
        length = 0;
        return !isLast(LineOf(_buffer, isWhole: false));
    }

    private RemoteLine LineOf(ReadOnlySpan<byte> bytes, bool isWhole)
    {
        var endsInReturn = bytes is [.., (byte)'\r'];
        var text = ShownText.Of(Encoding.UTF8.GetString(endsInReturn ? bytes[..^1] : bytes));
        var shown = (_isCut, isWhole) is (false, true) ? text : $"{(_isCut ? Cut : "")}{text}{(isWhole ? "" : Cut)}";
        _isCut = !isWhole;
        return new(shown, endsInReturn);
    }

    private async ValueTask<int> ReadAsync(Memory<byte> buffer)
    {
        try
        {
            return await stream.ReadAsync(buffer);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or OperationCanceledException)
        {
            return 0;
        }
    }
}

/// <summary>The last lines of a standard error.</summary>
internal sealed class ErrorTail
{
    private const int MostLines = 200;
    private const int LongestLine = 4096;

    private readonly Queue<RemoteLine> _lines = [];
    private readonly Lock _lock = new();

    public void Add(RemoteLine line)
    {
        lock (_lock)
        {
            if (_lines.Count == MostLines)
            {
                _lines.Dequeue();
            }
            _lines.Enqueue(line.Text.Length > LongestLine ? line with { Text = line.Text[..LongestLine] + "…" } : line);
        }
    }

    public ImmutableArray<RemoteLine> Lines()
    {
        lock (_lock)
        {
            return [.. _lines];
        }
    }

    public ImmutableArray<string> Texts() => [.. Lines().Select(line => line.Text)];
}
