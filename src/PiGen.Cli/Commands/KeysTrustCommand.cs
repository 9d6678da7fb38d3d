using System.Collections.Immutable;
using System.CommandLine;
using PiGen.Cli.Reporting;
using PiGen.Core;
using PiGen.Core.Keys;
using PiGen.Templating.Text;

namespace PiGen.Cli.Commands;

/// <summary><c>pigen keys trust</c>: the workers' host keys, known to the tunnels on the manager and to this laptop.</summary>
internal sealed class KeysTrustCommand
{
    private readonly KeysOptionSet _keys = new();
    private readonly ConsentOptionSet _consent = new();
    private readonly Option<bool> _repair = new("--repair")
    {
        Description = "Forget host keys that have changed: only for workers that were set up anew",
    };

    public static Command Create(Func<ParseResult, Surroundings> surroundings)
    {
        var trust = new KeysTrustCommand();
        var command = new Command("trust", "Make the workers' host keys known to the tunnels and to this laptop")
        {
            trust._repair,
        };
        command.Aliases.Add("pull");
        trust._consent.AddTo(command);
        trust._keys.AddTo(command);
        command.SetAction((parsed, cancellation) => trust.RunAsync(parsed, surroundings(parsed), cancellation));
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, Surroundings surroundings, CancellationToken cancellation)
    {
        await using var visit = await _keys.VisitAsync(parsed, surroundings, cancellation).ConfigureAwait(false);
        return visit is null
            ? ExitCode.Refused
            : await TrustAsync(parsed, surroundings, visit, cancellation).ConfigureAwait(false);
    }

    private async Task<int> TrustAsync(
        ParseResult parsed,
        Surroundings surroundings,
        KeysVisit visit,
        CancellationToken cancellation
    )
    {
        var scanned = await visit.Logins.ScanAsync(visit.Workers, cancellation).ConfigureAwait(false);
        var shown = scanned.Where(worker => worker.Keys.Length > 0).ToImmutableArray();
        var silent = scanned.Except(shown).Select(worker => worker.Worker).ToArray();
        var places = await PlacesAsync(visit, shown, cancellation).ConfigureAwait(false);
        new TrustReport(surroundings.Terminal).Print([.. places.Select(place => (place.Name, place.Plan))], silent);
        if (Mistakes(parsed, places) is { Length: > 0 } mistakes)
        {
            surroundings.Diagnostics.Print(mistakes);
            return ExitCode.Refused;
        }
        await WriteAsync(parsed, surroundings, places, shown.Length, cancellation).ConfigureAwait(false);
        return silent.Length == 0
            ? ExitCode.Done
            : throw new Failure(
                $"no host key was shown by {string.Join(", ", silent)}",
                "see that they are on and reachable from the manager, then run this again"
            );
    }

    private static async Task<KnownHostsPlace[]> PlacesAsync(
        KeysVisit visit,
        ImmutableArray<ScannedWorker> shown,
        CancellationToken cancellation
    ) =>
        [
            await TunnelsKnownHosts.ReadAsync(visit, shown, cancellation).ConfigureAwait(false),
            LaptopsKnownHosts.Read(visit, shown),
        ];

    private Diagnostic[] Mistakes(ParseResult parsed, KnownHostsPlace[] places) =>
        [.. places.SelectMany(place => TrustDiagnostics.Of(place.Plan, parsed.GetValue(_repair)))];

    private async Task WriteAsync(
        ParseResult parsed,
        Surroundings surroundings,
        KnownHostsPlace[] places,
        int workers,
        CancellationToken cancellation
    )
    {
        var pending = places.Where(place => !place.Plan.IsEmpty).ToArray();
        foreach (var place in places.Except(pending).Where(_ => !_consent.IsDryRun(parsed)))
        {
            place.Tidy();
        }
        if (pending.Length == 0)
        {
            surroundings.Terminal.Out.WriteLine(
                workers == 0 ? "nothing to do" : "nothing to do: every host key that was shown is known"
            );
            return;
        }
        foreach (var place in pending.Where(place => place.Remark is not null))
        {
            surroundings.Terminal.Out.WriteLine($"{place.Plan.Own.Path}: {place.Remark}");
        }
        if (!_consent.IsWanted(parsed, surroundings.Terminal, "Are these the workers' own host keys?", cancellation))
        {
            return;
        }
        foreach (var place in pending)
        {
            await place.WriteAsync(cancellation).ConfigureAwait(false);
            surroundings.Terminal.Out.WriteLine($"{ShownText.Of(place.Plan.Own.Path)} is written");
        }
    }
}
