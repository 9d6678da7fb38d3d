using BenchmarkDotNet.Attributes;
using PiGen.Templating;
using PiGen.Templating.Text;
using Scriban.Runtime;

namespace PiGen.Benchmarks;

/// <summary>A unit with 12 fields and a loop of two, parsed once and rendered with 10,000 models: what a pack does for each worker.</summary>
[MemoryDiagnoser]
public class TemplateBenchmarks
{
    private const int Models = 10_000;

    private static readonly SourceText Unit = new(
        "unit.service",
        """
        [Unit]
        Description=Forwards of {{ unit.manager }} to {{ unit.name }} as {{ unit.user }}
        After={{ unit.after }}
        StartLimitIntervalSec={{ unit.limit }}

        [Service]
        User={{ unit.user }}
        Environment=AUTOSSH_POLL={{ unit.poll }}
        ExecStart=/usr/bin/autossh -M 0 -NT -o "ServerAliveInterval {{ unit.interval }}" -i {{ unit.identity }}{{ for f in unit.forwards }} -L {{ f.bind }}:{{ f.port }}:{{ f.target }}{{ end }} {{ unit.user }}@{{ unit.address }}
        Restart={{ unit.restart }}
        RestartSec={{ unit.pause }}

        [Install]
        WantedBy=multi-user.target
        """
    );

    private readonly SourceText _source = Unit;
    private readonly TemplateText _template = TemplateText.Parse(Unit, [])!;
    private readonly ScriptObject[] _models = [.. Enumerable.Range(0, Models).Select(Model)];

    private static ScriptObject Model(int worker) =>
        new()
        {
            {
                "unit",
                new ScriptObject
                {
                    { "manager", "red" },
                    { "name", $"red{worker:D5}" },
                    { "user", "pi" },
                    { "after", "network-online.target" },
                    { "limit", 0 },
                    { "poll", 60 },
                    { "interval", 30 },
                    { "identity", "/home/pi/.ssh/id_rsa" },
                    { "address", "192.168.1.24" },
                    { "restart", "always" },
                    { "pause", 5 },
                    {
                        "forwards",
                        new ScriptArray { Forward(8001 + worker), Forward(9001 + worker) }
                    },
                }
            },
        };

    private static ScriptObject Forward(int port) =>
        new()
        {
            { "bind", "0.0.0.0" },
            { "port", port },
            { "target", 22 },
        };

    [Benchmark(OperationsPerInvoke = Models)]
    public int Render()
    {
        var length = 0;
        foreach (var model in _models)
        {
            length += _template.Render(model, RenderOptions.Default, [])!.Length;
        }
        return length;
    }

    [Benchmark]
    public TemplateText? Parse() => TemplateText.Parse(_source, []);
}
