using System.Globalization;
using PiGen.Testing;

namespace PiGen.Lab.Tests;

/// <summary>
/// A manager for the scripts to run on as root: namespaces in which nothing listens, with folders of the test's own over /etc/systemd/system,
/// /run and /var/lib, and a stand-in for systemctl that records its calls and keeps what units would run.
/// </summary>
public sealed class StandInManager : IDisposable
{
    private const string Dash = "dash \"$script\"";

    // Where SHELL stands is what reads the script.
    private const string Enter = """
        mount --bind "$1/etc" /etc/systemd/system && mount --bind "$1/run" /run && mount --bind "$1/lib" /var/lib || exit 99
        cd / && PATH=$1/bin:$PATH && script=$1/$2 && shift 2
        exec SHELL "$@" 2>&1
        """;

    // A step is whatever changes something. Where there is a folder for them, all that is there is kept before each step; the
    // step that state/bad names fails. The lock, and what goes with it, is no step. Nothing here starts a process
    // that need not be: there are thousands of steps.
    private const string Step = """
        root=${0%/*}/..
        state=$root/state
        step=0 bad=
        read -r step 2>/dev/null <"$state/step"
        case "$*" in
        */run/pigen | */run/pigen/work* | *' /run/pigen/lock') ;;
        *)
            step=$((step + 1))
            echo "$step" >"$state/step"
            if [ -d "$root/steps" ]; then
                /bin/cp -a "$root/etc" "$root/run" "$root/lib" "$state" "$root/steps/$step"
            fi
            ;;
        esac
        read -r bad 2>/dev/null <"$state/bad"
        [ "$step" != "$bad" ] || exit 1
        """;

    // Units are enabled by a link, and active by a file that holds what they run: what was read at the last reload.
    private const string Systemctl = """
        #!/bin/sh
        state=${0%/*}/../state
        wants=${0%/*}/../etc/multi-user.target.wants
        verb=
        units=
        for word; do
            case $word in
            -* | Names | ActiveState | SubState | Type | InvocationID) ;;
            *) if [ -z "$verb" ]; then verb=$word; else units="$units $word"; fi ;;
            esac
        done

        show() {
            active=inactive invocation=
            if [ -e "$state/$1.active" ]; then active=active invocation=$(cat "$state/$1.invocation"); fi
            if [ -e "$state/$1.failed" ]; then active=failed; fi
            sub=$active
            if [ -e "$state/$1.retries" ]; then active=activating sub=auto-restart; fi
            printf 'Type=exec\nNames=%s\nActiveState=%s\nSubState=%s\nInvocationID=%s\n\n' "$1" $active $sub "$invocation"
        }

        bring_up() {
            if [ -e "$state/$1.fails" ]; then . "$state/$1.fails"; failed=yes; return; fi
            if [ "$verb" = start ] && [ -e "$state/$1.active" ]; then return; fi
            if /bin/cp "$state/loaded/$1" "$state/$1.active"; then echo $$ >"$state/$1.invocation"; else failed=yes; fi
        }

        case $verb in
        is-enabled)
            if [ -e "$state/${units# }.answer" ]; then exec cat "$state/${units# }.answer"; fi
            exit 1
            ;;
        show)
            for unit in $units; do show "$unit"; done
            exit
            ;;
        esac
        . "${0%/*}/step"
        [ "$verb" = reset-failed ] || echo "$verb$units" >>"$state/calls"
        [ "$verb" != daemon-reload ] || { /bin/rm -rf "$state/loaded" && /bin/cp -rP "${0%/*}/../etc" "$state/loaded"; }
        failed=
        for unit in $units; do
            case $verb in
            enable) /bin/mkdir -p "$wants" && /bin/ln -sf "../$unit" "$wants" ;;
            disable) /bin/rm -f "$wants/$unit" && /bin/rmdir --ignore-fail-on-non-empty "$wants" ;;
            start | restart) bring_up "$unit" ;;
            stop) /bin/rm -f "$state/$unit.active" "$state/$unit.retries" ;;
            esac
        done
        [ -z "$failed" ]
        """;

