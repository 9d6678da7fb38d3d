using System.Collections.Immutable;
using PiGen.Templating.Text;

namespace PiGen.Core.Hosts;

/// <summary>Reads one name with its ranges, up to a blank, a line break or a set operator outside of brackets.</summary>
internal sealed class RangedNameParser(SourceText text, Mistakes mistakes)
{
    private readonly RangeListParser _ranges = new(mistakes);
    private readonly ImmutableArray<NamePiece>.Builder _pieces = ImmutableArray.CreateBuilder<NamePiece>();
    private int _position;

    private string Content => text.Content;

    /// <summary>The name, or null when it has mistakes; <paramref name="position"/> moves behind it in any case.</summary>
    public RangedName? Parse(ref int position)
    {
        var before = mistakes.Count;
        var start = _position = position;
        _pieces.Clear();
        while (_position < Content.Length && !EndsName(Content[_position]) && !mistakes.IsFull)
        {
            ReadPiece(start);
        }
        position = _position;
        var name = new RangedName(text.Span(start, position - start), _pieces.ToImmutable());
        if (mistakes.Count == before)
            new RangedNameCheck(name, mistakes).Run();
        return mistakes.Count == before ? name : null;
    }

    private static bool EndsName(char character) =>
        Blank.Is(character) || Blank.IsLineBreak(character) || SetOperatorSign.Read(character) is not null;

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
        var (end, nested, isClosed) = FindEnd(open);
        _position = end;
        if (!isClosed)
            mistakes.Add(HostlistDiagnostics.UnclosedRange(text.Span(open, 1)));
        else if (nested is { } inner)
            mistakes.Add(HostlistDiagnostics.NestedBracket(text.Span(inner, 1)));
        else
            ReadRanges(text.Span(open, end - open));
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
    private (int End, int? Nested, bool IsClosed) FindEnd(int open)
    {
        var depth = 0;
        int? nested = null;
        var at = open;
        for (; at < Content.Length && !Blank.IsLineBreak(Content[at]); at++)
        {
            if (Content[at] == '[' && ++depth == 2)
                nested ??= at;
            if (Content[at] == ']' && --depth == 0)
                return (at + 1, nested, true);
        }
        return (at, nested, false);
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
