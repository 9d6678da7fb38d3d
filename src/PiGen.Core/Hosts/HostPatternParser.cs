using System.Collections.Immutable;
using PiGen.Templating.Text;

namespace PiGen.Core.Hosts;

/// <summary>Reads one name with its ranges, up to a blank, a line break or a set operator outside of brackets.</summary>
internal sealed class HostPatternParser(SourceText text, Mistakes mistakes)
{
    private readonly RangeListParser _ranges = new(mistakes);
    private readonly ImmutableArray<HostPiece>.Builder _pieces = ImmutableArray.CreateBuilder<HostPiece>();
    private int _position;

    private string Content => text.Content;

    /// <summary>The name, or null when it has mistakes; <paramref name="position"/> moves behind it in any case.</summary>
    public HostPattern? Parse(ref int position)
    {
        var before = mistakes.Count;
        var start = _position = position;
        _pieces.Clear();
        while (_position < Content.Length && !EndsName(Content[_position]) && !mistakes.IsFull)
        {
            ReadPiece(start);
        }
        position = _position;
        var pattern = new HostPattern(text.Span(start, position - start), _pieces.ToImmutable());
        if (mistakes.Count == before)
            new HostPatternCheck(pattern, mistakes).Run();
        return mistakes.Count == before ? pattern : null;
    }

    private static bool EndsName(char character) =>
        Blank.Is(character) || Blank.IsLineBreak(character) || HostlistParser.IsOperator(character);

    private static bool IsLiteral(char character) => character == '.' || HostName.IsLabelCharacter(character);

    private void ReadPiece(int nameStart)
    {
        switch (Content[_position])
        {
            case '[':
                ReadBrackets();
                break;
            case var character when IsLiteral(character):
                _pieces.Add(new LiteralPiece(TakeWhile(IsLiteral)));
                break;
            default:
                mistakes.Add(ForeignText.Read(text, nameStart, ref _position));
                break;
        }
    }

    private void ReadBrackets()
    {
        var open = _position;
        var (close, nested) = FindClose(open);
        if (close is null || nested is not null)
        {
            mistakes.Add(
                close is null
                    ? HostlistDiagnostics.UnclosedRange(text.Span(open, 1))
                    : HostlistDiagnostics.NestedBracket(text.Span(nested!.Value, 1))
            );
            _position = close + 1 ?? LineEnd(open);
            return;
        }
        _position = close.Value + 1;
        ReadRanges(text.Span(open, _position - open));
    }

    private void ReadRanges(SourceSpan brackets)
    {
        var list = brackets.Slice(1, brackets.Length - 2);
        if (Blank.Trim(list).Length == 0)
            mistakes.Add(HostlistDiagnostics.EmptyBrackets(brackets));
        else if (_ranges.Parse(list) is { } ranges)
            _pieces.Add(new NumbersPiece(brackets, ranges));
    }

    // A bracket ends on its line: otherwise one that was forgotten would swallow all hosts below.
    private (int? Close, int? Nested) FindClose(int open)
    {
        var depth = 0;
        int? nested = null;
        var end = LineEnd(open);
        for (var at = open; at < end; at++)
        {
            depth += Content[at] switch
            {
                '[' => 1,
                ']' => -1,
                _ => 0,
            };
            if (depth == 0)
                return (at, nested);
            if (depth == 2)
                nested ??= at;
        }
        return (null, nested);
    }

    private int LineEnd(int start)
    {
        var length = Content.AsSpan(start).IndexOfAny('\n', '\r');
        return length < 0 ? Content.Length : start + length;
    }

    private SourceSpan TakeWhile(Func<char, bool> belongs)
    {
        var start = _position;
        while (_position < Content.Length && belongs(Content[_position]))
        {
            _position++;
        }
        return text.Span(start, _position - start);
    }
}
