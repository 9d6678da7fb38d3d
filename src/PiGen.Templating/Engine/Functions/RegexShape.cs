using System.Globalization;

namespace PiGen.Templating.Engine.Functions;

/// <summary>
/// How large a pattern is, from which follows what a match may cost at most. .NET's engine without backtracking goes once
/// through a text, but may make for each character of it a state whose making takes the square of the pattern's size; for a
/// repetition of what may be empty, such as <c>(a*b?)*</c>, there is no such bound.
/// </summary>
internal ref struct RegexShape
{
    private readonly bool _ignoresBlanks;
    private ReadOnlySpan<char> _rest;
    private bool _wasEndless;

    public RegexShape(ReadOnlySpan<char> pattern, bool ignoresBlanks)
    {
        _ignoresBlanks = ignoresBlanks;
        _rest = pattern;
        do
        {
            Size += Choices().Size;
            Skip(1);
        } while (_rest.Length > 0);
    }

    /// <summary>Characters and places that the pattern asks for, with each counted repetition written out.</summary>
    public double Size { get; private set; }

    /// <summary>Whether something that may be empty is repeated.</summary>
    public bool RepeatsNothing { get; private set; }

    /// <summary>Whether the pattern says itself from where on it ignores blanks, so that it is not known what is a comment.</summary>
    public bool SetsBlanks { get; private set; }

    /// <summary>
    /// Whether a match may be looked for far beyond its end: something stands after an endless
    /// repetition, or it asks for a place such as the end of a word.
    /// </summary>
    public bool LooksAhead { get; private set; }

    private (double Size, bool MayBeEmpty) Choices()
    {
        var (size, isAnyEmpty, isEmpty) = (1.0, false, true);
        for (SkipBlanks(); _rest is [not ')', ..]; SkipBlanks())
        {
            if (_rest[0] == '|')
            {
                (isAnyEmpty, isEmpty) = (isAnyEmpty | isEmpty, true);
                Skip(1);
                continue;
            }
            LooksAhead |= _wasEndless;
            var isPlace = _rest is ['^' or '$', ..] or ['\\', 'b' or 'B' or 'A' or 'z' or 'Z', ..];
            var (part, mayBeEmpty) = Atom();
            LooksAhead |= isPlace;
            mayBeEmpty |= isPlace;
            SkipBlanks();
            var (least, most) = Quantifier();
            RepeatsNothing |= mayBeEmpty && most > 1;
            size += part * Math.Max(1, double.IsFinite(most) ? most : least);
            isEmpty &= mayBeEmpty || least == 0;
        }
        return (size, isAnyEmpty | isEmpty);
    }

    private void Skip(int count) => _rest = _rest[Math.Min(count, _rest.Length)..];

    // Comments too, which stand before a quantifier without harm.
    private void SkipBlanks()
    {
        while (true)
        {
            var end =
                _rest.StartsWith("(?#") ? _rest.IndexOf(')')
                : !_ignoresBlanks ? -1
                : _rest is ['#', ..]
                    ? _rest.IndexOf('\n') is >= 0 and var line ? line
                        : _rest.Length
                : _rest is [' ' or (>= '\t' and <= '\r'), ..] ? 0
                : -1;
            if (end < 0)
            {
                return;
            }
            Skip(end + 1);
        }
    }

    private (double Size, bool MayBeEmpty) Atom()
    {
        var first = _rest[0];
        Skip(1);
        switch (first)
        {
            case '\\':
                Skip(1);
                return (1, false);
            case '[':
                SkipClass();
                return (1, false);
            case '(':
                SkipHead();
                var group = Choices();
                Skip(1);
                return group;
            default:
                return (1, false);
        }
    }

    // (?<name> (?'name' (?: (?i: and (?i), whose parenthesis stays.
    private void SkipHead()
    {
        if (_rest is not ['?', ..])
        {
            return;
        }
        Skip(1);
        if (_rest is ['<' or '\'', ..])
        {
            var close = _rest[0] == '<' ? '>' : '\'';
            Skip(1);
            Skip(_rest.IndexOf(close) + 1);
            return;
        }
        var end = Math.Max(0, _rest.IndexOfAny(':', ')'));
        SetsBlanks |= _rest[..end].Contains('x');
        Skip(_rest[end..] is [':', ..] ? end + 1 : end);
    }

    // A class within another, after a minus, is taken away from it.
    private void SkipClass()
    {
        Skip(_rest is ['^', ..] ? 1 : 0);
        for (var isFirst = true; _rest.Length > 0 && (isFirst || _rest[0] != ']'); isFirst = false)
        {
            var isInner = !isFirst && _rest is ['-', '[', ..];
            Skip(isInner || _rest is ['\\', ..] ? 2 : 1);
            if (isInner)
            {
                SkipClass();
            }
        }
        Skip(1);
    }

    private (double Least, double Most) Quantifier()
    {
        var (least, most, length) = _rest switch
        {
            ['*', ..] => (0, double.PositiveInfinity, 1),
            ['+', ..] => (1, double.PositiveInfinity, 1),
            ['?', ..] => (0, 1, 1),
            ['{', ..] => Counts(),
            _ => (1, 1, 0),
        };
        Skip(length);
        _wasEndless |= double.IsInfinity(most);
        Skip(length > 0 && _rest is ['?', ..] ? 1 : 0);
        return (least, most);
    }

    private readonly (double Least, double Most, int Length) Counts()
    {
        var end = _rest.IndexOf('}');
        var counts = end < 0 ? [] : _rest[1..end].ToString().Split(',');
        if (
            counts is not ([_] or [_, _])
            || !IsCount(counts[0], out var least)
            || (counts[^1] != "" && !IsCount(counts[^1], out _))
        )
        {
            return (1, 1, 0);
        }
        return (
            least,
            counts[^1] == "" ? double.PositiveInfinity : double.Parse(counts[^1], CultureInfo.InvariantCulture),
            end + 1
        );
    }

    private static bool IsCount(string text, out double count) =>
        double.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out count);
}
