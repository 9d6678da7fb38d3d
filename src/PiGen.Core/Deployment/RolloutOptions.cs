namespace PiGen.Core.Deployment;

/// <summary>How a person wants it done.</summary>
public sealed record RolloutOptions
{
    /// <summary>Who deploys, for the manager's record: <c>anthony@laptop</c>.</summary>
    public required string By { get; init; }

    /// <summary>How long tunnels may take to come up, in whole seconds.</summary>
    public int Wait { get; init; } = DefaultWait;

    public bool IsStarting { get; init; } = true;

    /// <summary>Whether a tunnel that does not come up in time is a failure.</summary>
    public bool MustBeUp { get; init; }

    /// <summary>Whether the person agrees to lose what others have edited, though it cannot be seen who has.</summary>
    public bool IsForced { get; init; }

    public const int DefaultWait = 10;

    /// <summary>More digits than four are a mistake to install.sh.</summary>
    public const int LongestWait = 9999;
}
