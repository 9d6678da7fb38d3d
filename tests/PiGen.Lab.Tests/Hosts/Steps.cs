using System.Globalization;

namespace PiGen.Lab.Tests.Hosts;

/// <summary>
/// Holds what sudo runs on the manager at a step, until it is let go: stand-ins that come first on root's search path count
/// the calls of programs that change something or make it last. The test then does what it does at exactly that moment.
/// </summary>
public sealed class Steps
{
    private const string Folder = "/usr/local/lab";

    // sudo names its user to what it runs, and to nothing that the test itself or systemd runs there
    private const string StandIn = """
        #!/bin/sh
        lab=/usr/local/lab
        case "${SUDO_USER:--} $* " in
        -* | *' is-'* | *' show '*) ;;
        *)
            echo "${0##*/} $*" >>$lab/steps
            step=0
            read -r step 2>/dev/null <$lab/step
            step=$((step + 1))
            echo $step >$lab/step
            read -r hold <$lab/hold
            if [ $step = "$hold" ]; then
                : >$lab/held
                while [ ! -e $lab/go ]; do /usr/bin/sleep 0.02; done
            fi
            ;;
        esac
        exec "/usr/bin/${0##*/}" "$@"

        """;

    private const string SftpStandIn = """
        #!/bin/sh
        lab=/usr/local/lab
        [ -e $lab/bytes ] || exec /usr/lib/openssh/sftp-server
        {
            dd bs=1 "count=$(cat $lab/bytes)" status=none
            [ "$(head -c 1 | wc -c)" = 0 ] || { : >$lab/held; cat >/dev/null; }
        } | /usr/lib/openssh/sftp-server

        """;

    private static readonly string[] Programs =
    [
        "chmod",
        "cp",
        "ln",
        "mkdir",
        "mv",
        "rm",
        "rmdir",
        "sync",
        "systemctl",
    ];

    private readonly Manager _manager;

    public Steps(Manager manager)
    {
        _manager = manager;
        manager.Do("install", "-d", "-m", "777", Folder);
        foreach (var program in Programs)
        {
            manager.WriteProgram("/usr/local/sbin/" + program, StandIn);
        }
        manager.WriteProgram(Folder + "/sftp-server", SftpStandIn);
        manager.Do("sed", "-i", $"s|^Subsystem sftp .*|Subsystem sftp {Folder}/sftp-server|", "/etc/ssh/sshd_config");
        manager.Do("systemctl", "reload", "ssh.service");
        HoldAt(0);
    }

    /// <summary>The steps that were taken since the last call of <see cref="HoldAt"/>, a line each.</summary>
    public string[] Taken => File.Exists(Outside("steps")) ? File.ReadAllLines(Outside("steps")) : [];

    private bool IsHeld => File.Exists(Outside("held"));

    /// <summary>The next run waits before that step, the first being 1; before none if it has fewer.</summary>
    public void HoldAt(int step)
    {
        foreach (var file in (string[])["steps", "step", "held", "go", "bytes"])
        {
            File.Delete(Outside(file));
        }
        Machine.Write(Outside("hold"), step.ToString(CultureInfo.InvariantCulture) + "\n");
    }

    /// <summary>Of the next files that are sent, nothing arrives after so many bytes.</summary>
    public void HoldSendingAfter(int bytes)
    {
        HoldAt(0);
        File.WriteAllText(Outside("bytes"), bytes.ToString(CultureInfo.InvariantCulture) + "\n");
    }

    /// <summary>True once it waits at its step; false if the program that has it run came to its end.</summary>
    public bool WaitUntilHeld(RunningProgram program)
    {
        Eventually.IsTrue(
            () => IsHeld || program.HasEnded,
            TimeSpan.FromSeconds(60),
            () => $"it neither came to its step nor to its end: {program.Out}"
        );
        return IsHeld;
    }

    public void LetGo() => File.WriteAllText(Outside("go"), "");

    private string Outside(string file) => _manager.FileOutside($"{Folder}/{file}");
}
