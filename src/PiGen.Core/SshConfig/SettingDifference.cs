using System.Collections.Immutable;

namespace PiGen.Core.SshConfig;

/// <summary>A keyword that ssh has other values for than before.</summary>
public sealed record SettingDifference(string Keyword, ImmutableArray<string> Before, ImmutableArray<string> After)
{
    /// <summary>The difference as a clause: <c>port was 22 and would be 8001</c>.</summary>
    public string Sentence => $"{Keyword} was {Said(Before)} and would be {Said(After)}";

    private static string Said(ImmutableArray<string> values) =>
        values.IsEmpty ? "unset" : string.Join(", ", values.Select(value => value.Length == 0 ? "empty" : value));
}
