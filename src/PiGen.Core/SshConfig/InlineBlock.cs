using System.Security.Cryptography;
using System.Text;

namespace PiGen.Core.SshConfig;

/// <summary>A cluster's sections of ssh_config within a person's own file, where they cannot have an Include.</summary>
/// <param name="Cluster">The manager's name.</param>
/// <param name="Sections">As they were rendered: lines that end with a line feed.</param>
public sealed record InlineBlock(string Cluster, string Sections)
{
    private const int SealBytes = 8;

    // Without it, options that stand before their first Host would belong to the last of ours.
    private const string ForAllHostsAgain = "Host *";

    /// <summary>All lines of the block with its markers.</summary>
    public string Text(string lineEnding)
    {
        var body = Body;
        var text = $"{BlockMarker.Begin(Cluster, SealOf(body))}\n{body}{BlockMarker.End(Cluster)}\n";
        return lineEnding == "\n" ? text : text.Replace("\n", lineEnding, StringComparison.Ordinal);
    }

    internal string Body => $"{Sections.TrimEnd('\n')}\n{ForAllHostsAgain}\n";

    /// <summary>Tells whether lines, ended by line feeds, are as they were written.</summary>
    internal static string SealOf(string body) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(body)).AsSpan(0, SealBytes));
}
