using System.Collections.Immutable;
using PiGen.Templating.Text;

namespace PiGen.Core.SshConfig;

/// <summary>The blocks of clusters in a person's file.</summary>
public sealed class InlineBlocks
{
    private readonly ImmutableArray<FoundBlock> _blocks;

    private InlineBlocks(ImmutableArray<FoundBlock> blocks) => _blocks = blocks;

    /// <summary>The clusters that have one, in the order of the file.</summary>
    public IEnumerable<string> Clusters => _blocks.Select(block => block.Cluster);

    /// <summary>The blocks, or null with errors where markers are unbalanced, within another block, or there twice.</summary>
    public static InlineBlocks? Read(ConfigFile file, DiagnosticBag diagnostics)
    {
        var found = new DiagnosticBag();
        var blocks = new InlineBlockReader(file, found).Read();
        found.AddRange(Repeated(blocks));
        diagnostics.AddRange(found);
        return found.HasErrors ? null : new(blocks);
    }

    /// <summary>The block of a cluster; null if there is none.</summary>
    public FoundBlock? Of(string cluster) => _blocks.FirstOrDefault(block => block.Cluster == cluster);

    internal bool Contain(ConfigLine line) => _blocks.Any(block => block.Lines.Contains(line));

    private static IEnumerable<Diagnostic> Repeated(ImmutableArray<FoundBlock> blocks) =>
        blocks
            .GroupBy(block => block.Cluster, StringComparer.Ordinal)
            .SelectMany(same => same.Skip(1).Select(again => SshConfigDiagnostics.RepeatedBlock(again, same.First())));
}
