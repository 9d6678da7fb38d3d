using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace PiGen.Core.Deployment;

/// <summary>What a manager says when it is looked at by one command: lines <c>WORD TEXT</c>, an empty one, and its units.</summary>
internal sealed record SystemLook(ILookup<string, string> Texts, ImmutableArray<UnitState> Units)
{
    private const string Sign = "look";

    private const double LongestUptime = 100d * 366 * 24 * 3600; // a century

    /// <summary>The part of a script that every look begins with: it finds out where the record lies, as <see cref="StatePaths.Of"/> does.</summary>
    public const string Beginning = """
        export LC_ALL=C
        tell() { [ ! -r "$2" ] || while read -r line; do printf '%s %s\n' "$1" "$line"; done <"$2"; }
        echo look
        record=/var/lib/pigen/clusters/default pending=/run/pigen/default.pending older=
        if [ -L /var/lib/pigen/current ]; then
            [ /var/lib/pigen/current -ef /var/lib/pigen/moved ] || older=yes
        else
            [ -e /var/lib/pigen/version ] || older=yes
        fi
        [ -z "$older" ] || { record=/var/lib/pigen pending=/run/pigen.pending && echo 'record older'; }
        tell version /var/lib/pigen/version 2>/dev/null
        tell holder /run/pigen/holder 2>/dev/null
        tell holder /run/pigen.holder 2>/dev/null
        tell pending "$pending" 2>/dev/null
        [ ! -d "$record/current/journal" ] || echo 'unfinished current'
        for each in "$record"/deployments/*; do [ ! -d "$each" ] || echo "deployment ${each##*/}"; done
        read -r uptime rest </proc/uptime && echo "uptime $uptime"

        """;

    /// <summary>The part that hands its end the units that it was given.</summary>
    public const string Given = """
        if [ $# -gt 1 ]; then shift; printf '%s\n' "$@"; else cat; fi |

        """;

    /// <summary>The part that ends it: the units on standard input, the properties as $1. Two runs of systemctl, too, have an empty line between them.</summary>
    public const string Ending = """
        xargs -d '\n' -r sh -c 'systemctl show "--property=$0" -- "$@" && echo' "$1"
        """;

    /// <summary>Where the record lies that the look is about.</summary>
    public StatePaths Record => Texts["record"].Any() ? StatePaths.Older : StatePaths.Present;

    public string? Holder => Texts["holder"].FirstOrDefault();

    public ImmutableArray<string> Pending => [.. Texts["pending"]];

    /// <summary>Paths of what was taken from others.</summary>
    public IEnumerable<string> Originals => Texts["original"];

    /// <summary>Units among that which ran.</summary>
    public IEnumerable<string> OriginallyUp =>
        Texts["activity"]
            .Select(line => line.Split(' '))
            .Where(words => words is [_, "up", ..])
            .Select(words => words[0]);

    /// <summary>Whether the deployment that counts has left something to be cleared away.</summary>
    public bool IsUnfinished => Texts["unfinished"].Any();

    /// <summary>The numbers of those that there are a folder for.</summary>
    public ImmutableArray<string> Deployments => [.. Texts["deployment"]];

    /// <exception cref="Failure">The look failed.</exception>
    public static async Task<SystemLook> TakeAsync(
        IRemoteHost host,
        string script,
        string[] units,
        CancellationToken cancellation
    )
    {
        var properties = string.Join(',', UnitState.Properties);
        // As arguments they save a round trip; but all of them are one text for the user's shell, and execve(2) takes 128 KiB.
        var areFew = units.Sum(unit => unit.Length) < 50_000;
        var command = new RemoteCommand(["sh", "-c", script, "sh", properties, .. areFew ? units : []])
        {
            Input = areFew ? default : Encoding.UTF8.GetBytes(string.Join('\n', units)),
        };
        var lines = new List<string>();
        var answer = await host.RunAsync(command, lines.Add, cancellation);
        if (answer.ExitCode != 0 || lines.Count == 0)
        {
            throw new Failure(
                $"systemd on {host.Name} does not say how its units are: {answer.Errors.LastOrDefault() ?? "no answer"}",
                "a manager needs systemd 247 or newer and a POSIX sh"
            );
        }
        var look = TryRead(lines) ?? throw new AnswerNotUnderstood(host.Name, "on its units that is not understood");
        StatePaths.Check(host.Name, look.Texts["version"].FirstOrDefault(""));
        return look;
    }

    // A login shell may greet first.
    private static SystemLook? TryRead(List<string> lines)
    {
        var start = lines.LastIndexOf(Sign) + 1;
        var end = lines.IndexOf("", start);
        if (end < 0)
        {
            return null;
        }
        var texts = lines[start..end]
            .Select(line => line.Split(' ', 2))
            .Where(words => words.Length == 2)
            .ToLookup(words => words[0], words => words[1]);
        return
            double.TryParse(texts["uptime"].FirstOrDefault(), CultureInfo.InvariantCulture, out var uptime)
            && uptime is >= 0 and < LongestUptime
            && UnitState.TryRead(lines.Skip(end + 1), TimeSpan.FromSeconds(uptime)) is { } units
            ? new(texts, units)
            : null;
    }
}
