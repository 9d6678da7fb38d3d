using System.Globalization;

namespace PiGen.Core.Deployment;

/// <summary>
/// A host on which a command can have files beside it: one shell there makes a folder for them, unpacks what is uploaded into
/// it, runs the command, and removes the folder, however the command or the connection ends.
/// </summary>
public sealed class StagingHost(IRemoteHost host) : IRemoteHost
{
    private const string Sign = "pigen stage ";
    private const string BundleName = "/.bundle.tar";
    private const int NotUnpacked = 97;

    // mktemp makes it for the user alone. One that nobody holds is left from before the power went, or not yet held: then
    // another one is made. The name is one that no person gives. What is still to be read when the command has ended is read:
    // until this side has ended its input, files may be on their way. The bundle goes when it is unpacked: if it is still
    // there in the end, or again, it was not.
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
        unpack() { read -r go && { [ "$files" = 0 ] || { tar -xf "$bundle" -C "$stage" && rm -f -- "$bundle"; } || missed; }; }
        missed() { : >>"$bundle" && return 1; }
        tries=10
        until stage=$(mktemp -d "$HOME/.pigen-stage.XXXXXXXXXX") || exit; is_held; do
            tries=$((tries - 1))
            [ "$tries" -gt 0 ] || exit 1
        done
        begin=$1 sign=$2 bundle=$stage$3 unpacked=$4 files=$5
        shift 5
        for word; do
            case $word in "$sign"*) word=$stage${word#"$sign"} ;; esac
            set -- "$@" "$word"
            shift
        done
        printf 'pigen stage %s\n' "${stage##*/}"
        case $begin in
        at-once) { unpack && cat; } 9<&- | "$@" 9<&- ;;
        later) ! unpack || "$@" 9<&- </dev/null ;;
        esac
        status=$?
        [ ! -e "$bundle" ] || status=$unpacked
        while read -r rest; do :; done
        rm -rf -- "$stage" || { sleep 1 && rm -rf -- "$stage"; }
        exit "$status"
        """;

    public string Name => host.Name;

    public Task UploadAsync(string path, Bundle bundle, CancellationToken cancellation) =>
        host.UploadAsync(path, bundle, cancellation);

    /// <exception cref="LostConnection">The command may have run, or run still.</exception>
    /// <exception cref="Failure">The files did not arrive: nothing has run.</exception>
    public Task<RemoteAnswer> RunAsync(RemoteCommand command, Action<string> line, CancellationToken cancellation) =>
        command.Files is { } files
            ? RunAsync(command, new Bundle(files), line, cancellation)
            : host.RunAsync(command, line, cancellation);

    private async Task<RemoteAnswer> RunAsync(
        RemoteCommand command,
        Bundle bundle,
        Action<string> line,
        CancellationToken cancellation
    )
    {
        var folder = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var arrival = ArriveAsync(folder.Task, bundle, cancellation);
        var hasBegun = false;
        RemoteAnswer answer;
        try
        {
            answer = await host.RunAsync(Kept(command, arrival, () => hasBegun = true), Take, cancellation);
        }
        catch (LostConnection lost) when (!hasBegun)
        {
            throw lost.Cause;
        }
        if (!folder.Task.IsCompleted)
        {
            throw NoStage(answer.Errors.LastOrDefault());
        }
        // A command that was refused before it got to its input has more to say than what became of the files.
        if (arrival.IsFaulted && answer.ExitCode is 0 or NotUnpacked)
        {
            await arrival;
        }
        return answer.ExitCode == NotUnpacked ? throw Unpacked(answer.Errors.LastOrDefault()) : answer;

        void Take(string text)
        {
            if (folder.Task.IsCompleted)
            {
                line(text);
            }
            else if (text.StartsWith(Sign, StringComparison.Ordinal))
            {
                folder.SetResult(
                    IsName(text[Sign.Length..])
                        ? text[Sign.Length..]
                        : throw new AnswerNotUnderstood(Name, "with a folder for files that nobody made")
                );
            }
        }
    }

    // It becomes a path of an upload.
    private static bool IsName(string name) =>
        name.StartsWith(".pigen-stage.", StringComparison.Ordinal)
        && name[".pigen-stage.".Length..] is { Length: 10 } random
        && random.All(char.IsAsciiLetterOrDigit);

    private static RemoteCommand Kept(RemoteCommand command, Task arrival, Action begun)
    {
        string[] words =
        [
            command.Input.IsEmpty ? "later" : "at-once",
            RemoteCommand.FilesFolder,
            BundleName,
            NotUnpacked.ToString(CultureInfo.InvariantCulture),
            command.Files!.Value.Length.ToString(CultureInfo.InvariantCulture),
        ];
        return command with
        {
            Arguments = ["sh", "-c", Keep, "sh", .. words, .. command.Arguments],
            Files = null,
            Input = (byte[])[.. "\n"u8, .. command.Input.Span],
            InputAfter = arrival,
            InputPatience =
                RemoteCommand.UsualPatience
                + TimeSpan.FromSeconds((double)new Bundle(command.Files.Value).Length / Bundle.LeastBytesPerSecond),
            Beginning = () =>
            {
                begun();
                command.Beginning();
            },
        };
    }

    private async Task ArriveAsync(Task<string> folder, Bundle bundle, CancellationToken cancellation)
    {
        var path = await folder;
        if (!bundle.Files.IsEmpty)
        {
            await host.UploadAsync(path + BundleName, bundle, cancellation);
        }
    }

    private Failure NoStage(string? line) =>
        new(
            $"no folder could be made on {Name} to send files to: {line ?? "no answer"}",
            "see that the user's home is there, writable and has room"
        );

    private Failure Unpacked(string? line) =>
        new(
            $"what was sent to {Name} could not be unpacked there: {line ?? "tar gave no reason"}",
            "see whether its disk is full (df -h), and that tar is installed there"
        );
}
