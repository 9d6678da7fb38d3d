namespace PiGen.Core.SshConfig;

/// <summary>Which lines of a configuration are those that PiGen is about to write for a cluster.</summary>
public sealed class OwnLines
{
    private readonly IReadOnlySet<ConfigLine> _lines;

    private OwnLines(IReadOnlySet<ConfigLine> lines) => _lines = lines;

    /// <summary>All of a cluster's file, as the same object that the tree reads.</summary>
    public static OwnLines Of(ConfigFile file) => new(file.Lines.ToHashSet());

    /// <summary>A block within a person's file.</summary>
    public static OwnLines Of(FoundBlock block) => new(block.Lines.ToHashSet());

    public bool Contain(ConfigLine line) => _lines.Contains(line);
}
