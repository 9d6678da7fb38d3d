namespace PiGen.Core.Deployment;

/// <summary>Whether a tunnel carried traffic when it was tried.</summary>
/// <param name="Flows">Null if it could not be tried.</param>
/// <param name="Reason">Why it does not flow, or was not tried, in a few words; null if it flows.</param>
public sealed record Traffic(bool? Flows, string? Reason)
{
    public static Traffic Flowing { get; } = new(Flows: true, Reason: null);

    public static Traffic None(string reason) => new(Flows: false, reason);

    public static Traffic Untried(string reason) => new(Flows: null, reason);
}
