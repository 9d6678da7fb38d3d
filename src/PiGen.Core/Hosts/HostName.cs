using System.Buffers;

namespace PiGen.Core.Hosts;

/// <summary>
/// A host's name as RFC 1123 allows it: labels of ASCII letters, digits and '-', joined by dots.
/// Letters are kept as written and compared ordinally.
/// </summary>
public sealed record HostName
{
    /// <summary>In characters, dots included: https://www.rfc-editor.org/rfc/rfc1123#section-2.1 and RFC 1035, 2.3.4.</summary>
    public const int LongestName = 253;

    /// <summary>In characters.</summary>
    public const int LongestLabel = 63;

    private static readonly SearchValues<char> LabelCharacters = SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-"
    );

    private HostName(string value) => Value = value;

    public string Value { get; }

    /// <summary>The name, or null when no host can have it; a trailing dot is refused too.</summary>
    public static HostName? TryParse(string text) => IsName(text) ? new(text) : null;

    /// <summary>For text whose characters and lengths a <see cref="RangedName"/> has checked already.</summary>
    internal static HostName FromChecked(ReadOnlySpan<char> text) => new(text.ToString());

    internal static bool IsLabelCharacter(char character) => LabelCharacters.Contains(character);

    public override string ToString() => Value;

    private static bool IsName(ReadOnlySpan<char> text)
    {
        if (text.Length > LongestName)
            return false;
        foreach (var label in text.Split('.'))
        {
            if (!IsLabel(text[label]))
                return false;
        }
        return true;
    }

    private static bool IsLabel(ReadOnlySpan<char> label) =>
        label.Length is >= 1 and <= LongestLabel
        && label[0] != '-'
        && label[^1] != '-'
        && !label.ContainsAnyExcept(LabelCharacters);
}
