using System.Collections.Immutable;

namespace PiGen.Core.Keys;

/// <summary>What pushes have added to a worker's authorized keys; it lies beside them, and is what a revocation goes by.</summary>
public sealed record PushRecord
{
    /// <summary>Below the user's home.</summary>
    public const string Path = AuthorizedKeysFile.Path + ".pigen";

    private const string Title =
        "# What pigen keys push has added to authorized_keys, for pigen keys revoke to take away.";

    private const string KeySign = "key ";

    private static readonly (string Text, Func<PushRecord, PushRecord> Set)[] Facts =
    [
        ("made folder", record => record with { HasMadeFolder = true }),
        ("made file", record => record with { HasMadeFile = true }),
        ("ended line", record => record with { HasEndedLine = true }),
    ];

    public static PushRecord Empty { get; } = new();

    public bool HasMadeFolder { get; init; }

    public bool HasMadeFile { get; init; }

    /// <summary>Whether the last line before the first key had no newline.</summary>
    public bool HasEndedLine { get; init; }

    /// <summary>The lines, as they were added.</summary>
    public ImmutableArray<string> Lines { get; init; } = [];

    /// <summary>Null if it is no record of pushes, or of a newer PiGen.</summary>
    public static PushRecord? TryRead(ReadOnlySpan<byte> bytes)
    {
        var record = Empty;
        foreach (var line in KeyText.Lines(KeyText.Decode(bytes)).Select(line => line.TrimEnd('\n')))
        {
            if (line.StartsWith(KeySign, StringComparison.Ordinal))
            {
                record = record with { Lines = record.Lines.Add(line[KeySign.Length..]) };
            }
            else if (Facts.FirstOrDefault(fact => fact.Text == line).Set is { } set)
            {
                record = set(record);
            }
            else if (!line.StartsWith('#'))
            {
                return null;
            }
        }
        return record;
    }

    public byte[] ToBytes() =>
        KeyText.Encode(
            string.Concat(
                new[] { Title }
                    .Concat(Facts.Where(fact => fact.Set(this) == this).Select(fact => fact.Text))
                    .Concat(Lines.Select(line => KeySign + line))
                    .Select(line => line + "\n")
            )
        );
}
