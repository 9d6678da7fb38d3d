namespace PiGen.Lab.Tests.Hosts;

/// <summary>
/// The ssh keys of the lab, and who knows whom: pi's key on the manager opens the workers, the laptop's opens all;
/// every host key is known where it is met.
/// </summary>
public sealed class LabKeys(LabName lab)
{
    public const string Manager = "red";
    public const string Pi = "pi";
    public const string Laptop = "laptop";

    private static readonly string[] Workers = ["red001", "red002"];

    private string Folder => Path.Combine(lab.Folder, "keys");

    public void Build()
    {
        Directory.CreateDirectory(Folder);
        foreach (var name in (string[])[Manager, .. Workers, Pi, Laptop])
        {
            Machine.Do("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", name, "-f", PrivateKey(name));
        }
    }

    public string PrivateKey(string name) => Path.Combine(Folder, name);

    public string PublicKey(string name) => File.ReadAllText(PrivateKey(name) + ".pub");

    public string AuthorizedKeys() => PublicKey(Pi) + PublicKey(Laptop);

    /// <summary>As the manager and the workers know each other.</summary>
    public string KnownInside() => string.Concat(Workers.Append(Manager).Select(host => Known(host, host)));

    /// <summary>As the laptop knows the manager, the workers through it as a jump host, and their tunnels from port 8001 on.</summary>
    public string KnownOutside() =>
        Known($"red.local,{LabNetwork.ManagerAddress}", Manager)
        + KnownInside()
        + string.Concat(Workers.Select((worker, i) => Known($"[red.local]:{8001 + i}", worker)));

    private string Known(string names, string host) => $"{names} {PublicKey(host)}";
}
