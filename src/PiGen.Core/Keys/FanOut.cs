using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using PiGen.Core.Deployment;

namespace PiGen.Core.Keys;

/// <summary>
/// Runs one program for each worker on the manager, some at a time, over the one connection that there is: sshd lets no
/// more than ten sessions share it (sshd_config(5), MaxSessions).
/// </summary>
public sealed class FanOut(TunnelUser user)
{
    /// <summary>50 workers in the time of the slowest five, and no more than a Raspberry Pi carries.</summary>
    public const int AtATime = 10;

    private const char InputEnd = '\n';

    // A line each: worker, and its input in base64. What the programs print goes to files, so that nothing is mixed up;
    // it may lack its last newline.
    private const string Script = """
        export LC_ALL=C
        unset TMPDIR
        umask 077
        most=$1
        dir=$(mktemp -d) || exit 1
        trap 'rm -rf -- "$dir"' EXIT
        trap 'exit 1' HUP INT TERM PIPE
        each=$2
        script=$3
        shift 3
        count=0
        while read -r worker input; do
          printf %s "$input" | base64 -d >"$dir/$count.in" || exit 1
          printf '%s:%s\n' "$count" "$worker"
          count=$((count + 1))
        done >"$dir/workers"
        xargs -P "$most" -n 1 sh -c "$each" sh "$dir" "$script" "$@" <"$dir/workers"
        n=0
        while [ "$n" -lt "$count" ]; do
          sed 's/^/out /' "$dir/$n.out"
          echo
          sed 's/^/err /' "$dir/$n.err"
          printf '\nend %s\n' "$(cat "$dir/$n.end")"
          n=$((n + 1))
        done
        """;

    private const string Each = """
        for last; do :; done
        n=${last%%:*}
        dir=$1
        script=$2
        shift 2
        sh -c "$script" "${last#*:}" "$@" <"$dir/$n.in" >"$dir/$n.out" 2>"$dir/$n.err"
        echo "$?" >"$dir/$n.end"
        """;

    /// <summary>The answers, in the order of the workers.</summary>
    /// <param name="script">For sh: <c>$0</c> is the worker, from <c>$1</c> on the arguments follow.</param>
    /// <param name="workers">Each with what its program reads.</param>
    public async Task<ImmutableArray<WorkerAnswer>> RunAsync(
        string script,
        IEnumerable<string> arguments,
        IReadOnlyCollection<(string Worker, ReadOnlyMemory<byte> Input)> workers,
        CancellationToken cancellation
    )
    {
        var most = AtATime.ToString(CultureInfo.InvariantCulture);
        var lines = workers.Select(each => $"{each.Worker} {Convert.ToBase64String(each.Input.Span)}{InputEnd}");
        var command = new RemoteCommand(["sh", "-c", Script, "sh", most, Each, script, .. arguments])
        {
            Input = Encoding.ASCII.GetBytes(string.Concat(lines)),
        };
        var printed = await user.AskAsync(command, cancellation).ConfigureAwait(false);
        return [.. workers.Select(each => each.Worker).Zip(Answers(printed), WorkerAnswer.Of)];
    }

    private static IEnumerable<List<(string Word, string Text)>> Answers(IEnumerable<string> printed)
    {
        var answer = new List<(string, string)>();
        foreach (var line in printed)
        {
            var word = line.Split(' ', 2);
            answer.Add((word[0], word.Length < 2 ? "" : word[1]));
            if (word[0] == "end")
            {
                yield return answer;
                answer = [];
            }
        }
    }
}

/// <summary>How a program ended that was run for a worker, or on it.</summary>
public sealed record WorkerAnswer(
    string Worker,
    int ExitCode,
    ImmutableArray<string> Lines,
    ImmutableArray<string> Errors
)
{
    internal static WorkerAnswer Of(string worker, List<(string Word, string Text)> printed) =>
        new(
            worker,
            int.TryParse(printed[^1].Text, CultureInfo.InvariantCulture, out var code) ? code : -1,
            [.. printed.Where(line => line.Word == "out").Select(line => line.Text)],
            [.. printed.Where(line => line.Word == "err").Select(line => line.Text)]
        );
}
