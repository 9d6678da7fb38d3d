using PiGen.Testing;

namespace PiGen.Lab.Tests.Hosts;

/// <summary>
/// A machine outside, from which a person works: this machine's files and programs in a network namespace, with a home
/// of its own. <c>ip netns exec</c> lays /etc/netns/NAME over /etc: the hosts, and root's home, which ssh reads there.
/// </summary>
public sealed class Laptop(LabName lab, LabKeys keys) : LabHost(lab, "laptop")
{
    public string Home { get; } = Path.Combine(lab.Folder, "laptop");

    /// <summary>By which the program is to go to hosts; null for whichever it finds.</summary>
    public string? Transport { get; set; }

    /// <summary>What programs leave there on the way goes with the laptop.</summary>
    private string Temporary => Path.Combine(Home, "tmp");

    private string Etc => Path.Combine(Leftovers.NamespaceFiles, Namespace);

    private string KnownHosts => Path.Combine(Home, ".ssh/known_hosts");

    private string Config => Path.Combine(Home, ".ssh/config");

    public void Build()
    {
        Machine.Write(Path.Combine(Etc, "hosts"), $"127.0.0.1 localhost\n{LabNetwork.ManagerAddress} red.local\n");
        Machine.Write(Path.Combine(Etc, "passwd"), $"root:x:0:0:root:{Home}:/bin/sh\n");
        Directory.CreateDirectory(Temporary);
        Know(keys.KnownOutside());
        File.Copy(keys.PrivateKey(LabKeys.Laptop), Path.Combine(Home, ".ssh/id_ed25519"));
    }

    /// <summary>As it was built: what runs there is ended, and ssh knows its hosts and nothing else.</summary>
    public void Renew()
    {
        Transport = null;
        Leftovers.EndProcesses(Namespace);
        Directory.Delete(Temporary, recursive: true);
        Directory.CreateDirectory(Temporary);
        Know(keys.KnownOutside());
        File.Delete(Config);
    }

    /// <summary>What it knows of other hosts' keys, and nothing else.</summary>
    public void Know(string knownHosts) => Machine.Write(KnownHosts, knownHosts);

    /// <summary>The person's own ssh_config.</summary>
    public void Configure(string sshConfig) => Machine.Write(Config, sshConfig);

    public override Answer Run(params string[] command) => Machine.Run("ip", Inside(command));

    /// <summary>Starts a program there and does not wait for it.</summary>
    public RunningProgram Start(params string[] command) => new("ip", Inside(command));

    /// <summary>Starts a program there on a terminal of its own.</summary>
    public RunningProgram StartOnTerminal(params string[] command) =>
        Start("script", "--quiet", "--return", "--command", string.Join(' ', command.Select(Quoted)), "/dev/null");

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

    private string[] Inside(string[] command) =>
        [
            "netns",
            "exec",
            Namespace,
            "env",
            "-i",
            // Who runs the tests in the background has them begin deaf to Ctrl-C.
            "--default-signal=INT",
            "PATH=" + Machine.SearchPath,
            "HOME=" + Home,
            "TMPDIR=" + Temporary,
            "LANG=C.UTF-8",
            .. Transport is null ? (string[])[] : ["PIGEN_TRANSPORT=" + Transport],
            .. command,
        ];

    private static string Quoted(string word) => $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
