using System.Text;
using PiGen.Core;
using PiGen.Core.Deployment;

namespace PiGen.Cli.Ssh;

/// <summary>A folder on a host that a command there makes, watches over and removes: when told to, and when the connection ends.</summary>
internal sealed class SshStage : IStage
{
    private const string Sign = "pigen stage ";

    // mktemp makes it for the user alone; cat ends when this side closes its input or is no more. One that nobody holds is
    // left from before the power went; a lock on the home keeps others from taking away one that is not yet held. The name
    // is one that no person gives.
    private const string Keep = """
        trap '' HUP INT PIPE TERM
        umask 077
        [ ! -r "$HOME" ] || exec 8<"$HOME"
        flock -w 10 8 2>/dev/null &&
            for old in "$HOME"/.pigen-stage.??????????; do
                [ ! -d "$old" ] || flock -n "$old" rm -rf -- "$old" 8<&-
            done 2>/dev/null
        stage=$(mktemp -d "$HOME/.pigen-stage.XXXXXXXXXX") && exec 9<"$stage" || exit 1
        flock -n 9 2>/dev/null
        exec 8<&-
        cd "$stage" && { [ $# = 0 ] || mkdir -p -- "$@"; } && printf 'pigen stage %s\n' "$stage" && cat >/dev/null
        cd / && rm -rf -- "$stage"
        """;

    private readonly SshProcess _keeper;

    private SshStage(SshProcess keeper, string path) => (_keeper, Path) = (keeper, path);

    public string Path { get; }

    public Task Arrival { get; set; } = Task.CompletedTask;

    /// <param name="files">Their folders are made.</param>
    public static async Task<SshStage> OpenAsync(OpenSsh ssh, IEnumerable<string> files, CancellationToken cancellation)
    {
        var folders = files.Select(FolderOf).Where(folder => folder.Length > 0).Distinct(StringComparer.Ordinal);
        var keeper = ssh.Start(new RemoteCommand(["sh", "-c", Keep, "sh", .. folders]));
        try
        {
            var path = await PathAsync(keeper, cancellation).ConfigureAwait(false);
            return path is null ? throw await WhyNotAsync(ssh, keeper).ConfigureAwait(false) : new(keeper, path);
        }
        catch
        {
            await keeper.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAny(Arrival).ConfigureAwait(false);
        await _keeper.DisposeAsync().ConfigureAwait(false);
    }

    private static string FolderOf(string file) => file[..Math.Max(0, file.LastIndexOf('/'))];

    // A login shell may greet first.
    private static async Task<string?> PathAsync(SshProcess keeper, CancellationToken cancellation)
    {
        using var reader = new StreamReader(keeper.Output, Encoding.UTF8, leaveOpen: true);
        while (await reader.ReadLineAsync(cancellation).ConfigureAwait(false) is { } line)
        {
            if (line.StartsWith(Sign, StringComparison.Ordinal))
            {
                return line[Sign.Length..];
            }
        }
        return null;
    }

    private static async Task<Failure> WhyNotAsync(OpenSsh ssh, SshProcess keeper)
    {
        keeper.CloseInput();
        var code = await keeper.ExitCodeAsync().ConfigureAwait(false);
        var lost =
            code == OpenSsh.OwnExitCode ? await ssh.FailureOfAsync(keeper.Complaints).ConfigureAwait(false) : null;
        return lost ?? SshFailures.NoStage(ssh.Destination, keeper.Complaints.Lines().LastOrDefault());
    }
}
