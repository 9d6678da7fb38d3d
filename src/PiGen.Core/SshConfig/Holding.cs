namespace PiGen.Core.SshConfig;

/// <summary>Whether a condition holds for a host, as far as it can be told without running anything.</summary>
public enum Holding
{
    No,

    /// <summary>It hangs on a command, a user, a network or the like.</summary>
    Maybe,
    Yes,
}
