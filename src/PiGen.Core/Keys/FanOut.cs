using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using PiGen.Core.Deployment;
using PiGen.Templating.Text;

namespace PiGen.Core.Keys;

/// <summary>
/// Runs one program for each worker on the manager, some at a time, over the one connection that there is: sshd lets no
/// more than ten sessions share it (sshd_config(5), MaxSessions).
/// </summary>
public sealed class FanOut(TunnelUser user)
{
    /// <summary>50 workers in the time of the slowest five, and no more than a Raspberry Pi carries.</summary>
    public const int AtATime = 10;

    /// <summary>How much a program may print for one worker, in bytes; its errors are cut at a sixteenth of that.</summary>
    public const int LongestAnswer = 1024 * 1024;

    /// <summary>How long a program may take for one worker.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(60);

    private const char InputEnd = '\n';

    // On standard input a line each: worker, and its input in base64. What the programs print goes to files of bounded size.
    // On standard output a block each: "worker NUMBER CODE", both outputs in base64, "end". Base64 has no blanks, so nothing
    // that a worker prints can look like a part of another one's block. Folders of runs that were killed are taken away; a
    // run holds the lock of its own, and one that was made a moment ago may not have it yet.
    private const string Script = """
        export LC_ALL=C
        umask 077
        most=$1 longest=$2 each=$3
        shift 3
        find /tmp -maxdepth 1 -type d -name 'pigen-keys-??????????' -user "$(id -u)" -mmin +1 \
          -exec flock -n {} rm -rf -- {} \; 2>/dev/null
        dir=$(mktemp -d /tmp/pigen-keys-XXXXXXXXXX) && exec 9<"$dir" || exit 1
        flock -n 9 2>/dev/null
        trap 'rm -rf -- "$dir"' EXIT
        trap 'exit 1' HUP INT TERM PIPE
        count=0
        while read -r worker input; do
          printf %s "$input" | base64 -d >"$dir/$count.in" || exit 1
          printf '%s:%s\n' "$count" "$worker"
          count=$((count + 1))
        done >"$dir/workers"
        xargs -P "$most" -n 1 sh -c "$each" sh "$dir" "$longest" "$@" <"$dir/workers"
        n=0
        while [ "$n" -lt "$count" ]; do
          end=$(cat "$dir/$n.end") || end=none
          [ "$(wc -c <"$dir/$n.out")" -le "$longest" ] || end=long
          printf 'worker %s %s\nout\n' "$n" "$end"
          [ "$end" = long ] || base64 <"$dir/$n.out"
          echo err
          base64 <"$dir/$n.err"
          echo end
          n=$((n + 1))
        done
        """;

    // A file that could not be written to its end makes the answer one that is not understood.
    private const string Each = """
        for last; do :; done
        n=${last%%:*}
        dir=$1 longest=$2 patience=$3 script=$4
        shift 4
        {
          {
            timeout -k 5 "$patience" sh -c "$script" "${last#*:}" "$@" <"$dir/$n.in" 3>&-
            code=$?
            case $code in 124 | 137) code=late ;; esac
            echo "$code" >"$dir/$n.end"
          } 2>&1 >&3 | head -c $((longest / 16)) >"$dir/$n.err" 3>&-
        } 3>&1 | head -c $((longest + 1)) >"$dir/$n.out" || rm -f -- "$dir/$n.end"
        """;

    /// <summary>The answers, in the order of the workers: one for each, whatever the others print.</summary>
    /// <param name="script">For sh: <c>$0</c> is the worker, from <c>$1</c> on the arguments follow.</param>
    /// <param name="workers">Each with what its program reads.</param>
    public async Task<ImmutableArray<WorkerAnswer>> RunAsync(
        string script,
        IEnumerable<string> arguments,
        IReadOnlyCollection<(string Worker, ReadOnlyMemory<byte> Input)> workers,
        CancellationToken cancellation
    )
    {
        var lines = workers.Select(each => $"{each.Worker} {Convert.ToBase64String(each.Input.Span)}{InputEnd}");
        string[] way = [Text(AtATime), Text(LongestAnswer), Each, Text((int)Patience.TotalSeconds), script];
        var command = new RemoteCommand(["sh", "-c", Script, "sh", .. way, .. arguments])
        {
            Input = Encoding.ASCII.GetBytes(string.Concat(lines)),
            // Base64 makes a line of 76 bytes of 57.
            MostOutput = RemoteCommand.UsualOutput + (workers.Count * (LongestAnswer * 5L / 2)),
            Patience = RemoteCommand.UsualPatience + (Patience * 1.1 * (1 + (workers.Count / AtATime))),
        };
        var printed = await user.AskAsync(command, cancellation);
        return WorkerAnswer.ReadAll([.. workers.Select(each => each.Worker)], printed);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>How a program ended that was run for a worker, or on it.</summary>
/// <param name="ExitCode"><see cref="NoAnswer"/> where what came is none.</param>
/// <param name="Errors">The lines of its standard error; where there is no answer, why.</param>
public sealed record WorkerAnswer(
    string Worker,
    int ExitCode,
    ImmutableArray<string> Lines,
    ImmutableArray<string> Errors
)
{
    /// <summary>As exit code: what came is too long, too late, or not understood.</summary>
    public const int NoAnswer = -1;

    /// <param name="printed">What <see cref="FanOut"/>'s script prints on the manager. A login shell may greet first.</param>
    internal static ImmutableArray<WorkerAnswer> ReadAll(string[] workers, ImmutableArray<string> printed)
    {
        var answers = new WorkerAnswer?[workers.Length];
        for (var i = 0; i < printed.Length; i++)
        {
            if (
                NumberOf(printed[i]) is { } number
                && number < workers.Length
                && printed.IndexOf("end", i) is > 0 and var end
            )
            {
                answers[number] = Read(workers[number], printed.AsSpan()[i..end]);
                i = end;
            }
        }
        return [.. answers.Select((answer, i) => answer ?? None(workers[i], "its answer is not understood"))];
    }

    private static WorkerAnswer? Read(string worker, ReadOnlySpan<string> block)
    {
        var end = block[0].Split(' ')[2];
        if (end is "late" or "long")
        {
            return None(
                worker,
                end == "late"
                    ? $"no answer in {FanOut.Patience.TotalSeconds:0} s"
                    : $"its answer is longer than {FanOut.LongestAnswer / 1024} KiB"
            );
        }
        var errors = block.IndexOf("err");
        return
            int.TryParse(end, NumberStyles.None, CultureInfo.InvariantCulture, out var exitCode)
            && errors > 1
            && LinesOf(block[2..errors]) is { } lines
            && LinesOf(block[(errors + 1)..]) is { } complaints
            ? new(worker, exitCode, lines, complaints)
            : null;
    }

    private static WorkerAnswer None(string worker, string reason) => new(worker, NoAnswer, [], [reason]);

    private static int? NumberOf(string line) =>
        line.Split(' ') is ["worker", var text, _]
        && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    private static ImmutableArray<string>? LinesOf(ReadOnlySpan<string> base64)
    {
        var text = string.Concat(base64);
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length)
            ?
            [
                .. KeyText
                    .Lines(Encoding.UTF8.GetString(bytes, 0, length))
                    .Select(line => ShownText.Of(line.TrimEnd('\r', '\n'))),
            ]
            : null;
    }
}
