using System.Collections.Immutable;

namespace PiGen.Core.Keys;

/// <summary>What is at a path below a user's home on a host.</summary>
/// <param name="Content">Null for nothing.</param>
public sealed record HomeFile(string Path, ImmutableArray<byte>? Content);

/// <summary>A file below a user's home that is to become another one, or none.</summary>
/// <param name="Was">Null for nothing.</param>
/// <param name="Becomes">Null for nothing.</param>
public sealed record HomeFileChange(string Path, ImmutableArray<byte>? Was, ImmutableArray<byte>? Becomes)
{
    public bool IsNothing =>
        Was is null || Becomes is null
            ? (Was, Becomes) is (null, null)
            : Was.Value.AsSpan().SequenceEqual(Becomes.Value.AsSpan());

    /// <summary>Whether its folder goes with it, if nothing else is in there.</summary>
    public bool TakesFolder { get; init; }
}
