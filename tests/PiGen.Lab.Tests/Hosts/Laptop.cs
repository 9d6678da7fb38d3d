using PiGen.Testing;

namespace PiGen.Lab.Tests.Hosts;

/// <summary>
/// A machine outside, from which a person works: this machine's files and programs in a network namespace, with a home
/// of its own. <c>ip netns exec</c> lays /etc/netns/NAME over /etc: the hosts, and root's home, which ssh reads there.
/// </summary>
public sealed class Laptop(LabName lab, LabKeys keys) : LabHost(lab, "laptop")
{
    public string Home { get; } = Path.Combine(lab.Folder, "laptop");

    private string Etc => Path.Combine("/etc/netns", Namespace);

    public void Build()
    {
        Machine.Write(Path.Combine(Etc, "hosts"), $"127.0.0.1 localhost\n{LabNetwork.ManagerAddress} red.local\n");
        Machine.Write(Path.Combine(Etc, "passwd"), $"root:x:0:0:root:{Home}:/bin/sh\n");
        Machine.Write(Path.Combine(Home, ".ssh/known_hosts"), keys.KnownOutside());
        File.Copy(keys.PrivateKey(LabKeys.Laptop), Path.Combine(Home, ".ssh/id_ed25519"));
    }

    public override Answer Run(params string[] command) =>
        Machine.Run(
            "ip",
            [
                "netns",
                "exec",
                Namespace,
                "env",
                "-i",
                "PATH=" + Machine.SearchPath,
                "HOME=" + Home,
                "LANG=C.UTF-8",
                .. command,
            ]
        );

    /// <summary>Runs a program on another host, with that ssh_config.</summary>
    public Answer Ssh(string config, string host, params string[] command) =>
        Run([
            "ssh",
            "-o",
            "BatchMode=yes",
            "-o",
            "StrictHostKeyChecking=yes",
            "-o",
            "ConnectTimeout=5",
            "-F",
            config,
            host,
            .. command,
        ]);
}
