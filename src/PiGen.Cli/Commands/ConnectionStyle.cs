using PiGen.Core.Rendering;
using PiGen.Core.SshConfig;

namespace PiGen.Cli.Commands;

/// <summary>How a laptop gets to the workers.</summary>
internal enum ConnectionStyle
{
    /// <summary>Through the manager as a jump host, which needs nothing there.</summary>
    Jump,

    /// <summary>Through the tunnels.</summary>
    Forward,

    /// <summary>Both, the tunnels under names of their own.</summary>
    Both,
}

/// <summary>What each style takes of a laptop's artifacts.</summary>
internal static class ConnectionStyles
{
    private const string Jump = "ssh_config.jump";
    private const string Forward = "ssh_config.forward";

    public static ConnectionStyle? TryParse(string text) =>
        text switch
        {
            "jump" => ConnectionStyle.Jump,
            "forward" => ConnectionStyle.Forward,
            "both" => ConnectionStyle.Both,
            _ => null,
        };

    public static bool NeedsTunnels(ConnectionStyle style) =>
        style switch
        {
            ConnectionStyle.Jump => false,
            ConnectionStyle.Forward or ConnectionStyle.Both => true,
        };

    public static string[] ArtifactsOf(ConnectionStyle style) =>
        style switch
        {
            ConnectionStyle.Jump => [Jump],
            ConnectionStyle.Forward => [Forward],
            ConnectionStyle.Both => [Jump, Forward],
        };

    /// <param name="texts">Of <see cref="ArtifactsOf"/>, in that order.</param>
    public static string SectionsOf(ConnectionStyle style, string[] texts, string manager) =>
        style switch
        {
            ConnectionStyle.Jump or ConnectionStyle.Forward => texts[0],
            ConnectionStyle.Both => TunnelNames.Both(texts[0], texts[1], manager),
        };

    public static bool IsOf(Artifact artifact, string path) =>
        artifact.Destination.Host == Core.Model.Cluster.Laptop && artifact.Destination.Path == path;
}
