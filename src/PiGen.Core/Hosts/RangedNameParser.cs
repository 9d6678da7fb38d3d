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

/// <summary>
/// Whether all that a name with ranges stands for are hosts' names, without expanding it: numbers differ in length only,
/// so what holds for the longest holds for all.
/// </summary>
internal sealed class RangedNameCheck(RangedName name, Mistakes mistakes)
{
    private int _labelStart = name.Span.Start;
    private int _labelLength;
    private int _nameLength;
    private bool _endsInHyphen;

    public void Run()
    {
        foreach (var piece in name.Pieces)
        {
            if (piece is LiteralPiece)
                ReadText(piece.Span);
            else
                Lengthen(piece.Longest);
        }
        EndLabel(name.Span.End, name.Span.Slice(name.Span.Length - 1, 1));
        if (_nameLength > HostName.LongestName)
            mistakes.Add(HostlistDiagnostics.NameTooLong(name.Span));
        if (name.Count > HostlistLimits.Hosts)
            mistakes.Add(HostlistDiagnostics.TooManyHosts(name.Span));
    }

    private void ReadText(SourceSpan text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            var character = text.Slice(at, 1);
            if (text.Text[at] == '.')
                StartLabel(character);
            else
                ReadCharacter(character);
        }
    }

    private void ReadCharacter(SourceSpan character)
    {
        var isHyphen = character.Text[0] == '-';
        if (isHyphen && _labelLength == 0)
            mistakes.Add(HostlistDiagnostics.HyphenAtEdge(character));
        Lengthen(1);
        // The one hyphen of a label "-" is reported already.
        _endsInHyphen = isHyphen && _labelLength > 1;
    }

    private void StartLabel(SourceSpan dot)
    {
        EndLabel(dot.Start, dot);
        _labelStart = dot.End;
        _labelLength = 0;
        _endsInHyphen = false;
        _nameLength++;
    }

    private void EndLabel(int end, SourceSpan dot)
    {
        var label = dot.Source.Span(_labelStart, end - _labelStart);
        if (_labelLength == 0)
            mistakes.Add(HostlistDiagnostics.EmptyLabel(dot));
        if (_endsInHyphen)
            mistakes.Add(HostlistDiagnostics.HyphenAtEdge(label.Slice(label.Length - 1, 1)));
        if (_labelLength > HostName.LongestLabel)
            mistakes.Add(HostlistDiagnostics.LabelTooLong(label));
    }

    private void Lengthen(int length)
    {
        _labelLength += length;
        _nameLength += length;
        _endsInHyphen = false;
    }
}
