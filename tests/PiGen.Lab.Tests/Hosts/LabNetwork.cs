namespace PiGen.Lab.Tests.Hosts;

/// <summary>
/// The wires: a network namespace for each host, the manager's <c>wlan0</c> to the laptop, and the cluster's inner
/// network, which joins the <c>eth0</c> of manager and workers by a bridge in a namespace of its own.
/// </summary>
public sealed class LabNetwork(LabName lab)
{
    public const string ManagerAddress = "192.168.1.24";
    private const string Outside = "wlan0";
    private const string Lan = "lan";

    private int _plugs;
    private bool _isDisturbed;

    public void Build()
    {
        Machine.Do("ip", "netns", "add", lab.Namespace(Lan));
        In(Lan, "link", "add", "br0", "type", "bridge");
        In(Lan, "link", "set", "br0", "up");
        foreach (var host in (string[])["laptop", "manager", "red001", "red002"])
        {
            Machine.Do("ip", "netns", "add", lab.Namespace(host));
            In(host, "link", "set", "lo", "up");
        }
        PlugIn("manager", "10.77.0.1");
        PlugIn("red001", "10.77.0.2");
        PlugIn("red002", "10.77.0.3");
        PlugInLaptop();
    }

    /// <summary>Takes the wire between laptop and manager out, or puts it back.</summary>
    public void JoinLaptop(bool isJoined)
    {
        _isDisturbed = true;
        SetLink("manager", Outside, isJoined);
    }

    /// <summary>Gives the manager another address towards the laptop.</summary>
    public void MoveManager(string address)
    {
        _isDisturbed = true;
        In("manager", "addr", "flush", "dev", Outside);
        SetAddress("manager", Outside, address);
    }

    /// <summary>As it was built.</summary>
    public void Renew()
    {
        if (_isDisturbed)
        {
            MoveManager(ManagerAddress);
            _isDisturbed = false;
        }
    }

    public void SetLink(string host, string link, bool up) => In(host, "link", "set", link, up ? "up" : "down");

    private void PlugIn(string host, string address)
    {
        var socket = $"plug{++_plugs}";
        Pair(host, "eth0", Lan, socket);
        In(Lan, "link", "set", socket, "master", "br0", "up");
        SetAddress(host, "eth0", address);
    }

    private void PlugInLaptop()
    {
        Pair("manager", Outside, "laptop", "eth0");
        SetAddress("manager", Outside, ManagerAddress);
        SetAddress("laptop", "eth0", "192.168.1.5");
    }

    private void Pair(string host, string link, string otherHost, string otherLink) =>
        Machine.Do(
            "ip",
            "link",
            "add",
            link,
            "netns",
            lab.Namespace(host),
            "type",
            "veth",
            "peer",
            "name",
            otherLink,
            "netns",
            lab.Namespace(otherHost)
        );

    private void SetAddress(string host, string link, string address)
    {
        In(host, "addr", "add", address + "/24", "dev", link);
        SetLink(host, link, up: true);
    }

    private void In(string host, params string[] command) => Machine.Do("ip", ["-n", lab.Namespace(host), .. command]);
}
