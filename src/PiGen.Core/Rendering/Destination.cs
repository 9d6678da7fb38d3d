using System.Text;
using PiGen.Core.Hosts;
using PiGen.Core.Model;
using PiGen.Templating.Text;

namespace PiGen.Core.Rendering;

/// <summary>
/// Where an artifact goes: the host it is for and its path there, absolute for a file that is installed,
/// relative for one that lies beside them for a person to use (an install script, a piece of ssh_config).
/// </summary>
public sealed record Destination
{
    // In bytes: NAME_MAX of the file systems that Linux has, and the longest unit name (systemd.unit(5)).
    private const int LongestName = 255;

    // Of the path under the output folder, whose files pass through folders of PiGen's own there.
    private const int MostNames = 60;
    private const int LongestPath = 900; // characters

    // What lies there is read as a record of PiGen's: docs/install.md.
    private static readonly string[] Records = [StateRoot, "/run/pigen", "/var/run/pigen"];

    /// <summary>Where a manager's record is.</summary>
    public const string StateRoot = "/var/lib/pigen";

    private Destination(string host, string path)
    {
        (Host, Path) = (host, path);
        OutputPath = IsInstalled ? host + path : $"{host}/{path}";
    }

    public string Host { get; }

    public string Path { get; }

    public bool IsInstalled => Path.StartsWith('/');

    /// <summary>The path under the output folder, with forward slashes: <c>red/etc/hosts</c>, <c>red/install.sh</c>.</summary>
    public string OutputPath { get; }

    /// <summary>
    /// Refused: no host name or the manifest's, more than 60 names or 900 characters with the host's, an empty path or
    /// segment, one of more than 255 bytes, <c>.</c>, <c>..</c>,
    /// one that begins with a hyphen (an option to whoever runs <c>rm *</c>), characters that are not seen or look like a
    /// blank and are none (<see cref="ShownText"/>), a tab, a backslash (a separator on Windows), and the folders in which a
    /// manager keeps what was deployed.
    /// </summary>
    public static Destination? TryParse(string host, string path) =>
        HostName.TryParse(host) is not null
        && !host.Equals(Cluster.ManifestName, StringComparison.OrdinalIgnoreCase)
        && (path.StartsWith('/') ? path[1..] : path).Split('/') is { Length: < MostNames } names
        && names.All(IsSegment)
        && host.Length + 1 + path.Length <= LongestPath
        && ShownText.IsPlain(path)
        && !path.Any(c => c == '\\' || (c != ' ' && char.IsWhiteSpace(c)))
        && !Records.Any(record => (path + "/").StartsWith(record + "/", StringComparison.Ordinal))
            ? new(host, path)
            : null;

    public override string ToString() => $"{Host}:{Path}";

    private static bool IsSegment(string segment) =>
        segment is not ("" or "." or "..") && segment[0] != '-' && Encoding.UTF8.GetByteCount(segment) <= LongestName;
}
