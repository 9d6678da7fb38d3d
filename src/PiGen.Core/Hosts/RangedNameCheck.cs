using PiGen.Templating.Text;

namespace PiGen.Core.Hosts;

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
