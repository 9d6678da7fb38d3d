namespace PiGen.Cli;

/// <summary>What the program tells its caller: the same for every verb.</summary>
public static class ExitCode
{
    /// <summary>Done, or nothing to do.</summary>
    public const int Done = 0;

    /// <summary>A mistake or a failure; nothing was changed.</summary>
    public const int Refused = 1;
}
