using System.Collections.Immutable;

namespace PiGen.Core.Keys;

/// <summary>A file of known hosts: read without changing a byte, edited by whole lines.</summary>
public sealed class KnownHosts
{
    private readonly ImmutableArray<string> _texts;

    private KnownHosts(IEnumerable<string> lines)
    {
        _texts = [.. lines];
        Lines = [.. _texts.Select((line, i) => KnownHostLine.TryParse(i + 1, line)).OfType<KnownHostLine>()];
    }

    /// <summary>Those that tell a key.</summary>
    public ImmutableArray<KnownHostLine> Lines { get; }

    /// <summary>All of it, a character for each byte.</summary>
    public string Text => string.Concat(_texts);

    public byte[] Bytes => KeyText.Encode(Text);

    /// <summary>Whether names are kept so that nobody can read them.</summary>
    public bool HidesNames => Lines.Any(line => line.IsHashed);

    public static KnownHosts Read(ReadOnlySpan<byte> bytes) => new(KeyText.Lines(KeyText.Decode(bytes)));

    public IEnumerable<KnownHostLine> LinesOf(string name) => Lines.Where(line => line.HoldOf(name) != NameHold.None);

    /// <summary>With those keys under a name as it is to be written: plain, or hashed.</summary>
    public KnownHosts With(IEnumerable<(string Name, PublicKey Key)> added)
    {
        var lines = added.Select(line => $"{line.Name} {line.Key.Text}\n").ToArray();
        return lines.Length == 0 ? this : new([.. Ended(), .. lines]);
    }

    /// <summary>Without that name on those lines: each line of its own goes, from one of several names it is taken.</summary>
    public KnownHosts Without(string name, IEnumerable<KnownHostLine> lines)
    {
        var offending = lines.ToDictionary(line => line.Number);
        return new(
            _texts
                .Select((text, i) => offending.TryGetValue(i + 1, out var line) ? Without(name, line, text) : text)
                .OfType<string>()
        );
    }

    // A line that is taken away leaves an empty one until all names are gone, or the numbers of the others would change.
    private static string Without(string name, KnownHostLine line, string text) =>
        line.HoldOf(name) switch
        {
            NameHold.None or NameHold.ByPattern => text,
            NameHold.Alone => "",
            NameHold.AmongOthers => WithNames(text, line.Names, line.NamesWithout(name)),
        };

    private static string WithNames(string text, string names, string others)
    {
        var at = text.IndexOf(names, StringComparison.Ordinal);
        return text[..at] + others + text[(at + names.Length)..];
    }

    private ImmutableArray<string> Ended() =>
        _texts is [.. var before, var last] ? [.. before, KeyText.Ended(last)] : _texts;
}
