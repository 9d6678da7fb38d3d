namespace PiGen.Templating.Escaping;

/// <summary>
/// Places read earlier, dense near the end and sparse before, so that going back by n characters means to read again
/// about n at most, while few are held.
/// </summary>
internal sealed class Checkpoints<TPlace>
    where TPlace : struct
{
    // Places nearer than this are cheaper read again than kept.
    private const int Spacing = 256;

    private readonly List<(int Position, TPlace Place)> _kept = [];

    public void Add(int position, TPlace place)
    {
        if (position - (_kept.Count > 0 ? _kept[^1].Position : 0) < Spacing)
        {
            return;
        }
        _kept.Add((position, place));
        Thin(position);
    }

    /// <summary>The last place at or before <paramref name="length"/>; the beginning if none was kept.</summary>
    public (int Position, TPlace Place) BackTo(int length)
    {
        while (_kept.Count > 0 && _kept[^1].Position > length)
        {
            _kept.RemoveAt(_kept.Count - 1);
        }
        return _kept.Count > 0 ? _kept[^1] : default;
    }

    private void Thin(int end)
    {
        for (var i = _kept.Count - 2; i > 0; i--)
        {
            if (end - _kept[i - 1].Position <= 2 * (end - _kept[i + 1].Position))
            {
                _kept.RemoveAt(i);
            }
        }
    }
}
