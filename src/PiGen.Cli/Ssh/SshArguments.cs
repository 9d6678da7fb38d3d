using System.Collections.Immutable;
using System.Globalization;
using PiGen.Cli.Files;
using PiGen.Core.Deployment;

namespace PiGen.Cli.Ssh;

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

    public ImmutableArray<string> Command(RemoteCommand command) => [.. Connection(), "--", Host, command.Text];

    // Where it is the first, the connection is shared for as long as the server is spoken with, and needs no other end.
    public ImmutableArray<string> Sftp() => [.. Connection("no"), "-s", "--", Host, "sftp"];

    /// <summary>Makes the streams a connection to what <c>%h:%p</c> stands for, which the host opens.</summary>
    public ImmutableArray<string> Passage() => [.. Connection(), "-W", PassageTarget, "--", Host];

    public const string PassageTarget = "%h:%p";

    /// <summary>Prints the settings and connects to nothing.</summary>
    public ImmutableArray<string> Settings() => ["-G", .. Where(), .. Always, "--", Host];

    /// <param name="action"><c>exit</c> or <c>check</c>, of a shared connection.</param>
    public ImmutableArray<string> Control(string action) =>
        [.. Where(), .. Sharing(Persistence), "-O", action, "-o", "LogLevel=ERROR", "--", Host];

    private string Host => options.Destination.Host;

    private IEnumerable<string> Connection(string persistence = Persistence) =>
        [.. Where(), .. Always, .. Patience(), .. Sharing(persistence)];

    private IEnumerable<string> Where() =>
        [
            .. Option("-F", options.ConfigFile),
            .. Option("-i", options.IdentityFile),
            .. Option("-J", options.JumpHosts.IsEmpty ? null : string.Join(',', options.JumpHosts)),
            .. Option("-o", options.ProxyCommand is { } proxy ? $"ProxyCommand={proxy}" : null),
            .. Option("-o", options.ProxyCommand is null ? null : $"HostName={Host}"),
            .. Option("-l", options.Destination.User),
            .. Option("-p", options.Destination.Port?.ToString()),
            .. Option("-o", options.MayAsk ? null : "BatchMode=yes"),
        ];

    // A link that is dead must not hold the program for the quarter of an hour that TCP takes to notice.
    private IEnumerable<string> Patience() =>
        [
            .. Option("-o", settings is { HasConnectTimeout: false } ? $"ConnectTimeout={Text(ConnectSeconds)}" : null),
            .. Option("-o", settings is { ChecksThatServerIsAlive: false } ? "ServerAliveInterval=15" : null),
        ];

    private IEnumerable<string> Sharing(string persistence) =>
        controlPath is null
            ? []
            : ["-o", "ControlMaster=auto", "-o", $"ControlPath={controlPath}", "-o", $"ControlPersist={persistence}"];

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static IEnumerable<string> Option(string name, string? value) => value is null ? [] : [name, value];
}

/// <summary>How a person wants a host to be reached; all else is in their ssh_config.</summary>
internal sealed record SshOptions
{
    public required SshDestination Destination { get; init; }

    /// <summary>In place of <c>~/.ssh/config</c>, as with <c>ssh -F</c>.</summary>
    public string? ConfigFile { get; init; }

    /// <summary>A private key, as with <c>ssh -i</c>.</summary>
    public string? IdentityFile { get; init; }

    /// <summary>What to pass through, in this order, as with <c>ssh -J</c>.</summary>
    public ImmutableArray<SshDestination> JumpHosts { get; init; } = [];

    /// <summary>A command whose streams are the connection, as with <c>ssh -o ProxyCommand</c>: the host is then what the destination says, not ssh_config.</summary>
    public string? ProxyCommand { get; init; }

    /// <summary>Whether a first connection is left open for those that follow.</summary>
    public bool IsShared { get; init; } = true;

    /// <summary>Whether ssh may ask the person on their terminal: for a passphrase, a password, an unknown host key.</summary>
    public bool MayAsk { get; init; } = true;
}

/// <summary>A private folder for the socket of a shared connection, gone with it.</summary>
internal sealed class ControlFolder : IDisposable
{
    // sun_path has 104 bytes on macOS, and ssh first binds to the path with a dot and 16 characters more.
    private const int LongestPath = 104 - 1 - 17;

    private readonly RunFolder _folder;

    private ControlFolder(RunFolder folder) => _folder = folder;

    public string Socket => Path.Combine(_folder.Path, "s");

    public bool HoldsSocket => HeldFolder.IsFile(Socket);

    /// <summary>Null where connections cannot be shared: on Windows, or where the temporary folder will not do.</summary>
    public static ControlFolder? TryCreate()
    {
        if (OperatingSystem.IsWindows())
        {
            return null;
        }
        try
        {
            var created = new ControlFolder(RunFolder.Create());
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
