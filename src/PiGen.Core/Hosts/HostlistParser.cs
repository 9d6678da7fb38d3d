using PiGen.Templating.Text;

namespace PiGen.Core.Hosts;

/// <summary>Reads a hostlist's names and the set operators between them; expands nothing.</summary>
internal sealed class HostlistParser(SourceText text, Mistakes mistakes)
{
    private readonly RangedNameParser _names = new(text, mistakes);
    private readonly List<HostTerm> _terms = [];
    private int _position;
    private SourceSpan? _separator;
    private SourceSpan? _reported;

    private bool AtEnd => _position == text.Content.Length;

    /// <summary>What was read, from left to right; without the names that had mistakes.</summary>
    public List<HostTerm> Parse()
    {
        SkipSpace();
        if (AtEnd)
            mistakes.Add(HostlistDiagnostics.Empty(text.Whole));
        var setOperator = SetOperator.Union;
        while (!mistakes.IsFull && !(AtEnd && _separator is null))
        {
            ReadName(setOperator);
            setOperator = ReadSeparator();
        }
        return _terms;
    }

    private void ReadName(SetOperator setOperator)
    {
        if (AtEnd || SetOperatorSign.Read(text.Content[_position]) is not null)
            ReportMissingHost(AtEnd ? _separator!.Value : text.Span(_position, 1));
        else if (_names.Parse(ref _position) is { } name)
            _terms.Add(new(setOperator, name));
    }

    // Of ",,red1" and of a lone "," each comma is reported once, although a host is missing on both its sides.
    private void ReportMissingHost(SourceSpan separator)
    {
        if (_reported != separator)
            mistakes.Add(HostlistDiagnostics.MissingHost(separator));
        _reported = separator;
    }

    private SetOperator ReadSeparator()
    {
        var start = _position;
        var isLineBroken = SkipSpace();
        _separator = null;
        if (AtEnd)
            return SetOperator.Union;
        if (SetOperatorSign.Read(text.Content[_position]) is { } setOperator)
            return PassSign(setOperator);
        if (!isLineBroken)
            mistakes.Add(HostlistDiagnostics.BlankInside(text.Span(start, _position - start)));
        return SetOperator.Union;
    }

    private SetOperator PassSign(SetOperator setOperator)
    {
        _separator = text.Span(_position++, 1);
        SkipSpace();
        return setOperator;
    }

    private bool SkipSpace()
    {
        var start = _position;
        while (!AtEnd && (Blank.Is(text.Content[_position]) || Blank.IsLineBreak(text.Content[_position])))
        {
            _position++;
        }
        return text.Content.AsSpan(start, _position - start).ContainsAny('\n', '\r');
    }
}

/// <summary>A name with its ranges, and what it does to the hosts before it.</summary>
internal sealed record HostTerm(SetOperator Operator, RangedName Name);

/// <summary>What a name does to the hosts written before it, as ClusterShell reads it: from left to right, none binds tighter.</summary>
internal enum SetOperator
{
    /// <summary><c>,</c> or a line break: and these.</summary>
    Union,

    /// <summary><c>!</c>: without these.</summary>
    Without,

    /// <summary><c>&amp;</c>: only those that are among these.</summary>
    Intersection,

    /// <summary><c>^</c>: those that are in one of both, not in both.</summary>
    Exclusive,
}

/// <summary>How a set operator is written.</summary>
internal static class SetOperatorSign
{
    /// <summary>The operator that a character is, or null.</summary>
    public static SetOperator? Read(char character) =>
        character switch
        {
            ',' => SetOperator.Union,
            '!' => SetOperator.Without,
            '&' => SetOperator.Intersection,
            '^' => SetOperator.Exclusive,
            _ => null,
        };
}
