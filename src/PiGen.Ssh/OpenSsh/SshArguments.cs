using System.Collections.Immutable;
using System.Globalization;

namespace PiGen.Ssh.OpenSsh;

/// <summary>The argument lists that ssh is started with. They add to the person's configuration and never weaken its checks.</summary>
/// <param name="settings">Null while they are not known.</param>
/// <param name="controlPath">The socket of a shared connection of PiGen's own; null for none.</param>
internal sealed class SshArguments(SshOptions options, SshSettings? settings, string? controlPath)
{
    /// <summary>For how many seconds an idle shared connection outlives a program that was ended before it could close it.</summary>
    private const string Persistence = "60";

    private const int ConnectSeconds = 20;

    // As sftp and scp do, and never a terminal on the host. ForwardAgent stays as it is: sudo may ask the agent (pam_ssh_agent_auth).
    // LogLevel: nothing but errors, and those always, for the failure's sentence.
    private static readonly ImmutableArray<string> Always =
    [
        "-T",
        "-x",
        "-o",
        "PermitLocalCommand=no",
        "-o",
        "ClearAllForwardings=yes",
        "-o",
        "RemoteCommand=none",
        "-o",
        "LogLevel=ERROR",
    ];

    public ImmutableArray<string> Command(string commandLine) => [.. Connection(), "--", Host, commandLine];

    /// <summary>Logs in, runs nothing, and leaves the connection to others.</summary>
    /// <param name="isVerbose">Whether it says how it got in. The first value of an option counts.</param>
    public ImmutableArray<string> Share(bool isVerbose = false) =>
        [.. Option("-o", isVerbose ? "LogLevel=VERBOSE" : null), .. Connection(), "-N", "--", Host];

    /// <summary>Of sftp(1). It appends batch mode, and the first value counts: who may be asked still is.</summary>
    public ImmutableArray<string> Sftp() =>
        [
            "-q",
            // Its own default is not the ssh of PATH, but the one that it was built with.
            .. Option("-S", OperatingSystem.IsWindows() ? null : "ssh"),
            .. Option("-F", FullPath(options.ConfigFile)),
            .. Option("-i", FullPath(options.IdentityFile)),
            .. Option("-J", Jumps),
            .. ByOptions(),
            .. Option("-o", options.Destination.User is { } user ? $"User={user}" : null),
            .. Option("-P", options.Destination.Port?.ToString()),
            .. Option("-o", options.MayAsk ? "BatchMode=no" : null),
            "-o",
            "RemoteCommand=none",
            "-o",
            "LogLevel=ERROR",
            .. Patience(),
            .. Sharing(),
            "-b",
            "-",
            "--",
            Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]" : Host,
        ];

    /// <summary>Makes the streams a connection to what <c>%h:%p</c> stands for, which the host opens.</summary>
    public ImmutableArray<string> Passage() => [.. Connection(), "-W", PassageTarget, "--", Host];

    public const string PassageTarget = "%h:%p";

    /// <summary>Prints the settings and connects to nothing.</summary>
    public ImmutableArray<string> Settings() => ["-G", .. Where(), .. Always, "--", Host];

    /// <param name="action"><c>exit</c> or <c>check</c>, of a shared connection.</param>
    public ImmutableArray<string> Control(string action) =>
        [.. Where(), .. Sharing(), "-O", action, "-o", "LogLevel=ERROR", "--", Host];

    private string Host => options.Destination.Host;

    private IEnumerable<string> Connection() => [.. Where(), .. Always, .. Patience(), .. Sharing()];

    private string? Jumps => options.JumpHosts.IsEmpty ? null : string.Join(',', options.JumpHosts);

    private IEnumerable<string> Where() =>
        [
            .. Option("-F", options.ConfigFile),
            .. Option("-i", options.IdentityFile),
            .. Option("-J", Jumps),
            .. ByOptions(),
            .. Option("-l", options.Destination.User),
            .. Option("-p", options.Destination.Port?.ToString()),
            .. Option("-o", options.MayAsk ? null : "BatchMode=yes"),
        ];

    private IEnumerable<string> ByOptions() =>
        [
            .. Option("-o", options.ProxyCommand is { } proxy ? $"ProxyCommand={proxy}" : null),
            .. Option("-o", options.ProxyCommand is null ? null : $"HostName={Host}"),
        ];

    // sftp runs in a folder of its own; ssh reads ~ and none by itself.
    private static string? FullPath(string? path) =>
        path is null or "none" or ['~', ..] ? path : Path.GetFullPath(path);

    // A link that is dead must not hold the program for the quarter of an hour that TCP takes to notice.
    private IEnumerable<string> Patience() =>
        [
            .. Option("-o", settings is { HasConnectTimeout: false } ? $"ConnectTimeout={Text(ConnectSeconds)}" : null),
            .. Option("-o", settings is { ChecksThatServerIsAlive: false } ? "ServerAliveInterval=15" : null),
        ];

    private IEnumerable<string> Sharing() =>
        controlPath is null
            ? []
            : ["-o", "ControlMaster=auto", "-o", $"ControlPath={controlPath}", "-o", $"ControlPersist={Persistence}"];

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static IEnumerable<string> Option(string name, string? value) => value is null ? [] : [name, value];
}

/// <summary>A private folder for the socket of a shared connection, gone with it.</summary>
internal sealed class ControlFolder : IDisposable
{
    // sun_path has 104 bytes on macOS, and ssh first binds to the path with a dot and 16 characters more.
    private const int LongestPath = 104 - 1 - 17;

    private readonly IDisposable _folder;

    private ControlFolder(IDisposable folder, string path) => (_folder, Socket) = (folder, Path.Combine(path, "s"));

    public string Socket { get; }

    public bool HoldsSocket => File.Exists(Socket);

    /// <summary>Null where connections cannot be shared: on Windows, or where the temporary folder will not do.</summary>
    public static ControlFolder? TryCreate(IPerson person)
    {
        if (OperatingSystem.IsWindows())
        {
            return null;
        }
        try
        {
            var created = new ControlFolder(person.MakeFolder(out var path), path);
            if (IsReadAsWritten(created.Socket))
            {
                return created;
            }
            created.Dispose();
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    public void Dispose() => _folder.Dispose();

    // ssh reads the option's value as a line of its configuration: blanks, quotes, % and $ would mean something.
    private static bool IsReadAsWritten(string path) =>
        path.Length <= LongestPath && path.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '.' or '-' or '_');
}
