namespace PiGen.Lab.Tests.Hosts;

/// <summary>The manager: a booted systemd with sshd, wlan0 to the laptop and eth0 to the workers.</summary>
public sealed class Manager(LabName lab, HostRoot root) : Container(lab, root)
{
    protected override IEnumerable<string> FirstProgram => ["--boot"];

    public void Reboot()
    {
        var before = Leader();
        Run("systemctl", "reboot");
        Eventually.IsTrue(
            () => Leader() is { } now && now != before && IsReady(),
            Patience,
            () => $"{Name} did not come back: {Log}"
        );
    }

    /// <summary>What systemd says of a unit's property.</summary>
    public string Show(string unit, string property) =>
        Do("systemctl", "show", "--value", "--property=" + property, unit).TrimEnd();

    /// <summary>The unit files that there are, and whether they are enabled; not what comes and goes with logins.</summary>
    public string UnitFiles() =>
        string.Join(
            '\n',
            Do("systemctl", "list-unit-files", "--no-legend", "--no-pager")
                .Split('\n')
                .Where(line => !line.Contains(" transient ", StringComparison.Ordinal))
        );

    protected override bool IsReady()
    {
        if (Log.Contains("Freezing execution", StringComparison.Ordinal))
        {
            throw new LabException($"systemd does not boot here: {Log}");
        }
        return base.IsReady() && Run("systemctl", "is-system-running").Out is "running\n" or "degraded\n";
    }
}
