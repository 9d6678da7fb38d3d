using System.Collections.Immutable;
using System.Globalization;
using PiGen.Core.Hosts;
using PiGen.Core.Model;
using PiGen.Templating.Text;

namespace PiGen.Core.Definition;

/// <summary>Consecutive listen ports given out by one option: for each target port in turn, one for each worker.</summary>
/// <param name="Origin">The option's value, or all that the person wrote where they left it to the default.</param>
internal sealed record ListenBlock(SourceSpan Origin, ForwardPurpose Purpose, ImmutableArray<Port> Targets, Port First)
{
    // Nobody reads more; what is left shows in the next run.
    private const int MostMistakes = 20;

    private static readonly Port DefaultFirst = Port.TryFrom(8001)!.Value;

    /// <summary>The ssh block first, then each exposed one, in the order given; those that cannot be read are left out.</summary>
    public static ImmutableArray<ListenBlock> ReadAll(ClusterOptions options, DiagnosticBag diagnostics) =>
        [
            .. ReadSsh(options, diagnostics) is { } ssh ? [ssh] : (ListenBlock[])[],
            .. options.Expose.Select(text => ReadExposed(text.Whole, diagnostics)).OfType<ListenBlock>(),
        ];

    public static void Check(
        ImmutableArray<ListenBlock> blocks,
        NodeSet workers,
        UserName? user,
        DiagnosticBag diagnostics
    )
    {
        var exposed = new Dictionary<Port, ListenBlock>();
        for (var i = 0; i < blocks.Length && diagnostics.Count < MostMistakes; i++)
        {
            var block = blocks[i];
            block.CheckPorts(workers, user, diagnostics);
            block.CheckTargets(exposed, diagnostics);
            if (blocks.Take(i).FirstOrDefault(earlier => earlier.Overlaps(block, workers.Count)) is { } taken)
            {
                diagnostics.Add(DefinitionDiagnostics.SameListener(block, taken, workers));
            }
        }
    }

    public static ImmutableArray<Forward> Forwards(
        ImmutableArray<ListenBlock> blocks,
        NodeSet workers,
        IpAddress bindAddress
    ) => [.. blocks.SelectMany(block => block.Forwards(workers, bindAddress))];

    public long LastNumber(int workers) => First.Number + ((long)Targets.Length * workers) - 1;

    /// <summary>The worker and the target port that a listen port of the block leads to, as in <c>red001:80</c>.</summary>
    public string TargetOf(int listenPort, NodeSet workers)
    {
        var (target, worker) = Math.DivRem(listenPort - First.Number, workers.Count);
        return $"{workers[worker]}:{Targets[target]}";
    }

    private static ListenBlock? ReadSsh(ClusterOptions options, DiagnosticBag diagnostics)
    {
        var origin = options.Port?.Whole ?? options.Origin;
        var first = options.Port is null ? DefaultFirst : ReadPort(origin, diagnostics);
        if (options is { NoSsh: true, Port: { } port } && first is not null)
        {
            diagnostics.Add(DefinitionDiagnostics.UnusedPort(port.Whole));
        }
        return first is null || options.NoSsh ? null : new(origin, ForwardPurpose.Ssh, [Port.Ssh], first.Value);
    }

    private static ListenBlock? ReadExposed(SourceSpan text, DiagnosticBag diagnostics)
    {
        var colon = text.Text.LastIndexOf(':');
        if (colon < 0)
        {
            diagnostics.Add(DefinitionDiagnostics.NoFirstListenPort(text));
            return null;
        }
        var targets = NumberList.Parse(text.Slice(0, colon), 1, Port.Highest, diagnostics);
        var first = ReadPort(text.Slice(colon + 1, text.Length - colon - 1), diagnostics);
        return targets is { } numbers && first is { } port
            ? new(text, ForwardPurpose.Exposed, [.. numbers.Select(number => Port.TryFrom(number)!.Value)], port)
            : null;
    }

    private static Port? ReadPort(SourceSpan text, DiagnosticBag diagnostics)
    {
        var port = int.TryParse(text.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? Port.TryFrom(number)
            : null;
        if (port is null)
        {
            diagnostics.Add(DefinitionDiagnostics.NoPort(text));
        }
        return port;
    }

    private void CheckPorts(NodeSet workers, UserName? user, DiagnosticBag diagnostics)
    {
        if (LastNumber(workers.Count) > Port.Highest)
        {
            diagnostics.Add(DefinitionDiagnostics.ListenPortTooHigh(this, workers));
        }
        if (First.IsPrivileged && user is { IsRoot: false })
        {
            diagnostics.Add(DefinitionDiagnostics.PrivilegedPort(this, user, workers));
        }
    }

    private void CheckTargets(Dictionary<Port, ListenBlock> exposed, DiagnosticBag diagnostics)
    {
        foreach (var target in Purpose == ForwardPurpose.Exposed ? Targets : [])
        {
            if (!exposed.TryAdd(target, this))
            {
                diagnostics.Add(DefinitionDiagnostics.ExposedTwice(this, exposed[target], target));
                return;
            }
        }
    }

    private bool Overlaps(ListenBlock other, int workers) =>
        First.Number <= other.LastNumber(workers) && other.First.Number <= LastNumber(workers);

    private IEnumerable<Forward> Forwards(NodeSet workers, IpAddress bindAddress)
    {
        var listenPort = First.Number;
        foreach (var target in Targets)
        {
            foreach (var worker in workers)
            {
                yield return new(worker, Purpose, target, new(bindAddress, Port.TryFrom(listenPort++)!.Value));
            }
        }
    }
}
