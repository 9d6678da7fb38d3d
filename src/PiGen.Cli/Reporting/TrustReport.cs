using System.Collections.Immutable;
using PiGen.Core.Keys;

namespace PiGen.Cli.Reporting;

/// <summary>The workers' host keys that are not known everywhere, with the names and the machines they are going to be known under.</summary>
internal sealed class TrustReport(Terminal terminal)
{
    private readonly Paint _paint = new(terminal.OutHasColor);

    /// <param name="places">A machine each.</param>
    /// <param name="silent">Workers that showed no key.</param>
    public void Print(ImmutableArray<(string Machine, TrustPlan Plan)> places, IReadOnlyList<string> silent)
    {
        var pending = places.SelectMany(place => place.Plan.Pending.Select(check => (place.Machine, Check: check)));
        foreach (var worker in pending.GroupBy(each => each.Check.Shown.Worker, StringComparer.Ordinal))
        {
            Print(worker.Key, [.. worker]);
        }
        foreach (var worker in silent)
        {
            terminal.Out.WriteLine($"{_paint.Yellow("silent")}   {worker}  no host key was shown");
        }
    }

    private void Print(string worker, (string Machine, HostKeyCheck Check)[] pending)
    {
        var word = pending.Any(each => each.Check.Standing != HostKeyStanding.New) ? "changed" : "new";
        foreach (var key in pending[0].Check.Shown.Keys)
        {
            var painted = word == "new" ? _paint.Green(word) : _paint.Red(word);
            terminal.Out.WriteLine(
                $"{painted}{new string(' ', 9 - word.Length)}{worker}  {key.Kind.PadRight(7)} {key.Fingerprint}"
            );
        }
        var machines = pending
            .GroupBy(each => each.Machine, each => each.Check.Shown.Name, StringComparer.Ordinal)
            .Select(machine => $"{machine.Key} as {string.Join(" and ", machine)}");
        terminal.Out.WriteLine($"{new string(' ', 9)}to be known on {string.Join(", on ", machines)}");
    }
}
