using System.Collections.Immutable;
using System.Globalization;
using PiGen.Core;
using PiGen.Core.Deployment;
using PiGen.Ssh.Sftp;

namespace PiGen.Ssh;

/// <summary>
/// Runs a command beside its files: one shell on the host makes a folder for them, runs the command, and removes the folder,
/// however the command or the connection ends.
/// </summary>
internal sealed class SshStage(OpenSsh ssh, SftpClient sftp, RemoteCommand command)
{
    private const string Sign = "pigen stage ";

    // mktemp makes it for the user alone. One that nobody holds is left from before the power went, or not yet held: then
    // another one is made. The name is one that no person gives. What is still to be read when the command has ended is read:
    // until this side has ended its input, files may be on their way.
    private const string Keep = """
        trap : HUP INT PIPE TERM
        umask 077
        for old in "$HOME"/.pigen-stage.??????????; do
            [ ! -d "$old" ] || flock -n "$old" rm -rf -- "$old"
        done 2>/dev/null
        is_held() {
            { command exec 9<"$stage"; } 2>/dev/null || return
            { ! command -v flock || flock -n 9; } >/dev/null && [ -d "$stage" ]
        }
        tries=10
        until stage=$(mktemp -d "$HOME/.pigen-stage.XXXXXXXXXX") || exit; is_held; do
            tries=$((tries - 1))
            [ "$tries" -gt 0 ] || exit 1
        done
        begin=$1 sign=$2 folders=$3
        shift 3
        while [ "$folders" -gt 0 ]; do
            mkdir -p -- "$stage/$1" || { rm -rf -- "$stage"; exit 1; }
            shift
            folders=$((folders - 1))
        done
        for word; do
            case $word in "$sign"*) word=$stage${word#"$sign"} ;; esac
            set -- "$@" "$word"
            shift
        done
        printf 'pigen stage %s\n' "$stage"
        case $begin in
        at-once) "$@" 9<&- ;;
        later) ! read -r go || "$@" 9<&- </dev/null ;;
        esac
        status=$?
        while read -r rest; do :; done
        rm -rf -- "$stage" || { sleep 1 && rm -rf -- "$stage"; }
        exit "$status"
        """;

    private readonly ImmutableArray<NewRemoteFile> _files = command.Files ?? [];
    private readonly TaskCompletionSource<string> _path = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _hasBegun;

    /// <exception cref="LostConnection">The command may have run, or run still.</exception>
    /// <exception cref="Failure">The files did not arrive: nothing has run.</exception>
    public async Task<RemoteAnswer> RunAsync(Action<string> line, CancellationToken cancellation)
    {
        var arrival = ArriveAsync(cancellation);
        var answer = await KeepAsync(arrival, line, cancellation);
        if (!_path.Task.IsCompleted)
        {
            throw SshFailures.NoStage(ssh.Destination, answer.Errors.LastOrDefault());
        }
        // A command that was refused before it got to its input has more to say than what became of the files.
        if (arrival.IsFaulted && answer.ExitCode == 0)
        {
            await arrival;
        }
        return answer;
    }

    private async Task<RemoteAnswer> KeepAsync(Task arrival, Action<string> line, CancellationToken cancellation)
    {
        try
        {
            return await ssh.RunToEndAsync(Kept(), Take, cancellation, arrival);
        }
        catch (LostConnection lost) when (!_hasBegun)
        {
            throw lost.Cause;
        }

        // A login shell may greet first.
        void Take(string text)
        {
            if (_path.Task.IsCompleted)
            {
                line(text);
            }
            else if (text.StartsWith(Sign, StringComparison.Ordinal))
            {
                _path.SetResult(text[Sign.Length..]);
            }
        }
    }

    private RemoteCommand Kept()
    {
        string[] folders =
        [
            .. _files
                .Select(file => FolderOf(file.Path))
                .Where(folder => folder.Length > 0)
                .Distinct(StringComparer.Ordinal),
        ];
        var hasInput = !command.Input.IsEmpty;
        return new([
            "sh",
            "-c",
            Keep,
            "sh",
            hasInput ? "at-once" : "later",
            RemoteCommand.FilesFolder,
            folders.Length.ToString(CultureInfo.InvariantCulture),
            .. folders,
            .. command.Arguments,
        ])
        {
            Input = hasInput ? command.Input : "\n"u8.ToArray(),
            Beginning = Begin,
        };
    }

    private void Begin()
    {
        _hasBegun = true;
        command.Beginning();
    }

    private async Task ArriveAsync(CancellationToken cancellation)
    {
        var path = await _path.Task;
        if (_files.Length > 0)
        {
            var placed = _files.Select(file => file with { Path = $"{path}/{file.Path}" });
            await sftp.WriteAllAsync([.. placed], cancellation);
        }
        if (command.IsLast)
        {
            sftp.End();
        }
    }

    private static string FolderOf(string file) => file[..Math.Max(0, file.LastIndexOf('/'))];
}
