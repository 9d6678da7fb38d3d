using System.Collections.Immutable;
using System.CommandLine;
using PiGen.Cli.Reporting;
using PiGen.Core.Keys;
using PiGen.Templating.Text;

namespace PiGen.Cli.Commands;

/// <summary><c>pigen keys push</c>: the manager's and the laptop's public keys into each worker's authorized keys.</summary>
internal sealed class KeysPushCommand
{
    private readonly KeysOptionSet _keys = new();
    private readonly ConsentOptionSet _consent = new();
    private readonly PushedKeys _pushed = new();

    public static Command Create(Func<ParseResult, Surroundings> surroundings)
    {
        var push = new KeysPushCommand();
        var command = new Command(
            "push",
            "Let the manager and the laptop into each worker: add their public keys, once"
        );
        push._consent.AddTo(command);
        push._pushed.AddTo(command);
        push._keys.AddTo(command);
        command.SetAction((parsed, cancellation) => push.RunAsync(parsed, surroundings(parsed), cancellation));
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, Surroundings surroundings, CancellationToken cancellation)
    {
        await using var visit = await _keys.VisitAsync(parsed, surroundings, cancellation).ConfigureAwait(false);
        var keys = visit is null
            ? null
            : await _pushed
                .FindAsync(parsed, surroundings, visit, _keys.IdentityOf(parsed), cancellation)
                .ConfigureAwait(false);
        return keys is null
            ? ExitCode.Refused
            : await PushAsync(parsed, surroundings, visit!, keys.Value, cancellation).ConfigureAwait(false);
    }

    private async Task<int> PushAsync(
        ParseResult parsed,
        Surroundings surroundings,
        KeysVisit visit,
        ImmutableArray<OwnedKey> keys,
        CancellationToken cancellation
    )
    {
        await using var run = new WorkerKeysRun(visit, surroundings.Terminal);
        var edits = await run.EditAsync(file => file.Push(keys.Select(key => key.Key)), cancellation)
            .ConfigureAwait(false);
        var report = new KeysReport(surroundings.Terminal, keys);
        report.Print("add", edits);
        return await run.CarryOutAsync(
                edits,
                () => _consent.IsWanted(parsed, surroundings.Terminal, "Add these keys?", cancellation),
                "every worker that was reached has these keys",
                "added",
                cancellation
            )
            .ConfigureAwait(false);
    }
}

/// <summary><c>pigen keys revoke</c>: takes away from each worker's authorized keys what pushes have added, and nothing else.</summary>
internal sealed class KeysRevokeCommand
{
    private readonly KeysOptionSet _keys = new();
    private readonly ConsentOptionSet _consent = new();
    private readonly Option<string[]> _key = PushedKeys.KeyOption(
        "Only this public key [default: all that was pushed]"
    );

    public static Command Create(Func<ParseResult, Surroundings> surroundings)
    {
        var revoke = new KeysRevokeCommand();
        var command = new Command("revoke", "Take away from each worker exactly the keys that push has added")
        {
            revoke._key,
        };
        revoke._consent.AddTo(command);
        revoke._keys.AddTo(command);
        command.SetAction((parsed, cancellation) => revoke.RunAsync(parsed, surroundings(parsed), cancellation));
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, Surroundings surroundings, CancellationToken cancellation)
    {
        var diagnostics = new DiagnosticBag();
        var only = PushedKeys.Named(parsed, _key, diagnostics);
        surroundings.Diagnostics.Print(diagnostics);
        if (diagnostics.HasErrors)
        {
            return ExitCode.Refused;
        }
        await using var visit = await _keys.VisitAsync(parsed, surroundings, cancellation).ConfigureAwait(false);
        return visit is null
            ? ExitCode.Refused
            : await RevokeAsync(parsed, surroundings, visit, only, cancellation).ConfigureAwait(false);
    }

    private async Task<int> RevokeAsync(
        ParseResult parsed,
        Surroundings surroundings,
        KeysVisit visit,
        ImmutableArray<PublicKey>? only,
        CancellationToken cancellation
    )
    {
        await using var run = new WorkerKeysRun(visit, surroundings.Terminal);
        var edits = await run.EditAsync(file => file.Revoke(only), cancellation).ConfigureAwait(false);
        new KeysReport(surroundings.Terminal, []).Print("remove", edits);
        return await run.CarryOutAsync(
                edits,
                () => _consent.IsWanted(parsed, surroundings.Terminal, "Remove these keys?", cancellation),
                "no key that was pushed is on a worker that was reached",
                "removed",
                cancellation
            )
            .ConfigureAwait(false);
    }
}
