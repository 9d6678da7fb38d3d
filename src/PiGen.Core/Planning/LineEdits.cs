namespace PiGen.Core.Planning;

/// <summary>Which lines of two texts are not common to both: a shortest edit (E. W. Myers, An O(ND) Difference Algorithm, 1986).</summary>
internal sealed class LineEdits
{
    // The way back takes memory by the square of it; texts further apart are shown one after the other.
    private const int MostEdits = 1000;

    private readonly string[] _old;
    private readonly string[] _new;
    private readonly int _same;
    private readonly int _oldLength;
    private readonly int _newLength;
    private readonly List<int[]> _rounds = [];

    private LineEdits(string[] old, string[] @new)
    {
        (_old, _new) = (old, @new);
        (IsRemoved, IsAdded) = (new bool[old.Length], new bool[@new.Length]);
        _same = CommonStart(old, @new);
        var end = CommonEnd(old.AsSpan(_same), @new.AsSpan(_same));
        (_oldLength, _newLength) = (old.Length - _same - end, @new.Length - _same - end);
    }

    /// <summary>By line of the old text.</summary>
    public bool[] IsRemoved { get; }

    /// <summary>By line of the new text.</summary>
    public bool[] IsAdded { get; }

    public static LineEdits Between(string[] old, string[] @new)
    {
        var edits = new LineEdits(old, @new);
        if (edits.FindWay())
        {
            edits.WalkBack();
        }
        else
        {
            edits.IsRemoved.AsSpan(edits._same, edits._oldLength).Fill(true);
            edits.IsAdded.AsSpan(edits._same, edits._newLength).Fill(true);
        }
        return edits;
    }

    private static int CommonStart(ReadOnlySpan<string> old, ReadOnlySpan<string> @new) => old.CommonPrefixLength(@new);

    private static int CommonEnd(ReadOnlySpan<string> old, ReadOnlySpan<string> @new)
    {
        var length = 0;
        while (length < old.Length && length < @new.Length && old[^(length + 1)] == @new[^(length + 1)])
        {
            length++;
        }
        return length;
    }

    // By number of edits, how far each diagonal (old index minus new index) gets; kept for the way back.
    private bool FindWay()
    {
        var most = Math.Min(_oldLength + _newLength, MostEdits);
        var furthest = new int[2 * most + 3];
        var middle = most + 1;
        for (var edits = 0; edits <= most; edits++)
        {
            _rounds.Add(furthest[(middle - edits)..(middle + edits + 1)]);
            for (var diagonal = -edits; diagonal <= edits; diagonal += 2)
            {
                var at = furthest.AsSpan(middle + diagonal - 1, 3);
                var x = Follow(IsAddition(at[0], at[2], diagonal, edits) ? at[2] : at[0] + 1, diagonal);
                at[1] = x;
                if (x >= _oldLength && x - diagonal >= _newLength)
                {
                    return true;
                }
            }
        }
        return false;
    }

    private static bool IsAddition(int left, int right, int diagonal, int edits) =>
        diagonal == -edits || (diagonal != edits && left < right);

    private int Follow(int x, int diagonal)
    {
        while (x < _oldLength && x - diagonal < _newLength && _old[_same + x] == _new[_same + x - diagonal])
        {
            x++;
        }
        return x;
    }

    private void WalkBack()
    {
        var diagonal = _oldLength - _newLength;
        for (var edits = _rounds.Count - 1; edits > 0; edits--)
        {
            // What the round before left: of this round's outermost diagonals, nothing.
            var before = _rounds[edits];
            var (left, right) = (At(before, edits, diagonal - 1), At(before, edits, diagonal + 1));
            if (IsAddition(left, right, diagonal, edits))
            {
                diagonal++;
                IsAdded[_same + right - diagonal] = true;
            }
            else
            {
                diagonal--;
                IsRemoved[_same + left] = true;
            }
        }
    }

    private static int At(int[] round, int edits, int diagonal) =>
        Math.Abs(diagonal) <= edits ? round[edits + diagonal] : 0;
}
