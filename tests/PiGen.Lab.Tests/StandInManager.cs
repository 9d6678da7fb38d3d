using System.Globalization;
using PiGen.Testing;

namespace PiGen.Lab.Tests;

/// <summary>
/// A manager for the scripts to run on as root: a mount namespace with folders of the test's own over /etc/systemd/system,
/// /run and /var/lib, and a stand-in for systemctl that records its calls and keeps what units would run.
/// </summary>
public sealed class StandInManager : IDisposable
{
    private const string Enter = """
        mount --bind "$1/etc" /etc/systemd/system && mount --bind "$1/run" /run && mount --bind "$1/lib" /var/lib || exit 99
        cd / && PATH=$1/bin:$PATH && echo $$ >"$1/state/pid" && rm -f "$1/state/steps" && script=$1/$2 && shift 2
        exec dash "$script" "$@" 2>&1
        """;

    // A step is whatever changes something. At the step that state/last names, the script is killed before it is done.
    private const string Step = """
        state=${0%/*}/../state
        echo >>"$state/steps"
        if [ "$(wc -l <"$state/steps")" = "$(cat "$state/last" 2>/dev/null)" ]; then
            kill -KILL "$(cat "$state/pid")"
            exit 1
        fi
        """;

    // Units are enabled by a link, and active by a file that holds what they run: what was read at the last reload.
    private const string Systemctl = """
        #!/bin/sh
        state=${0%/*}/../state
        wants=${0%/*}/../etc/multi-user.target.wants
        while [ "${1#-}" != "$1" ]; do shift; done
        verb=$1
        shift
        while [ "${1#-}" != "$1" ]; do shift; done
        case $verb in
        is-enabled)
            if [ -e "$state/$1.answer" ]; then exec cat "$state/$1.answer"; fi
            if [ -L "$wants/$1" ]; then echo enabled; exit; fi
            exit 1
            ;;
        is-active)
            if [ -e "$state/$1.retries" ]; then echo activating; exit 3; fi
            if [ -e "$state/$1.active" ]; then echo active; exit; fi
            echo inactive
            exit 3
            ;;
        show)
            if [ "$1" = SubState ] && [ -e "$state/$2.retries" ]; then echo auto-restart; fi
            exit
            ;;
        esac
        . "${0%/*}/step"
        [ "$verb" = reset-failed ] || echo "$verb${1:+ $1}" >>"$state/calls"
        case $verb in
        daemon-reload) /bin/rm -rf "$state/loaded" && /bin/cp -rP "${0%/*}/../etc" "$state/loaded" ;;
        enable) /bin/mkdir -p "$wants" && ln -s "../$1" "$wants" ;;
        disable) /bin/rm -f "$wants/$1" && /bin/rmdir --ignore-fail-on-non-empty "$wants" ;;
        start | restart) [ ! -e "$state/$1.fails" ] && /bin/cp "$state/loaded/$1" "$state/$1.active" ;;
        stop) /bin/rm -f "$state/$1.active" "$state/$1.retries" ;;
        esac
        """;

    private readonly TemporaryFolder _folder = new();

    public StandInManager()
    {
        Assert.SkipWhen(CannotRun is not null, CannotRun ?? "");
        foreach (var folder in new[] { "etc", "run", "lib", "state" })
        {
            Directory.CreateDirectory(_folder[folder]);
        }
        WriteProgram("step", Step + "\n");
        WriteProgram("systemctl", Systemctl + "\n");
        WriteProgram("journalctl", "#!/bin/sh\necho \"last words of $*\"\n");
        foreach (var program in new[] { "cp", "mv", "rm", "mkdir", "rmdir", "chmod" })
        {
            WriteProgram(program, $"#!/bin/sh\n. \"${{0%/*}}/step\"\nexec /bin/{program} \"$@\"\n");
        }
    }

    public const string Record = "lib/pigen/installed";

    public const string Pending = "run/pigen.pending";

    private static string? CannotRun { get; } = WhyNot();

    public TemporaryFolder Folder => _folder;

    /// <summary>How many things the last run changed, or tried to.</summary>
    public int Steps => File.Exists(_folder["state/steps"]) ? File.ReadAllLines(_folder["state/steps"]).Length : 0;

