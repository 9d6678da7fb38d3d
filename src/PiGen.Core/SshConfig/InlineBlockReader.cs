using System.Collections.Immutable;
using PiGen.Templating.Text;

namespace PiGen.Core.SshConfig;

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
