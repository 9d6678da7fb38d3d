using PiGen.Templating.Engine;

namespace PiGen.Templating.Escaping;

/// <summary>
/// An escaper that knows where it stands by reading the output, each character once: what it had read when it was last
/// asked is kept as a <typeparamref name="TPlace"/>.
/// </summary>
internal abstract class ScanningEscaper<TPlace> : Escaper
    where TPlace : struct
{
    private readonly Checkpoints<TPlace> _checkpoints = new();
    private TPlace _place;
    private int _position;

    /// <summary>Moves <paramref name="place"/> over the text from <paramref name="start"/> to its end.</summary>
    protected abstract void Read(ref TPlace place, ReadOnlySpan<char> text, int start);

    /// <summary>Where the output ends: cheap when it only grew, and after a cut as dear as what was cut.</summary>
    protected ref readonly TPlace PlaceAtEnd(OutputBuffer output)
    {
        if (output.Unchanged < _position)
        {
            (_position, _place) = _checkpoints.BackTo(output.Unchanged);
            // What is cut once is often cut again from near there.
            ReadTo(output.Text[..output.Unchanged]);
        }
        ReadTo(output.Text);
        output.Unchanged = _position;
        return ref _place;
    }

    private void ReadTo(ReadOnlySpan<char> text)
    {
        if (_position < text.Length)
        {
            Read(ref _place, text, _position);
            _position = text.Length;
            _checkpoints.Add(_position, _place);
        }
    }
}