    public void Dispose() => _folder.Dispose();

    /// <summary>Renders a cluster into a folder beside those of the stand-in.</summary>
    public void Render(string output = "output", string workers = "red00[1-2]", params string[] more)
    {
        string[] command = ["render", "--workers", workers, "--wlan", "192.168.1.24", "--output", _folder[output]];
        Assert.Equal(0, Pigen.Run([.. command, .. more]).ExitCode);
    }

    /// <summary>What the script, <c>output/red/install.sh</c> unless another folder is named, says; its exit code is the last line.</summary>
    public string Run(params string[] command) => RunIn("output", command);

    public string RunIn(string output, params string[] command) => RunAt($"{output}/red/{command[0]}", command[1..]);

    public string RunAt(string script, params string[] arguments) => RunWith([], script, arguments);

    /// <summary>As somebody who may not do or read everything, though the namespace's only user.</summary>
    public string RunWithoutRights(string script, params string[] arguments) =>
        RunWith(["setpriv", "--bounding-set=-all", "--inh-caps=-all"], script, arguments);

    /// <summary>Renders into a folder and changes these units there, as an older pack would have them.</summary>
    public void RenderOlder(string output, params string[] units)
    {
        Render(output);
        foreach (var unit in units)
        {
            File.AppendAllText(_folder[$"{output}/red/etc/systemd/system/{unit}"], "# older\n");
        }
    }

    /// <summary>What systemctl was told to do since the last time this was asked.</summary>
    public string Calls()
    {
        var path = _folder["state/calls"];
        if (!File.Exists(path))
        {
            return "";
        }
        var calls = File.ReadAllText(path).TrimEnd();
        File.Delete(path);
        return calls;
    }

    /// <summary>The next runs are killed before they do this step.</summary>
    public void KillAtStep(int step) => _folder.Write("state/last", step.ToString(CultureInfo.InvariantCulture) + "\n");

    public void KillNoMore() => File.Delete(_folder["state/last"]);

    /// <summary>Keeps all that is on the manager, for <see cref="GoBack"/>.</summary>
    public void Save() => Shell("mkdir saved && cp -a etc run lib state saved");

    public void GoBack() => Shell("rm -rf etc run lib state && cp -a saved/. .");

    /// <summary>All that a run leaves: files, record, what is pending, and which text each unit runs.</summary>
    public string Left() =>
        string.Join('\n', _folder.Snapshot().Split('\n').Where(line => IsLeft(line.Split(' ')[0])).Order());

    private static bool IsLeft(string path) =>
        path.StartsWith("etc/", StringComparison.Ordinal)
        || path.StartsWith("lib/", StringComparison.Ordinal)
        || path.StartsWith("run/", StringComparison.Ordinal)
        || (path.StartsWith("state/", StringComparison.Ordinal) && path.EndsWith(".active", StringComparison.Ordinal));

    private void Shell(string command) =>
        Assert.Equal(
            new Answer(0, "", ""),
            RealProgram.Run("sh", "-ec", $"cd \"$1\" && {command}", "sh", _folder.Path)
        );

    private static string? WhyNot() =>
        RealProgram.Missing("unshare", "mount", "setpriv", "dash", "autossh")
        ?? (
            RealProgram.Run("unshare", "--map-root-user", "--mount", "true").ExitCode == 0
                ? null
                : "no user and mount namespaces here"
        );

    private string RunWith(string[] prefix, string script, string[] arguments)
    {
        var enter =
            prefix.Length == 0
                ? Enter
                : Enter.Replace("exec dash", $"exec {string.Join(' ', prefix)} dash", StringComparison.Ordinal);
        string[] inside = ["--map-root-user", "--mount", "sh", "-c", enter, "sh", _folder.Path, script, .. arguments];
        var answer = RealProgram.Run("unshare", inside);
        return $"{answer.Out}exit {answer.ExitCode}\n";
    }

    private void WriteProgram(string name, string text) =>
        File.SetUnixFileMode(_folder.Write($"bin/{name}", text), (UnixFileMode)0b111_101_101);
}
