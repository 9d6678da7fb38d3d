using System.Collections.Immutable;
using System.CommandLine;
using PiGen.Cli.Reporting;
using PiGen.Core;
using PiGen.Core.Keys;
using PiGen.Ssh.OpenSsh;
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
        await using var visit = await _keys.VisitAsync(parsed, surroundings, cancellation);
        var keys = visit is null
            ? null
            : await _pushed.FindAsync(parsed, surroundings, visit, _keys.IdentityOf(parsed), cancellation);
        return keys is null
            ? ExitCode.Refused
            : await PushAsync(parsed, surroundings, visit!, keys.Value, cancellation);
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
        var edits = await run.EditAsync(file => file.Push(keys.Select(key => key.Key)), cancellation);
        var report = new KeysReport(surroundings.Terminal, keys);
        report.Print("add", edits);
        return await run.CarryOutAsync(
            edits,
            () => _consent.IsWanted(parsed, surroundings.Terminal, "Add these keys?", cancellation),
            "every worker that was reached has these keys",
            "added",
            cancellation
        );
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
        await using var visit = await _keys.VisitAsync(parsed, surroundings, cancellation);
        return visit is null ? ExitCode.Refused : await RevokeAsync(parsed, surroundings, visit, only, cancellation);
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
        var edits = await run.EditAsync(file => file.Revoke(only), cancellation);
        new KeysReport(surroundings.Terminal, []).Print("remove", edits);
        return await run.CarryOutAsync(
            edits,
            () => _consent.IsWanted(parsed, surroundings.Terminal, "Remove these keys?", cancellation),
            "no key that was pushed is on a worker that was reached",
            "removed",
            cancellation
        );
    }
}

/// <summary>One change of the authorized keys of all workers, from what is there to the word on how it ended.</summary>
internal sealed class WorkerKeysRun(KeysVisit visit, Terminal terminal) : IAsyncDisposable
{
    private readonly WorkerLogins _logins = new(visit);

    /// <summary>What is to be done on each worker.</summary>
    public async Task<ImmutableArray<WorkerEdit>> EditAsync(
        Func<AuthorizedKeysFile, KeysEdit> edit,
        CancellationToken cancellation
    )
    {
        var answers = await _logins.OpenAsync(AuthorizedKeysFile.Read, cancellation);
        return [.. answers.Select(answer => EditOf(answer, edit))];
    }

    /// <summary>Does it where the person wants it: the exit code.</summary>
    public async Task<int> CarryOutAsync(
        ImmutableArray<WorkerEdit> edits,
        Func<bool> isWanted,
        string nothing,
        string done,
        CancellationToken cancellation
    )
    {
        var pending = edits.Where(edit => edit.Edit.Changes.Length > 0).ToArray();
        if (pending.Length == 0)
        {
            terminal.Out.WriteLine($"nothing to do: {nothing}");
        }
        else if (isWanted())
        {
            await WriteAsync(pending, done, cancellation);
        }
        var closed = edits.Where(edit => edit.Obstacle is not null).ToArray();
        return closed.Length == 0 ? ExitCode.Done : throw Closed(closed, visit);
    }

    public ValueTask DisposeAsync() => _logins.DisposeAsync();

    private static WorkerEdit EditOf(WorkerAnswer answer, Func<AuthorizedKeysFile, KeysEdit> edit) =>
        answer.ExitCode == SshComplaint.ExitCode ? new(answer.Worker, KeysEdit.None, SshComplaint.WordOf(answer.Errors))
        : answer.ExitCode == 0 && AuthorizedKeysFile.TryParse(answer.Lines) is { } file
            ? new(answer.Worker, edit(file), Obstacle: null)
        : new(
            answer.Worker,
            KeysEdit.None,
            answer.Errors.LastOrDefault() ?? $"~/{PushRecord.Path} or its neighbour is not what PiGen knows"
        );

    private async Task WriteAsync(WorkerEdit[] pending, string done, CancellationToken cancellation)
    {
        var commands = pending.Select(edit => (edit.Worker, HomeFiles.Write(edit.Edit.Changes))).ToArray();
        var answers = await _logins.RunAsync(commands, cancellation);
        var failed = answers.Where(answer => answer.ExitCode != 0).ToArray();
        foreach (var edit in pending.Where(edit => failed.All(answer => answer.Worker != edit.Worker)))
        {
            var keys = edit.Edit.Lines.Length == 1 ? "1 key" : $"{edit.Edit.Lines.Length} keys";
            terminal.Out.WriteLine($"{edit.Worker}: {keys} {done}");
        }
        if (failed.Length > 0)
        {
            throw new Failure(
                string.Join("; ", failed.Select(each => $"{each.Worker}: {ReasonOf(each)}")),
                "an authorized_keys that could not be changed is as it was; run this again when that is mended"
            );
        }
    }

    private static string ReasonOf(WorkerAnswer answer) => answer.Errors.LastOrDefault() ?? "no reason was given";

    private static Failure Closed(WorkerEdit[] closed, KeysVisit visit) =>
        new(
            $"not reached: {string.Join(", ", closed.Select(edit => $"{edit.Worker} ({edit.Obstacle})"))}",
            $"pigen keys list says who is let in; {visit.Manager} or the laptop has to be, and pigen keys trust makes host keys known"
        );
}
