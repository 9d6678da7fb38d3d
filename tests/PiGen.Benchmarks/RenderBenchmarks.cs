using System.Collections.Immutable;
using BenchmarkDotNet.Attributes;
using PiGen.Cli;
using PiGen.Cli.Files;
using PiGen.Cli.Reporting;
using PiGen.Core.Definition;
using PiGen.Core.Rendering;
using PiGen.Templating.Text;

namespace PiGen.Benchmarks;

/// <summary>A cluster from its options to its artifacts, in memory, and the whole command with the output folder on disk.</summary>
[MemoryDiagnoser]
public class RenderBenchmarks
{
    private string _folder = "";

    [Params(1_000, 10_000)]
    public int Workers { get; set; }

    private string[] Arguments =>
        [
            "--workers",
            $"red[00001-{Workers:D5}]",
            "--wlan",
            "192.168.1.24",
            "--output",
            Path.Combine(_folder, "output"),
        ];

    [GlobalSetup]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("pigen-benchmark-").FullName;

    [GlobalCleanup]
    public void DeleteFolder() => Directory.Delete(_folder, recursive: true);

    [Benchmark]
    public ImmutableArray<Artifact> InMemory()
    {
        var diagnostics = new DiagnosticBag();
        var options = new ClusterOptions
        {
            Origin = new SourceText("benchmark", "").Whole,
            Workers = new("--workers", Arguments[1]),
            Wlan = new("--wlan", Arguments[3]),
        };
        var cluster = ClusterDefinition.Read(options, diagnostics)!;
        var pack = TemplatePack.Load(Templates.BuiltIn(), null, diagnostics)!;
        return pack.Render(cluster, new SourceText("--kind", "autossh").Whole, diagnostics)!.Value;
    }

    [IterationSetup(Target = nameof(OnDiskAnew))]
    public void DeleteOutput()
    {
        if (Directory.Exists(Arguments[5]))
        {
            Directory.Delete(Arguments[5], recursive: true);
        }
    }

    [Benchmark]
    public int OnDiskAnew() => Render();

    [IterationSetup(Target = nameof(OnDiskUnchanged))]
    public void RenderBefore() => Render();

    [Benchmark]
    public int OnDiskUnchanged() => Render();

    private int Render() =>
        new App(new Terminal(TextReader.Null, TextWriter.Null, TextWriter.Null)).Run(["render", .. Arguments]);
}
