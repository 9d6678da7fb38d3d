using System.Collections.Immutable;
using System.CommandLine;
using PiGen.Cli.Files;
using PiGen.Cli.Reporting;
using PiGen.Core;
using PiGen.Core.Deployment;
using PiGen.Core.Keys;
using PiGen.Core.Model;
using PiGen.Ssh.OpenSsh;
using PiGen.Templating.Text;

namespace PiGen.Cli.Commands;

/// <summary><c>pigen keys create</c>: an ed25519 key on the machine where it stays.</summary>
internal sealed class KeysCreateCommand
{
    // No passphrase: nobody is there to type it when a unit starts.
    private const string Script = """
        umask 077
        for file in "$1" "$1.pub"; do
          [ ! -e "$file" ] || { printf 'pigen: %s is there already\n' "$file" >&2; exit 1; }
        done
        mkdir -p -- "${1%/*}" && ssh-keygen -q -t ed25519 -N '' -C "$2" -f "$1" </dev/null && cat -- "$1.pub"
        """;

    private readonly KeysOptionSet _keys = new();
    private readonly Option<string> _on = ClusterOptionSet.Text(
        "--on",
        "MACHINE",
        "Where it is made and stays: manager, for the tunnels, or laptop, for you [default: manager]"
    );
    private readonly Option<bool> _noPassphrase = new("--no-passphrase")
    {
        Description = "On the laptop: ask for no passphrase; whoever has the file then has the key",
    };

    public static Command Create(Func<ParseResult, Surroundings> surroundings)
    {
        var create = new KeysCreateCommand();
        var command = new Command("create", "Make an ed25519 key where there is none")
        {
            create._on,
            create._noPassphrase,
        };
        create._keys.AddTo(command);
        command.SetAction((parsed, cancellation) => create.RunAsync(parsed, surroundings(parsed), cancellation));
        return command;
    }

    private Task<int> RunAsync(ParseResult parsed, Surroundings surroundings, CancellationToken cancellation)
    {
        switch (parsed.GetValue(_on))
        {
            case null or "manager":
                return CreateOnManagerAsync(parsed, surroundings, cancellation);
            case "laptop":
                return CreateOnLaptopAsync(parsed, surroundings, cancellation);
            default:
                surroundings.Diagnostics.Print([KeyDiagnostics.NoPlace(ClusterOptionSet.TextOf(parsed, _on)!.Whole)]);
                return Task.FromResult(ExitCode.Refused);
        }
    }

    private async Task<int> CreateOnLaptopAsync(
        ParseResult parsed,
        Surroundings surroundings,
        CancellationToken cancellation
    )
    {
        var hasPassphrase = !parsed.GetValue(_noPassphrase);
        if (hasPassphrase && !surroundings.Terminal.CanAsk)
        {
            throw new Failure(
                "no key was made: there is nobody to ask for a passphrase",
                "run this on a terminal, or with --no-passphrase"
            );
        }
        var path = _keys.IdentityOf(parsed) is { } named
            ? PersonsSshFolder.InPlace(named.Content)
            : PersonsSshFolder.DefaultKey;
        PersonsSshFolder.Prepare(path);
        await KeyPrograms.CreateAsync(path, hasPassphrase, cancellation);
        var keys = PersonsSshFolder.ReadPublic(new SourceText("-i", path), []);
        Tell(surroundings.Terminal, Cluster.Laptop, path, keys.FirstOrDefault());
        return ExitCode.Done;
    }

    private async Task<int> CreateOnManagerAsync(
        ParseResult parsed,
        Surroundings surroundings,
        CancellationToken cancellation
    )
    {
        await using var visit = await _keys.VisitAsync(parsed, surroundings, cancellation);
        if (visit is null)
        {
            return ExitCode.Refused;
        }
        var path = visit.Cluster.Manager.Identity.ToString();
        var comment = $"tunnels@{visit.Manager}";
        var lines = new List<string>();
        var answer = await visit.User.RunAsync(
            new RemoteCommand("sh", "-c", Script, "sh", path, comment),
            lines.Add,
            cancellation
        );
        if (answer.ExitCode != 0)
        {
            throw new Failure(
                $"no key was made on {visit.Manager}: {answer.Errors.LastOrDefault() ?? "no reason was given"}",
                "a key that is there is never written over: use it, or give another path with --identity"
            );
        }
        Tell(surroundings.Terminal, visit.Manager, path, PublicKey.TryParse(lines.LastOrDefault() ?? ""));
        return ExitCode.Done;
    }

    private static void Tell(Terminal terminal, string machine, string path, PublicKey? key) =>
        terminal.Out.WriteLine($"created {ShownText.Of(path)} on {machine}: {key?.Kind} {key?.Fingerprint}");
}

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
        await using var visit = await _keys.VisitAsync(parsed, surroundings, cancellation);
        return visit is null ? ExitCode.Refused : await TrustAsync(parsed, surroundings, visit, cancellation);
    }

    private async Task<int> TrustAsync(
        ParseResult parsed,
        Surroundings surroundings,
        KeysVisit visit,
        CancellationToken cancellation
    )
    {
        var scanned = await visit.Logins.ScanAsync(visit.Workers, cancellation);
        var shown = scanned.Where(worker => worker.Keys.Length > 0).ToImmutableArray();
        var silent = scanned.Except(shown).Select(worker => worker.Worker).ToArray();
        var places = await PlacesAsync(visit, shown, cancellation);
        new TrustReport(surroundings.Terminal).Print([.. places.Select(place => (place.Name, place.Plan))], silent);
        if (Mistakes(parsed, places) is { Length: > 0 } mistakes)
        {
            surroundings.Diagnostics.Print(mistakes);
            return ExitCode.Refused;
        }
        await WriteAsync(parsed, surroundings, places, shown.Length, cancellation);
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
    ) => [await TunnelsKnownHosts.ReadAsync(visit, shown, cancellation), LaptopsKnownHosts.Read(visit, shown)];

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
            await place.WriteAsync(cancellation);
            surroundings.Terminal.Out.WriteLine($"{ShownText.Of(place.Plan.Own.Path)} is written");
        }
    }
}
