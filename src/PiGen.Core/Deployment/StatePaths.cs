namespace PiGen.Core.Deployment;

/// <summary>Where install.sh keeps on a manager what it has deployed there; docs/install.md describes each file.</summary>
public static class StatePaths
{
    public const string Root = "/var/lib/pigen";

    /// <summary>A folder for each deployment that is kept, named by its number.</summary>
    public const string Deployments = Root + "/deployments";

    /// <summary>A link to the one that holds.</summary>
    public const string Current = Root + "/current";

    /// <summary>Lines <c>SHA256 PATH</c>.</summary>
    public const string Installed = Current + "/installed";

    /// <summary>One line, <c>TIME WHO</c>.</summary>
    public const string Deployment = Current + "/deployment";

    /// <summary>The number of the deployment before; none after the first.</summary>
    public const string Before = Current + "/before";

    /// <summary>What was taken from others, each below it at its path.</summary>
    public const string Originals = Current + "/originals/files";

    /// <summary>What of that ran then, lines <c>UNIT up|down INVOCATION</c>.</summary>
    public const string OriginalUnits = Current + "/originals/units";

    /// <summary>Lines <c>UNIT BIND PORT WORKER TARGETPORT PURPOSE</c>.</summary>
    public const string Units = Current + "/units";

    /// <summary>Who is deploying, <c>TIME WHO PID</c>; only while it lasts.</summary>
    public const string Holder = "/run/pigen/holder";

    /// <summary>What is still due, a line each.</summary>
    public const string Pending = "/run/pigen/pending";
}