    private const int MostSteps = 150;

    private static readonly string[] Folders = ["etc", "run", "lib", "state"];

    private readonly TemporaryFolder _folder = new();

    public StandInManager()
    {
        Assert.SkipWhen(CannotRun is not null, CannotRun ?? "");
        foreach (var folder in Folders)
        {
            Directory.CreateDirectory(_folder[folder]);
        }
        WriteProgram("step", Step + "\n");
        WriteProgram("systemctl", Systemctl + "\n");
        WriteProgram("journalctl", "#!/bin/sh\necho \"last words of $*\"\n");
        foreach (var program in new[] { "cp", "mv", "rm", "mkdir", "rmdir", "chmod", "ln", "sync" })
        {
            WriteProgram(program, $"#!/bin/sh\n. \"${{0%/*}}/step\"\nexec /bin/{program} \"$@\"\n");
        }
    }

    // What a pigen would have left that knew no version of the record: there, the files lay among what it recorded of them.
    private const string Older = """
        if [ -d lib/pigen/clusters ]; then
            for each in lib/pigen/clusters/default/deployments/*; do
                [ -d "$each" ] || continue
                rm -f "$each/originals/paths" "$each/journal/token"
                [ ! -e "$each/journal/beside" ] || sed -i 's/[.]pigen-.*/.pigen-new/' "$each/journal/beside"
                [ ! -d "$each/files" ] || { mv "$each/files" "$each/.files" && cp -a "$each/.files/." "$each"; rm -r "$each/.files"; }
                chmod 755 "$each"
            done
            rm -rf lib/pigen/current lib/pigen/moved lib/pigen/version
            [ ! -d lib/pigen/clusters/default ] || mv lib/pigen/clusters/default/* lib/pigen
            rm -r lib/pigen/clusters
        fi
        find etc lib -name '.pigen-?*' | while read -r each; do mv "$each" "${each%/*}/.pigen-new"; done
        [ ! -e run/pigen/default.pending ] || mv run/pigen/default.pending run/pigen.pending
        [ ! -e run/pigen/holder ] || mv run/pigen/holder run/pigen.holder
        rm -rf run/pigen
        """;

    public const string Cluster = "lib/pigen/clusters/default";

    public const string Record = Cluster + "/current/installed";

    public const string Pending = "run/pigen/default.pending";

    private static string? CannotRun { get; } = WhyNot();

    public TemporaryFolder Folder => _folder;

    /// <summary>How many things the last run changed, or tried to.</summary>
    public int Steps =>
        File.Exists(_folder["state/step"])
            ? int.Parse(File.ReadAllText(_folder["state/step"]), CultureInfo.InvariantCulture)
            : 0;

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

    /// <summary>No port is ever listened on here, so no run waits for one.</summary>
    public string RunAt(string script, params string[] arguments) =>
        RunWith(
            Dash,
            script,
            script.EndsWith("uninstall.sh", StringComparison.Ordinal) ? arguments : ["--wait", "0", .. arguments]
        );

    /// <summary>As somebody who may not do or read everything, though the namespace's only user.</summary>
    public string RunWithoutRights(string script, params string[] arguments) =>
        RunWith($"setpriv --bounding-set=-all --inh-caps=-all {Dash}", script, arguments);

    public string RunInBash(params string[] command) =>
        RunWith("bash \"$script\"", $"output/red/{command[0]}", command[1..]);

    /// <summary>As a deployment does it: the install script is read from standard input, and the folder is named.</summary>
    public string RunAsInput(string output, params string[] arguments) =>
        RunWith(
            "dash -s -- <\"$script\"",
            $"{output}/red/install.sh",
            ["--from", _folder[$"{output}/red"], "--wait", "0", .. arguments]
        );

