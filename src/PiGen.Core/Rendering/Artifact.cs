using System.Text;
using PiGen.Core.Hosts;
using PiGen.Core.Model;
using PiGen.Templating.Text;

namespace PiGen.Core.Rendering;

/// <summary>One rendered file: destination, mode and bytes (UTF-8 without byte order mark, lines end in \n).</summary>
public sealed record Artifact(Destination Destination, UnixFileMode Mode, ReadOnlyMemory<byte> Bytes)
{
    // A template may hold any text; half a surrogate pair is the one thing that UTF-8 cannot say.
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    /// <summary>The forward that it is for; null for what is there once for a host or a worker.</summary>
    public Forward? Forward { get; init; }

    public static Artifact? TryCreate(Destination destination, UnixFileMode mode, string text)
    {
        try
        {
            return new(destination, mode, Strict.GetBytes(text));
        }
        catch (EncoderFallbackException)
        {
            return null;
        }
    }
}

/// <summary>The places under the output folder that artifacts have taken. Names that differ in case alone are one place: on some systems they are one file.</summary>
internal sealed class ArtifactPlaces
{
    private readonly Dictionary<string, SourceSpan> _files = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, SourceSpan> _folders = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Takes the place for the front matter's <paramref name="path"/>; if it, or a folder on its way, is taken, says by whom.</summary>
    public SourceSpan? TryTake(Destination destination, SourceSpan path)
    {
        var file = destination.OutputPath;
        if (_folders.TryGetValue(file, out var taken))
        {
            return taken;
        }
        if (!_files.TryAdd(file, path))
        {
            return _files[file];
        }
        for (var folder = ParentOf(file); folder.Length > 0; folder = ParentOf(folder))
        {
            if (_files.TryGetValue(folder, out taken))
            {
                return taken;
            }
            if (!_folders.TryAdd(folder, path))
            {
                break;
            }
        }
        return null;
    }

    private static string ParentOf(string path) => path[..Math.Max(0, path.LastIndexOf('/'))];
}

/// <summary>Permission bits as chmod(1) writes them: four octal digits, <c>0644</c>.</summary>
public static class FileModes
{
    /// <summary>Null for what is not three or four octal digits, or has a bit beyond rwx: no artifact is setuid, setgid or sticky.</summary>
    public static UnixFileMode? TryParse(string text)
    {
        var digits = text.Length == 4 && text[0] == '0' ? text.AsSpan(1) : text;
        if (digits.Length != 3 || digits.IndexOfAnyExceptInRange('0', '7') >= 0)
        {
            return null;
        }
        return (UnixFileMode)(((digits[0] - '0') << 6) | ((digits[1] - '0') << 3) | (digits[2] - '0'));
    }

    public static string Format(UnixFileMode mode) => Convert.ToString((int)mode, 8).PadLeft(4, '0');
}

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
