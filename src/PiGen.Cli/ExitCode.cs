namespace PiGen.Cli;

/// <summary>What the program tells its caller: the same for every verb.</summary>
public static class ExitCode
{
    /// <summary>Done, or nothing to do.</summary>
    public const int Done = 0;

    /// <summary>A mistake or a failure; nothing was changed.</summary>
    public const int Refused = 1;

    /// <summary>There are differences, for those who asked with --exit-code.</summary>
    public const int Different = 2;

    /// <summary>It failed on the way, and all is as it was before.</summary>
    public const int RolledBack = 3;

    /// <summary>It failed, and the way back did too, or nobody knows; the message says what is where.</summary>
    public const int Stuck = 4;

    /// <summary>Ended by a signal, as a shell counts SIGINT.</summary>
    public const int Interrupted = 130;
}
