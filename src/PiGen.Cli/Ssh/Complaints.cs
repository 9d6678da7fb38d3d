using System.Collections.Immutable;

namespace PiGen.Cli.Ssh;

/// <summary>The last lines of an ssh's standard error: its own complaints, and what the program on the host wrote there.</summary>
internal sealed class Complaints
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

    public ImmutableArray<string> Lines()
    {
        lock (_lock)
        {
            return [.. _lines.Select(line => line.Text)];
        }
    }

    /// <summary>
    /// Lines of ssh itself. It ends its own in CR LF, the notice of a changed host key only from there on,
    /// where a program on the host that has no terminal ends them in LF.
    /// </summary>
    public ImmutableArray<string> OfSsh()
    {
        lock (_lock)
        {
            return _lines.Any(line => line.EndsInReturn) ? Lines() : [];
        }
    }
}
