using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using PiGen.Core.Planning;
using PiGen.Core.Rendering;

namespace PiGen.Core.Deployment;

/// <summary>How the transaction on the manager ended: install.sh's exit codes.</summary>
public enum RolloutEnd
{
    Done,

    /// <summary>Nothing was changed.</summary>
    Refused,

    /// <summary>It failed on the way, and the manager is as it was before.</summary>
    RolledBack,

    /// <summary>It failed, and so did the roll-back.</summary>
    Stuck,
}

/// <param name="Errors">What the script said to a person, the failed unit's last log lines among it.</param>
public sealed record RolloutAnswer(RolloutEnd End, ImmutableArray<string> Errors);

/// <summary>Has scripts make a manager what a plan says: they come from this side, are run by root, and are the whole transaction.</summary>
/// <param name="ownScript">This program's own install.sh or uninstall.sh, by name: for what was not rendered, but is kept on the manager.</param>
public sealed class Rollout(IRemoteHost host, RolloutOptions options, Func<string, ReadOnlyMemory<byte>> ownScript)
{
    public const string InstallScript = "install.sh";
    public const string UninstallScript = "uninstall.sh";

    /// <summary>Whether root was asked to do anything: until then, nothing goes on by itself.</summary>
    public bool HasBegun { get; private set; }

    // From here on a shell, sudo or ssh says that a signal was the end.
    private const int SignalledExitCode = 128;

    private const string FilesName = "files/";
    private const string SumsName = "sums";
    private const string AgreedName = "agreed";
    private const UnixFileMode OwnersOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <param name="agreed">The plan's objections that the person has agreed to have replaced or removed.</param>
    /// <param name="line">What install.sh prints: docs/install.md.</param>
    public Task<RolloutAnswer> InstallAsync(
        DeploymentPlan plan,
        ImmutableArray<Change> agreed,
        Action<string> line,
        CancellationToken cancellation
    )
    {
        var script = ReviewedScript(plan.Artifacts);
        var sums = SumsOf(plan.Artifacts);
        var lines = AgreedLines(agreed, plan.State);
        string[] arguments =
        [
            "--from",
            $"{RemoteCommand.FilesFolder}/{FilesName}",
            "--sums",
            $"{RemoteCommand.FilesFolder}/{SumsName}",
            "--sums-sum",
            Fingerprint.Sha256Of(sums),
            .. Agreed(lines),
            .. Seen(plan.State),
            .. Way(),
        ];
        var command = Piped(script, arguments) with
        {
            Files =
            [
                .. plan.Artifacts.Select(artifact => new NewRemoteFile(
                    FilesName + StagedPath(artifact.Destination),
                    artifact.Bytes,
                    OwnersOnly
                )),
                new(SumsName, sums, OwnersOnly),
                .. FilesOf(lines),
            ],
        };
        return RunAsync(command, line, cancellation);
    }

    /// <summary>Makes the deployment before the present one hold again.</summary>
    /// <param name="agreed">The plan's objections that the person has agreed to have replaced or removed.</param>
    public Task<RolloutAnswer> ReturnAsync(
        ManagerState state,
        ImmutableArray<Change> agreed,
        Action<string> line,
        CancellationToken cancellation
    )
    {
        string[] arguments = ["--back", state.Before ?? "", .. Seen(state), .. Way()];
        return RunOwnAsync(InstallScript, arguments, state, agreed, line, cancellation);
    }

    /// <summary>Takes away all that PiGen has put on the manager.</summary>
    /// <param name="agreed">The plan's objections that the person has agreed to have removed.</param>
    public Task<RolloutAnswer> RemoveAsync(
        ManagerState state,
        ImmutableArray<Change> agreed,
        Action<string> line,
        CancellationToken cancellation
    )
    {
        string[] arguments = [.. Seen(state), "--by", options.By];
        return RunOwnAsync(UninstallScript, arguments, state, agreed, line, cancellation);
    }

    /// <summary>Waits for a transaction that is under way, and rolls back one that was cut short.</summary>
    // What was sent before is taken away by whoever sends next, were it nothing.
    public Task<RolloutAnswer> RecoverAsync(Action<string> line, CancellationToken cancellation) =>
        RunAsync(Piped(ownScript(InstallScript), ["--recover"]) with { Files = [] }, line, cancellation);

    // Nothing but what was agreed to is sent: the rest is kept on the manager.
    private Task<RolloutAnswer> RunOwnAsync(
        string script,
        IEnumerable<string> arguments,
        ManagerState state,
        ImmutableArray<Change> agreed,
        Action<string> line,
        CancellationToken cancellation
    )
    {
        var lines = AgreedLines(agreed, state);
        var command = Piped(ownScript(script), [.. arguments, .. Agreed(lines)]) with
        {
            Files = lines.Length == 0 ? null : FilesOf(lines),
        };
        return RunAsync(command, line, cancellation);
    }

