using System.Collections.Immutable;
using PiGen.Cli.Reporting;
using PiGen.Cli.Ssh;
using PiGen.Core;
using PiGen.Core.Keys;

namespace PiGen.Cli.Commands;

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
        var answers = await _logins.OpenAsync(AuthorizedKeysFile.Read, cancellation).ConfigureAwait(false);
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
            await WriteAsync(pending, done, cancellation).ConfigureAwait(false);
        }
        var closed = edits.Where(edit => edit.Obstacle is not null).ToArray();
        return closed.Length == 0 ? ExitCode.Done : throw Closed(closed, visit);
    }

    public ValueTask DisposeAsync() => _logins.DisposeAsync();

    private static WorkerEdit EditOf(WorkerAnswer answer, Func<AuthorizedKeysFile, KeysEdit> edit) =>
        answer.ExitCode == OpenSsh.OwnExitCode ? new(answer.Worker, KeysEdit.None, SshComplaint.WordOf(answer.Errors))
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
        var answers = await _logins.RunAsync(commands, cancellation).ConfigureAwait(false);
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
