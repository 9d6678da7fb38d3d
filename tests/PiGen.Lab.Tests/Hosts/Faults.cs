using System.Globalization;

namespace PiGen.Lab.Tests.Hosts;

/// <summary>What can go wrong on a manager. All of it goes with the manager; what ends before has its end here too.</summary>
public sealed class Faults(Manager manager)
{
    private const string Sudoers = "/etc/sudoers.d/pi";

    // of sshd's children, which have a session each, and of these the ones that hold the connection; never what they run
    private const string CutSessions = """
        main=$(systemctl show -P MainPID ssh.service)
        for first in $(cat "/proc/$main/task/$main/children"); do
            for second in $(cat "/proc/$first/task/$first/children"); do
                [ "$(cat "/proc/$second/comm")" != sshd ] || kill -KILL "$second"
            done
            kill -KILL "$first" 2>/dev/null || :
        done
        """;

    private const string ShrinkDisk = """
        cp -a "$1" /tmp/kept
        mount -t tmpfs -o "size=$2k,mode=$(stat -c %a "$1"),uid=$(stat -c %u "$1"),gid=$(stat -c %g "$1")" tmpfs "$1"
        cp -a /tmp/kept/. "$1"
        rm -r /tmp/kept
        """;

    // as much as fits, then as many bytes less as are to be free
    private const string LeaveFree = """
        rm -f "$1/filler"
        head -c 100M /dev/zero >"$1/filler" 2>/dev/null || :
        truncate -s "-$2" "$1/filler"
        """;

    // root's input begins when all files are there
    private const string Standing = """
        #!/bin/bash
        from=
        last=
        for word in "$@"; do
            [ "$last" != --from ] || from=$word
            last=$word
        done
        if [ "$from" ]; then
            cd "$from" || exit
            until read -r -t 0; do sleep 0.02; done
            {0}
            cd /
        fi
        exec /usr/bin/sudo "$@"

        """;

    /// <summary>Every ssh connection to it ends without a word; what runs for them is left to itself.</summary>
    public void CutConnections() => manager.Do("sh", "-euc", CutSessions);

    public void MakeReadOnly(string path) =>
        manager.Do("sh", "-euc", "mount --bind \"$1\" \"$1\"; mount -o remount,bind,ro \"$1\"", "sh", path);

    public void MakeWritable(string path) => manager.Do("umount", path);

    /// <summary>Puts a folder, with what is in it, on a disk of its own.</summary>
    public void GiveDiskOfItsOwn(string folder) => manager.Do("sh", "-euc", ShrinkDisk, "sh", folder, "1024");

    /// <summary>Fills the disk that was given to a folder, but for so many bytes.</summary>
    public void Fill(string folder, int free) => manager.Do("sh", "-euc", LeaveFree, "sh", folder, Text(free));

    public void Empty(string folder) => manager.Do("rm", folder + "/filler");

    public void ForbidSudo() => manager.Do("rm", Sudoers);

    public void AskForPassword(string password)
    {
        manager.WriteFile(Sudoers, "pi ALL=(ALL) ALL\n");
        manager.Do("sh", "-euc", "echo \"pi:$1\" | chpasswd", "sh", password);
    }

    public void SwitchSftpOff()
    {
        manager.Do("sed", "-i", "/^Subsystem/d", "/etc/ssh/sshd_config");
        manager.Do("systemctl", "reload", "ssh.service");
    }

    /// <summary>Whoever asks gets a time long past, and all that is deployed seems to come from the future.</summary>
    public void SetClockWrong()
    {
        manager.WriteProgram("/usr/local/sbin/date", "#!/bin/sh\nexec /usr/bin/date -d @1000000000 \"$@\"\n");
        string[] deployed = ["/etc/systemd/system", "/var/lib/pigen"];
        manager.Do(["find", .. deployed, "-exec", "touch", "-h", "-d", "2037-01-01", "{}", "+"]);
        manager.Do("systemctl", "daemon-reload");
    }

    /// <summary>Between the last byte sent and root's first look: a command in the folder that root is told to deploy from.</summary>
    public void Exchange(string command) =>
        manager.WriteProgram("/usr/local/bin/sudo", Standing.Replace("{0}", command, StringComparison.Ordinal));

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
