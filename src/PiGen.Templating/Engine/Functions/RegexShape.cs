using System.Globalization;

namespace PiGen.Templating.Engine.Functions;

/// <summary>
/// How large a pattern is, from which follows what a match may cost at most. .NET's engine without backtracking goes once
/// through a text, but may make for each character of it a state whose making takes the square of the pattern's size; for a
/// repetition of what may be empty, such as <c>(a*b?)*</c>, there is no such bound.
/// </summary>
internal ref struct RegexShape
{
    private ReadOnlySpan<char> _rest;
    private bool _wasEndless;

    public RegexShape(ReadOnlySpan<char> pattern)
    {
        _rest = pattern;
        do
        {
            Size += Choices().Size;
            _rest = _rest.Length > 0 ? _rest[1..] : _rest;
        } while (_rest.Length > 0);
    }

    /// <summary>Characters and places that the pattern asks for, with each counted repetition written out.</summary>
    public double Size { get; private set; }

    /// <summary>Whether something that may be empty is repeated.</summary>
    public bool RepeatsNothing { get; private set; }

    /// <summary>Whether a match may be looked for far beyond its end: something stands after an endless repetition.</summary>
    public bool LooksAhead { get; private set; }

    private (double Size, bool MayBeEmpty) Choices()
    {
        var (size, isAnyEmpty, isEmpty) = (1.0, false, true);
        while (_rest is [not ')', ..])
        {
            if (_rest[0] == '|')
            {
                (isAnyEmpty, isEmpty) = (isAnyEmpty | isEmpty, true);
                _rest = _rest[1..];
                continue;
            }
            var (part, mayBeEmpty) = Atom();
            LooksAhead |= _wasEndless;
            var (least, most) = Quantifier();
            RepeatsNothing |= mayBeEmpty && most > 1;
            size += part * Math.Max(1, double.IsFinite(most) ? most : least);
            isEmpty &= mayBeEmpty || least == 0;
        }
        return (size, isAnyEmpty | isEmpty);
    }

    private (double Size, bool MayBeEmpty) Atom()
    {
        var first = _rest[0];
        _rest = _rest[1..];
        switch (first)
        {
            case '\\':
                var letter = _rest[0];
                _rest = _rest[1..];
                return (1, letter is 'b' or 'B' or 'A' or 'z' or 'Z');
            case '[':
                SkipClass();
                return (1, false);
            case '(':
                var group = Choices();
                _rest = _rest.Length > 0 ? _rest[1..] : _rest;
                return group;
            default:
                return (1, first is '^' or '$');
        }
    }

    // A class within another, after a minus, is taken away from it.
    private void SkipClass()
    {
        _rest = _rest is ['^', ..] ? _rest[1..] : _rest;
        for (var isFirst = true; _rest.Length > 0 && (isFirst || _rest[0] != ']'); isFirst = false)
        {
            var isInner = !isFirst && _rest is ['-', '[', ..];
            _rest = _rest[(isInner || _rest is ['\\', _, ..] ? 2 : 1)..];
            if (isInner)
            {
                SkipClass();
            }
        }
        _rest = _rest.Length > 0 ? _rest[1..] : _rest;
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
        _rest = _rest[length..];
        _wasEndless |= double.IsInfinity(most);
        _rest = length > 0 && _rest is ['?', ..] ? _rest[1..] : _rest;
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
