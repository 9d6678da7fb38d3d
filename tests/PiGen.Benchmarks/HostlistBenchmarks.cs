using BenchmarkDotNet.Attributes;
using PiGen.Core.Hosts;
using PiGen.Templating.Text;

namespace PiGen.Benchmarks;

/// <summary>Expand and fold of many hosts: as one range, as racks, one by one, and in no order at all.</summary>
[MemoryDiagnoser]
public class HostlistBenchmarks
{
    private string _listed = "";
    private NodeSet _range = NodeSet.Empty;
    private NodeSet _racks = NodeSet.Empty;
    private HostName[] _shuffled = [];

    [Params(10_000, 100_000)]
    public int Hosts { get; set; }

    private string Range => $"red[000001-{Hosts:D6}]";

    private string Racks => $"rack[1-{Hosts / 1000}]node[0001-1000].local";

    [GlobalSetup]
    public void Prepare()
    {
        _range = Expand(Range);
        _racks = Expand(Racks);
        _listed = string.Join(',', _range);
        _shuffled = [.. _racks];
        // The same order in every run.
        new Random(1).Shuffle(_shuffled);
    }

    [Benchmark]
    public NodeSet ExpandRange() => Expand(Range);

    [Benchmark]
    public NodeSet ExpandRacks() => Expand(Racks);

    [Benchmark]
    public NodeSet ExpandListed() => Expand(_listed);

    [Benchmark]
    public string FoldRange() => Hostlist.Fold(_range);

    [Benchmark]
    public string FoldRacks() => Hostlist.Fold(_racks);

    [Benchmark]
    public string FoldShuffled() => Hostlist.Fold(_shuffled);

    private static NodeSet Expand(string text) =>
        Hostlist.Parse(new SourceText("benchmark", text), new DiagnosticBag())!;
}
