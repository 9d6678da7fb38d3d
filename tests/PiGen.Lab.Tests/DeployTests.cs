using PiGen.Lab.Tests.Hosts;
using PiGen.Testing;

namespace PiGen.Lab.Tests;

/// <summary>
/// What all tests of the deploying verbs begin with: two clusters to go back and forth between, of which each has what the
/// other lacks, one unit that differs and one that is the same; and questions whose answers tell which of them is deployed.
/// </summary>
public abstract class DeployTests : LabTests
{
    protected const string Same = "autossh-red001.service";
    protected const string Changed = "autossh-red001-80.service";

    private const string AskPorts = """
        for port in 8001 8002; do
            who=$(timeout 5 bash -c 'exec 3<>"/dev/tcp/red.local/$0" && read -r line <&3 && echo "${line%%-*}"' "$port" 2>/dev/null)
            printf '%s:%s ' "$port" "$who"
        done
        for port in 8080 8081 9080; do
            printf '%s:%s ' "$port" "$(curl --silent --max-time 5 "http://red.local:$port/")"
        done
        """;

    // ours by name, or by being neither the current deployment nor the one before it
    private const string AskForLeftovers = """
        find /home/pi /etc /run -xdev -name '*pigen*'
        ls /var/lib/pigen 2>/dev/null | grep -vx -e clusters -e current -e moved -e version
        cd /var/lib/pigen/clusters/default 2>/dev/null || exit 0
        find . -path '*/journal*'
        current=$(readlink current)
        for each in deployments/*; do
            case $each in "$current" | "deployments/$(cat "$current/before" 2>/dev/null)") ;; *) echo "$each" ;; esac
        done
        """;

    /// <param name="transport">By which the program goes to the manager; null for whichever it finds.</param>
    protected DeployTests(Lab lab, string? transport = null)
        : base(lab)
    {
        lab.Laptop.Transport = transport;
        Faults = new(lab.Manager);
        Old = Cluster("old", "8001:SSH 8002:SSH 8080:red001 8081:red002 9080: ", "red00[1-2]", "--expose", "80:8080");
        New = Cluster("new", "8001:SSH 8002: 8080: 8081: 9080:red001 ", "red001", "--expose", "80:9080");
    }

    protected Faults Faults { get; }

    protected Cluster Old { get; }

    protected Cluster New { get; }

    /// <summary>Renders a cluster into a folder of its own.</summary>
    protected Cluster Cluster(string name, string traffic, string workers, params string[] options)
    {
        var output = Folder[name];
        string[] request = ["render", "--workers", workers, "--wlan", LabNetwork.ManagerAddress, "--output", output];
        Assert.Equal("", Pigen.Run([.. request, .. options]).Error);
        return new(output, traffic);
    }

    /// <summary>The program itself, on the laptop.</summary>
    protected Answer Run(params string[] arguments) => Lab.Laptop.Run(PigenProgram.Command(arguments));

    protected Answer Deploy(Cluster cluster, params string[] more) => Run(DeployOf(cluster, more));

    protected RunningProgram StartDeploy(Cluster cluster, params string[] more) =>
        Lab.Laptop.Start(PigenProgram.Command(DeployOf(cluster, more)));

    /// <summary>Deploys for other steps to begin with.</summary>
    protected void Deployed(Cluster cluster)
    {
        var answer = Deploy(cluster);
        Assert.Equal((0, ""), (answer.ExitCode, answer.Error));
    }

    protected void EventuallyCarries(Cluster cluster) => Eventually.Equal(cluster.Traffic, Traffic, Patience);

    /// <summary>Who answers at each port that either cluster has.</summary>
    protected string Traffic() => Lab.Laptop.Do("bash", "-c", AskPorts);

    /// <summary>What differs between one deployment and the other: files and links, the units that systemd has loaded, the record.</summary>
    protected string State() =>
        Lab.Manager.Snapshot("/etc/systemd/system")
        + Lab.Manager.Do("systemctl", "list-units", "--all", "--no-legend", "--plain", "autossh-*")
        + Lab.Manager.Run("cat", "/var/lib/pigen/clusters/default/current/installed").Out;

    /// <summary>What a deployment makes on the way and takes away again: empty, or the names of what is still there.</summary>
    protected string LeftBehind() => Lab.Manager.Do("sh", "-c", AskForLeftovers);

    /// <summary>The first process of a unit; 0 for none.</summary>
    protected string Process(string unit) => Lab.Manager.Show(unit, "MainPID");

    /// <summary>Until nothing runs as root on the manager for a deployment any more, whatever became of its client.</summary>
    protected void WaitUntilIdle() => Eventually.Equal(0, Deployments, Patience);

    /// <summary>How many run as root on the manager, or wait there.</summary>
    protected int Deployments() =>
        Lab.Manager.Run("sh", "-c", "cat /proc/[0-9]*/comm 2>/dev/null").Out.Split('\n').Count(name => name == "sudo");

    private static string[] DeployOf(Cluster cluster, string[] more) =>
        ["deploy", "--yes", "--output", cluster.Output, .. more];
}

/// <summary>A rendered cluster, and who answers at its ports once it is deployed.</summary>
public sealed record Cluster(string Output, string Traffic);
