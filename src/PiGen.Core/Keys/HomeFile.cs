using System.Collections.Immutable;

namespace PiGen.Core.Keys;

/// <summary>What is at a path below a user's home on a host.</summary>
/// <param name="Content">Null for nothing.</param>
public sealed record HomeFile(string Path, ImmutableArray<byte>? Content);

/// <summary>A file below a user's home that is to become another one, or none; or a folder that is to go if it is empty.</summary>
/// <param name="Was">Null for nothing.</param>
/// <param name="Becomes">Null for nothing.</param>
public sealed record HomeFileChange(string Path, ImmutableArray<byte>? Was, ImmutableArray<byte>? Becomes)
{
    public bool IsFolder { get; private init; }

    public static HomeFileChange RemoveFolder(string path) => new(path, null, null) { IsFolder = true };
}
