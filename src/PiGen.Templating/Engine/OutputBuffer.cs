using Scriban.Runtime;

namespace PiGen.Templating.Engine;

/// <summary>The text rendered so far, in a buffer that is kept from one render to the next.</summary>
internal sealed class OutputBuffer(StrictContext limits) : IScriptOutput
{
    // A buffer grown by one huge render is not held for ever.
    private const int KeptCapacity = 1 << 20;

    private char[] _chars = new char[1024];

    public int Length { get; private set; }

    /// <summary>How often something was written or cut: the same number is the same text, and the same place in it.</summary>
    public long Changes { get; private set; }

    /// <summary>Up to where the text is certain to be as it was when this was last set.</summary>
    public int Unchanged { get; set; }

    public ReadOnlySpan<char> Text => _chars.AsSpan(0, Length);

    public void Append(ReadOnlySpan<char> text)
    {
        Changes++;
        var length = Length;
        if (text.Length > _chars.Length - length)
        {
            Grow(text.Length);
        }
        text.CopyTo(_chars.AsSpan(length));
        Length = length + text.Length;
    }

    public void Append(char c)
    {
        Changes++;
        Grow(1)[0] = c;
        Length++;
    }

    /// <inheritdoc/>
    public void Write(string text, int offset, int count)
    {
        limits.CheckLength((long)Length + count);
        Append(text.AsSpan(offset, count));
    }

    /// <inheritdoc/>
    public ValueTask WriteAsync(string text, int offset, int count, CancellationToken cancellationToken)
    {
        Write(text, offset, count);
        return ValueTask.CompletedTask;
    }

    /// <summary>Removes what was written since <paramref name="mark"/> and gives it back.</summary>
    public string CutFrom(int mark)
    {
        Changes++;
        var text = new string(_chars, mark, Length - mark);
        Length = mark;
        Unchanged = Math.Min(Unchanged, mark);
        return text;
    }

    public void Clear()
    {
        (Length, Unchanged) = (0, 0);
        if (_chars.Length > KeptCapacity)
        {
            _chars = new char[1024];
        }
    }

    private Span<char> Grow(int needed)
    {
        if (Length + needed > _chars.Length)
        {
            Array.Resize(ref _chars, Math.Max(_chars.Length * 2, Length + needed));
        }
        return _chars.AsSpan(Length);
    }
}

/// <summary>
/// Text that is printed as it is: its author vouches for it, or it was escaped for the place where it is printed. Anywhere
/// else, it is a value like others.
/// </summary>
/// <param name="Place">The state of the output for which it was escaped; null if its author vouches for it.</param>
internal sealed record Rendered(string Text, long? Place)
{
    /// <summary>Made where nothing is escaped, so for no place.</summary>
    public const long Nowhere = -1;

    public override string ToString() => Text;

    /// <summary>A value as functions and operators see it: such a text is a string like others.</summary>
    public static object? Plain(object? value) => value is Rendered rendered ? rendered.Text : value;
}
