using PiGen.Testing;

namespace PiGen.Lab.Tests.Hosts;

/// <summary>What the lab asks of the machine it stands on.</summary>
public static class Requirements
{
    /// <summary>What the lab does with namespaces, links, mounts and containers, tried once in a corner of its own.</summary>
    private const string Trial = $$"""
        mount -t tmpfs tmpfs "$1" && cd "$1" && mkdir upper work root || exit
        mount -t overlay overlay -o lowerdir=/,upperdir="$1/upper",workdir="$1/work" "$1/root" || exit
        ip link add inner type veth peer name outer && ip link add bridge type bridge || exit
        shift
        {{ControlGroups.Enter}}
        """;

    /// <summary>Why there can be no lab here; null if there can.</summary>
    public static string? Missing(LabName lab) =>
        Environment.UserName != "root"
            ? "the lab needs root"
            : RealProgram.Missing(
                "autossh",
                "bash",
                "curl",
                "dbus-daemon",
                "ip",
                "nsenter",
                "perl",
                "scp",
                "ssh",
                "ssh-keygen",
                "sshd",
                "sudo",
                "systemd-nspawn",
                "unshare",
                "useradd"
            ) ?? RefusedByThisMachine(lab);

    private static string? RefusedByThisMachine(LabName lab)
    {
        using var folder = new TemporaryFolder();
        var name = lab.Namespace("trial");
        string[] container = [.. Container.Nspawn, "--directory=root", "--machine=" + name, "--as-pid2", "true"];
        var answer = Machine.Run(
            "unshare",
            ["--mount", "--net", "sh", "-c", Trial, "sh", folder.Path, name, .. container]
        );
        Leftovers.Remove(lab);
        return answer.ExitCode == 0 ? null : $"no namespaces, overlays or containers here: {answer.Error.Trim()}";
    }
}
