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
            () => HasEnded || (Leader() is { } now && now != before),
            Patience,
            () => $"{Name} did not go down: {LastWords()}"
        );
        if (HasEnded)
        {
            // with --keep-unit, systemd-nspawn leaves it to its caller to start the next life
            Spawn();
        }
        Eventually.IsTrue(IsReady, Patience, () => $"{Name} did not come back: {LastWords()}");
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
        if (LastWords().Contains("Freezing execution", StringComparison.Ordinal))
        {
            throw new LabException($"systemd does not boot here: {LastWords()}");
        }
        return base.IsReady() && Run("systemctl", "is-system-running", "--wait").Out is "running\n" or "degraded\n";
    }
}
