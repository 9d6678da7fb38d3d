using System.Globalization;

namespace PiGen.Lab.Tests.Hosts;

/// <summary>
/// A host's file system: this machine's, seen through an overlay, with what all hosts have and what is the host's own
/// laid over it. What the host writes goes to a layer that is thrown away.
/// </summary>
public sealed class HostRoot(LabName lab, string host, string hostName)
{
    private int _lives;

    public string Host => host;

    /// <summary>What the host calls itself.</summary>
    public string HostName => hostName;

    public string Folder => Path.Combine(lab.Folder, host, "root");

    private string Own => Path.Combine(lab.Folder, host, "own");

    /// <summary>The layer of what all hosts have: see <see cref="CommonFiles"/>.</summary>
    public static string Common(LabName lab) => Path.Combine(lab.Folder, "common", "upper");

    /// <summary>Name, machine id and host key.</summary>
    public void Write(LabKeys keys)
    {
        Machine.Write(Path.Combine(Own, "etc/hostname"), hostName + "\n");
        Machine.Write(Path.Combine(Own, "etc/machine-id"), Guid.NewGuid().ToString("N") + "\n");
        var key = Path.Combine(Own, "etc/ssh/ssh_host_ed25519_key");
        Directory.CreateDirectory(Path.GetDirectoryName(key)!);
        File.Copy(keys.PrivateKey(hostName), key);
        Machine.Write(key + ".pub", keys.PublicKey(hostName));
    }

    public void Mount() => Overlay(Folder, Path.Combine(lab.Folder, host, Life(++_lives)), $"{Own}:{Common(lab)}:/");

    public void Renew()
    {
        Leftovers.Unmount(Folder);
        Directory.Delete(Path.Combine(lab.Folder, host, Life(_lives)), recursive: true);
        Mount();
    }

    /// <summary>Mounts the layers; what is written goes to the folder "upper" beside them.</summary>
    public static void Overlay(string folder, string layers, string lower)
    {
        var (upper, work) = (Path.Combine(layers, "upper"), Path.Combine(layers, "work"));
        foreach (var each in (string[])[folder, upper, work])
        {
            Directory.CreateDirectory(each);
        }
        Machine.Do(
            "mount",
            "-t",
            "overlay",
            "overlay",
            "-o",
            $"lowerdir={lower},upperdir={upper},workdir={work}",
            folder
        );
    }

    // a layer whose mount is still being let go cannot be used again: each life has its own
    private static string Life(int number) => "life" + number.ToString(CultureInfo.InvariantCulture);
}