    private static ImmutableArray<NewRemoteFile> FilesOf(byte[] lines) =>
        lines.Length == 0 ? [] : [new(AgreedName, lines, OwnersOnly)];

    // By its sum: the user's other programs may write in the folder.
    private static IEnumerable<string> Agreed(byte[] lines) =>
        lines.Length == 0
            ? []
            : ["--agreed", $"{RemoteCommand.FilesFolder}/{AgreedName}", "--agreed-sum", Fingerprint.Sha256Of(lines)];

    // The script's own bytes, by standard input: nothing on the host can come between what was reviewed and what runs. Root's
    // shell is up by the time that the files are, and waits for them.
    private static RemoteCommand Piped(ReadOnlyMemory<byte> script, IEnumerable<string> arguments) =>
        new(["sh", "-s", "--", .. arguments]) { Input = script };

    private async Task<RolloutAnswer> RunAsync(
        RemoteCommand command,
        Action<string> line,
        CancellationToken cancellation
    )
    {
        HasBegun = false;
        command = command with
        {
            IsRoots = true,
            Beginning = () => HasBegun = true,
            // The script waits for other ones, for systemd, and for tunnels.
            Patience = RemoteCommand.UsualPatience + TimeSpan.FromSeconds(RolloutOptions.DefaultWait + options.Wait),
        };
        var answer = await host.RunAsync(command, line, cancellation);
        return answer.ExitCode >= SignalledExitCode
            ? throw new LostConnection(EndedBySignal())
            : new(EndOf(answer.ExitCode), answer.Errors);
    }

    private Failure EndedBySignal() =>
        new(
            $"ssh, or what it ran on {host.Name}, was ended by a signal",
            "see who killed it: the person, or the kernel for want of memory (journalctl --dmesg), here or there"
        );

    private static RolloutEnd EndOf(int exitCode) =>
        exitCode switch
        {
            0 => RolloutEnd.Done,
            // 2, 126 and 127: sh(1) did not come to the script's first line.
            1 or 2 or 126 or 127 => RolloutEnd.Refused,
            3 => RolloutEnd.RolledBack,
            _ => RolloutEnd.Stuck,
        };

    private static IEnumerable<string> Seen(ManagerState state) => ["--seen", state.Installed.Seen];

    private IEnumerable<string> Way() =>
        [
            "--by",
            options.By,
            "--wait",
            options.Wait.ToString(CultureInfo.InvariantCulture),
            .. options.IsStarting ? (string[])[] : ["--no-start"],
            .. options.MustBeUp ? (string[])["--require-up"] : [],
        ];

    // One of another version does not understand what it is told.
    private static ReadOnlyMemory<byte> ReviewedScript(ImmutableArray<Artifact> artifacts)
    {
        var script = artifacts.Single(artifact => artifact.Destination.Path == InstallScript);
        return script.Bytes.Span.IndexOf("--sums-sum"u8) >= 0
            ? script.Bytes
            : throw new Failure(
                $"{script.Destination.OutputPath} was rendered by another version of pigen, or from a template of one",
                "render again, then look at it and deploy"
            );
    }

    private static string StagedPath(Destination destination) => destination.Path.TrimStart('/');

    // As sha256sum(1) reads it.
    private static byte[] SumsOf(ImmutableArray<Artifact> artifacts) =>
        Encoding.UTF8.GetBytes(
            string.Concat(
                artifacts.Select(artifact =>
                    $"{Fingerprint.Sha256Of(artifact.Bytes.Span)}  ./{StagedPath(artifact.Destination)}\n"
                )
            )
        );

    // What only root may read has no bytes that could be agreed to; and whether somebody has edited it, the script alone finds
    // out: where everything is agreed to, it is told beforehand.
    private byte[] AgreedLines(IEnumerable<Change> agreed, ManagerState state)
    {
        var unseen = state
            .Files.Where(file => file.Value is { Kind: RemoteFileKind.Unreadable })
            .Select(file => file.Key);
        var paths = agreed.Select(change => change.Destination.Path).Union(options.IsForced ? unseen : []);
        return Encoding.UTF8.GetBytes(string.Concat(paths.Select(path => LineOf(path, state.Files[path]))));
    }

    private static string LineOf(string path, RemoteFile? file) =>
        file switch
        {
            { Kind: RemoteFileKind.File } => $"{Fingerprint.Sha256Of(file.Content.Span)} {path}\n",
            { Kind: RemoteFileKind.Link } => $"link {path}\n",
            { Kind: RemoteFileKind.Unreadable } => $"any {path}\n",
            _ => "",
        };
}
