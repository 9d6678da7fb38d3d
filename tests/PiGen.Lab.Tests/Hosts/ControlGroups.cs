namespace PiGen.Lab.Tests.Hosts;

/// <summary>
/// A control group for each container on a machine without systemd, which would give it a scope. In one group, the
/// systemd of two managers would take each other's units for their own.
/// </summary>
public static class ControlGroups
{
    /// <summary>Puts itself into a group named by its first argument, in every tree that systemd may use, and becomes the rest.</summary>
    public const string Enter = """
        group=$1
        shift
        [ -d /run/systemd/system ] || for tree in /sys/fs/cgroup /sys/fs/cgroup/unified /sys/fs/cgroup/systemd; do
            [ ! -e "$tree/cgroup.procs" ] || { mkdir -p "$tree/$group" && echo $$ >"$tree/$group/cgroup.procs"; } || exit
        done
        exec "$@"
        """;

    private static readonly string[] Trees = ["/sys/fs/cgroup", "/sys/fs/cgroup/unified", "/sys/fs/cgroup/systemd"];

    /// <summary>A group can be removed once its processes are gone.</summary>
    public static void Remove(LabName lab)
    {
        var groups = Trees
            .Where(Directory.Exists)
            .SelectMany(tree => Directory.EnumerateDirectories(tree, $"{lab}-*"))
            .ToArray();
        Eventually.IsTrue(
            () =>
                groups.All(group =>
                    Machine.Run("find", group, "-depth", "-type", "d", "-delete").ExitCode == 0
                    || !Directory.Exists(group)
                ),
            TimeSpan.FromSeconds(30),
            () => $"processes still run in {string.Join(' ', groups)}"
        );
    }
}
