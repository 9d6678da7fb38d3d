using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
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

/// <summary>A cluster's sections of ssh_config within a person's own file, where they cannot have an Include.</summary>
/// <param name="Cluster">The manager's name.</param>
/// <param name="Sections">As they were rendered: lines that end with a line feed.</param>
public sealed record InlineBlock(string Cluster, string Sections)
{
    private const int SealBytes = 8;

    // Without it, options that stand before their first Host would belong to the last of ours.
    private const string ForAllHostsAgain = "Host *";

    /// <summary>All lines of the block with its markers.</summary>
    public string Text(string lineEnding)
    {
        var body = Body;
        var text = $"{BlockMarker.Begin(Cluster, SealOf(body))}\n{body}{BlockMarker.End(Cluster)}\n";
        return lineEnding == "\n" ? text : text.Replace("\n", lineEnding, StringComparison.Ordinal);
    }

    internal string Body => $"{Sections.TrimEnd('\n')}\n{ForAllHostsAgain}\n";

    /// <summary>Tells whether lines, ended by line feeds, are as they were written.</summary>
    internal static string SealOf(string body) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(body)).AsSpan(0, SealBytes));
}

/// <summary>A block as it stands in a person's file.</summary>
/// <param name="Seal">The fingerprint that its begin names.</param>
/// <param name="Lines">With both markers.</param>
public sealed record FoundBlock(string Cluster, string Seal, ImmutableArray<ConfigLine> Lines)
{
    public ConfigLine Begin => Lines[0];

    /// <summary>Whether its lines are as PiGen wrote them.</summary>
    public bool IsIntact => InlineBlock.SealOf(Body) == Seal;

    // In whichever style the file ends its lines, now.
    private string Body =>
        string.Concat(Lines[1..^1].Select(line => string.Concat(line.Span.Text.TrimEnd("\r\n"), "\n")));

    /// <summary>Whether it is what PiGen would write today.</summary>
    internal bool Says(InlineBlock block) => IsIntact && Body == block.Body;
}

/// <summary>A comment between which a cluster's own lines stand in a person's file: <c># pigen begin NAME</c>, <c># pigen end NAME</c>.</summary>
/// <param name="Cluster">Empty where it was taken out by hand.</param>
/// <param name="Seal">Of a begin: the fingerprint of what PiGen wrote after it.</param>
internal sealed record BlockMarker(bool IsBegin, string Cluster, string Seal)
{
    public static string Begin(string cluster, string seal) => $"# pigen begin {cluster} {seal}";

    public static string End(string cluster) => $"# pigen end {cluster}";

    /// <summary>The marker on a line; null if there is none.</summary>
    public static BlockMarker? Of(ConfigLine line)
    {
        if (!line.Trimmed.StartsWith("# pigen "))
        {
            return null;
        }
        var words = line.Trimmed.ToString().Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        return words is [_, _, "begin" or "end", ..]
            ? new(words[2] == "begin", words.ElementAtOrDefault(3) ?? "", words.ElementAtOrDefault(4) ?? "")
            : null;
    }
}

/// <summary>Finds the markers of blocks, and those that do not belong together.</summary>
internal sealed class InlineBlockReader(ConfigFile file, DiagnosticBag diagnostics)
{
    private readonly ImmutableArray<FoundBlock>.Builder _blocks = ImmutableArray.CreateBuilder<FoundBlock>();
    private BlockMarker? _open;
    private int _begin;

    public ImmutableArray<FoundBlock> Read()
    {
        for (var at = 0; at < file.Lines.Length; at++)
        {
            if (BlockMarker.Of(file.Lines[at]) is { } marker)
            {
                Read(marker, at);
            }
        }
        if (_open is not null)
        {
            diagnostics.Add(SshConfigDiagnostics.UnclosedBlock(PlaceOf(_begin), _open.Cluster));
        }
        return _blocks.DrainToImmutable();
    }

    private void Read(BlockMarker marker, int at)
    {
        if (marker.Cluster.Length == 0)
        {
            diagnostics.Add(SshConfigDiagnostics.NamelessMarker(PlaceOf(at)));
        }
        else if (marker.IsBegin)
        {
            Open(marker, at);
        }
        else if (_open?.Cluster != marker.Cluster)
        {
            diagnostics.Add(SshConfigDiagnostics.EndWithoutBegin(PlaceOf(at), marker.Cluster));
        }
        else
        {
            _blocks.Add(new(marker.Cluster, _open.Seal, [.. file.Lines[_begin..(at + 1)]]));
            _open = null;
        }
    }

    private void Open(BlockMarker marker, int at)
    {
        if (_open is not null)
        {
            diagnostics.Add(SshConfigDiagnostics.BeginWithinBlock(PlaceOf(at), PlaceOf(_begin), _open.Cluster));
            return;
        }
        (_open, _begin) = (marker, at);
    }

    private SourceSpan PlaceOf(int line) => file.Lines[line].Content;
}
