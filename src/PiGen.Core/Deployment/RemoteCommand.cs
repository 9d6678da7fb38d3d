using System.Collections.Immutable;

namespace PiGen.Core.Deployment;

/// <summary>A program and its arguments, to be run on a host: a list, never a text with values spliced in.</summary>
public sealed record RemoteCommand(ImmutableArray<string> Arguments)
{
    public RemoteCommand(params IEnumerable<string> arguments)
        : this(arguments.ToImmutableArray()) { }

    /// <summary>What the program reads, for secrets too: neither a command line nor a log shows it.</summary>
    public ReadOnlyMemory<byte> Input { get; init; }

    /// <summary>The program is started at once, and gets its input when this has ended; none if it fails.</summary>
    public Task Ready { get; init; } = Task.CompletedTask;

    /// <summary>Whether root is to run it, whoever logs in.</summary>
    public bool IsRoots { get; init; }

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
