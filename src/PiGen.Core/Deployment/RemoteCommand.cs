using System.Collections.Immutable;

namespace PiGen.Core.Deployment;

/// <summary>A program and its arguments, to be run on a host: a list, never a text with values spliced in.</summary>
public sealed record RemoteCommand(ImmutableArray<string> Arguments)
{
    public RemoteCommand(params IEnumerable<string> arguments)
        : this(arguments.ToImmutableArray()) { }

    /// <summary>What the program reads, for secrets too: neither a command line nor a log shows it.</summary>
    public ReadOnlyMemory<byte> Input { get; init; }

    /// <summary>
    /// Files to lie beside the program for as long as it runs, in a new folder that only the user can read; their paths are
    /// relative to it. Null for no folder. A program with an input is started at once, and gets that when all files are there;
    /// one without is started then. If they do not arrive, neither happens.
    /// </summary>
    public ImmutableArray<NewRemoteFile>? Files { get; init; }

    /// <summary>What stands for the path of that folder where an argument begins with it.</summary>
    public const string FilesFolder = "\u0001files";

    /// <summary>Called once the program may act: before that it can be given up, and nothing has happened.</summary>
    public Action Beginning { get; init; } = () => { };

    /// <summary>Whether it is the last that is asked of the host: what it does not need may end while it runs.</summary>
    public bool IsLast { get; init; }

    /// <summary>Whether root is to run it, whoever logs in.</summary>
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

    /// <summary>What ssh hands to the user's shell on the host, which splits it into <see cref="Arguments"/> again.</summary>
    public string Text => string.Join(' ', Arguments.Select(Quote));

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
/// <param name="ExitCode">The program's own; 255 if a signal ended it.</param>
/// <param name="Errors">The last lines of its standard error.</param>
public sealed record RemoteAnswer(int ExitCode, ImmutableArray<string> Errors);