    /// <summary>Lists all that lies in a folder there as it is sent: what tells the install script so.</summary>
    public string[] Sums(string output)
    {
        Shell("cd \"$2/red\" && find . -type f -exec sha256sum {} + >../sums", output);
        var sums = _folder[$"{output}/sums"];
        return ["--sums", sums, "--sums-sum", RealProgram.Run("sha256sum", sums).Out[..64]];
    }

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

    /// <summary>
    /// Runs a script, and keeps what is there before each of its steps: what there would be if it had been killed then, by
    /// the power or by a person. The last is what there is when it has come to its end.
    /// </summary>
    public int KeepSteps(string output, params string[] command)
    {
        for (var step = 1; step <= MostSteps; step++)
        {
            Directory.CreateDirectory(_folder[$"steps/{step}"]);
        }
        RunIn(output, command);
        Directory.Move(_folder["steps"], _folder["kept"]);
        Copy("", $"kept/{Steps + 1}");
        return Steps + 1;
    }

    /// <summary>Turns the record into one of the form that an older pigen kept, in the middle of a run too.</summary>
    public void MakeOlder() => Shell(Older);

    /// <summary>Back to before a step of the run whose steps were kept.</summary>
    public void GoToStep(int step) => GoBackTo($"kept/{step}");

    /// <summary>In the next runs, this step fails.</summary>
    public void FailAtStep(int step) => _folder.Write("state/bad", step.ToString(CultureInfo.InvariantCulture) + "\n");

    public void FailNoMore() => File.Delete(_folder["state/bad"]);

    /// <summary>Keeps all that is on the manager, for <see cref="GoBack"/>.</summary>
    public void Save()
    {
        Shell("rm -rf saved && mkdir saved");
        Copy("", "saved");
    }

    public void GoBack() => GoBackTo("saved");

    /// <summary>All that a run leaves: files, record, what is pending, and which text each unit runs.</summary>
    public string Left() => new StandInListing(_folder.Path).ToString();

    /// <summary>In the folder that has output, etc, run and lib.</summary>
    public void Shell(string command, params string[] arguments) =>
        Assert.Equal(
            new Answer(0, "", ""),
            RealProgram.Run("sh", ["-ec", $"cd \"$1\" && {command}", "sh", _folder.Path, .. arguments])
        );

    private void GoBackTo(string copy)
    {
        foreach (var folder in Folders)
        {
            Directory.Delete(_folder[folder], recursive: true);
        }
        Copy(copy, "");
    }

    private void Copy(string from, string to) =>
        Assert.Equal(
            new Answer(0, "", ""),
            RealProgram.Run(
                "cp",
                ["-a", "-t", _folder[to], .. Folders.Select(folder => _folder[Path.Combine(from, folder)])]
            )
        );

    private static string? WhyNot() =>
        RealProgram.Missing("unshare", "mount", "setpriv", "dash", "autossh")
        ?? (
            RealProgram.Run("unshare", "--map-root-user", "--mount", "--net", "true").ExitCode != 0
                ? "no user, mount and network namespaces here"
            : RealProgram.Run("unshare", "--map-root-user", "stat", "-c", "%u", "/").Out != "0\n"
                ? "folders of root's are not root's in a namespace of another user, and the scripts write in no others"
            : null
        );

    private string RunWith(string shell, string script, string[] arguments)
    {
        string[] inside =
        [
            "--map-root-user",
            "--mount",
            "--net",
            "sh",
            "-c",
            Enter.Replace("SHELL", shell, StringComparison.Ordinal),
            "sh",
            _folder.Path,
            script,
            .. arguments,
        ];
        File.Delete(_folder["state/step"]);
        var answer = RealProgram.Run("unshare", inside);
        return $"{answer.Out}exit {answer.ExitCode}\n";
    }

    private void WriteProgram(string name, string text) =>
        File.SetUnixFileMode(_folder.Write($"bin/{name}", text), (UnixFileMode)0b111_101_101);
}
