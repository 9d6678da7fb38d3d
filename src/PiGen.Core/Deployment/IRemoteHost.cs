using System.Collections.Immutable;
using System.Text;

namespace PiGen.Core.Deployment;

/// <summary>A host that is deployed to, as one person's login sees it.</summary>
/// <remarks>Whatever the world refuses is a <see cref="Failure"/> that names the host and the way out.</remarks>
public interface IRemoteHost
{
    /// <summary>As the person named it, <c>pi@red.local</c>.</summary>
    string Name { get; }

    /// <summary>Writes a tar to a file that is not there yet and that only the user can read.</summary>
    /// <param name="path">Relative to the user's home.</param>
    Task UploadAsync(string path, Bundle bundle, CancellationToken cancellation);

    /// <summary>Runs a command to its end; each line of its standard output is handed on as it comes.</summary>
    /// <exception cref="LostConnection">Nobody knows how far it has come.</exception>
    Task<RemoteAnswer> RunAsync(RemoteCommand command, Action<string> line, CancellationToken cancellation);
}

/// <summary>The connection to a host was lost while a command ran there, which may go on by itself.</summary>
public sealed class LostConnection(Failure cause) : Failure(cause.Message, cause.Hint, cause)
{
    /// <summary>How the connection was lost.</summary>
    public Failure Cause => cause;
}

/// <summary>What is at a path on a host.</summary>
public enum RemoteFileKind
{
    File,
    Folder,

    /// <summary>A symbolic link, wherever it leads.</summary>
    Link,

    /// <summary>A device, a pipe, a socket.</summary>
    Other,

    /// <summary>Something that the user may not read, or that lies in a folder they may not enter.</summary>
    Unreadable,
}

/// <summary>A file of a host, as it was when it was read.</summary>
/// <param name="Mode">Permission bits; none where they cannot be seen.</param>
/// <param name="Content">Empty for what is no file.</param>
/// <param name="LinkTarget">For a link, where it leads, as it is written there.</param>
public sealed record RemoteFile(
    RemoteFileKind Kind,
    UnixFileMode Mode,
    ReadOnlyMemory<byte> Content,
    string? LinkTarget = null
);

/// <summary>A file to be created on a host, with exactly this mode.</summary>
public sealed record NewRemoteFile(string Path, ReadOnlyMemory<byte> Content, UnixFileMode Mode);

/// <summary>A program and its arguments, to be run on a host: a list, never a text with values spliced in.</summary>
public sealed record RemoteCommand(ImmutableArray<string> Arguments)
{
    public RemoteCommand(params IEnumerable<string> arguments)
        : this(arguments.ToImmutableArray()) { }

    /// <summary>What the program reads, for secrets too: neither a command line nor a log shows it.</summary>
    public ReadOnlyMemory<byte> Input { get; init; }

    /// <summary>What the input waits for. If that fails, the program gets none.</summary>
    public Task InputAfter { get; init; } = Task.CompletedTask;

    /// <summary>How long the program may be silent while it waits for that.</summary>
    public TimeSpan InputPatience { get; init; } = UsualPatience;

    /// <summary>Called once the program gets its input: before that it can be given up, and nothing has happened.</summary>
    public Action Beginning { get; init; } = () => { };

    /// <summary>
    /// Files to lie beside the program for as long as it runs, in a new folder that only the user can read; their paths are
    /// relative to it. Null for no folder. A program with an input is started at once, and gets that when all files are there;
    /// one without is started then. If they do not arrive, neither happens. A <see cref="StagingHost"/> sees to it.
    /// </summary>
    public ImmutableArray<NewRemoteFile>? Files { get; init; }

    /// <summary>What stands for the path of that folder where an argument begins with it.</summary>
    public const string FilesFolder = "\u0001files";

    /// <summary>Whether root is to run it, whoever logs in. A <see cref="SudoHost"/> sees to it.</summary>
    public bool IsRoots { get; init; }

    /// <summary>
    /// How many bytes it may print, in lines of no more than 64 KiB, each counted as 48 bytes more than it has; whatever prints
    /// more has failed. Null where lines are shown as they come and nothing is made of them: a long one is cut then.
    /// </summary>
    public long? MostOutput { get; init; } = UsualOutput;

    /// <summary>How long it may be silent, once it has what it reads; null for as long as it likes.</summary>
    public TimeSpan? Patience { get; init; } = UsualPatience;

    public const long UsualOutput = 64 * 1024 * 1024;

    public static TimeSpan UsualPatience { get; } = TimeSpan.FromMinutes(2);

    /// <summary>
    /// A line for the user's login shell, which runs <see cref="Arguments"/>. It has nothing in it that sh, csh and fish read
    /// in different ways: csh takes no newline within quotes, and fish reads a backslash there.
    /// </summary>
    public string Text =>
        $"""
        sh -c 'eval "$(printf %s "$0" | base64 -d)"' {Convert.ToBase64String(
            Encoding.UTF8.GetBytes(string.Join(' ', Arguments.Select(Quote)))
        )}
        """;

    /// <summary>One word for any POSIX shell: in single quotes nothing is special but their end.</summary>
    public static string Quote(string argument)
    {
        if (argument.Contains('\0', StringComparison.Ordinal))
        {
            throw new ArgumentException("no argument of a program can hold a NUL", nameof(argument));
        }
        return $"'{argument.Replace("'", @"'\''", StringComparison.Ordinal)}'";
    }
}

/// <summary>How a command on a host ended.</summary>
/// <param name="ExitCode">The program's own; 128 and the signal's number if a signal ended it.</param>
/// <param name="Errors">The last lines of its standard error.</param>
public sealed record RemoteAnswer(int ExitCode, ImmutableArray<string> Errors);
