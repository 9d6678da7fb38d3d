namespace PiGen.Lab.Tests.Hosts;

/// <summary>
/// Takes a lab away: its processes, mounts, namespaces and folders. All of them are found by the lab's name,
/// so it makes no difference whether the lab was finished, half built, or left behind by a killed run.
/// </summary>
public static class Leftovers
{
    private const string Namespaces = "/run/netns";

    /// <summary>What a namespace sees instead of this machine's own: ip-netns(8).</summary>
    public const string NamespaceFiles = "/etc/netns";

    /// <summary>Where systemd-nspawn makes a folder for each container and leaves it.</summary>
    private const string ContainerFolders = "/run/systemd/nspawn/propagate";

    /// <summary>Removes the labs whose owner is gone.</summary>
    public static void RemoveOrphans()
    {
        string[] places = [Namespaces, NamespaceFiles, Path.GetTempPath()];
        var labs = places
            .Where(Directory.Exists)
            .SelectMany(Directory.EnumerateFileSystemEntries)
            .Select(entry => LabName.TryParse(Path.GetFileName(entry)))
            .OfType<LabName>()
            .Distinct();
        foreach (var lab in labs.Where(lab => !lab.HasLivingOwner).ToArray())
        {
            Remove(lab);
        }
    }

    /// <summary>Every step is tried, whatever became of the one before; what is gone already, perhaps by another run, is no mistake.</summary>
    public static void Remove(LabName lab)
    {
        var namespaces = Below(Namespaces, lab);
        Array.ForEach(namespaces, EndProcesses);
        Unmount(lab.Folder);
        foreach (var name in namespaces)
        {
            Machine.Run("ip", "netns", "del", name);
        }
        foreach (var folder in (string[])[NamespaceFiles, ContainerFolders])
        {
            foreach (var name in Below(folder, lab))
            {
                Machine.Run("rm", "-rf", Path.Combine(folder, name));
            }
        }
        Machine.Run("rmdir", lab.Folder);
        ControlGroups.Remove(lab);
    }

    /// <summary>The last mounted first; lazily, since a process that is being killed may hold one a little longer.</summary>
    public static void Unmount(string folder)
    {
        var mounts = File.ReadLines("/proc/self/mounts")
            .Select(line => line.Split(' ')[1])
            .Where(path => path == folder || path.StartsWith(folder + "/", StringComparison.Ordinal))
            .Reverse()
            .ToArray();
        foreach (var mount in mounts)
        {
            Machine.Run("umount", "-l", mount);
        }
    }

    /// <summary>Whatever runs in a namespace of the lab was started by it; a container ends with its first process.</summary>
    public static void EndProcesses(string name)
    {
        var processes = Machine.Run("ip", "netns", "pids", name).Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (processes.Length > 0)
        {
            Machine.Run("sh", ["-c", "kill -KILL \"$@\"", "sh", .. processes]);
        }
    }

    private static string[] Below(string folder, LabName lab) =>
        Directory.Exists(folder)
            ? [.. Directory.EnumerateFileSystemEntries(folder, $"{lab}-*").Select(entry => Path.GetFileName(entry)!)]
            : [];
}
