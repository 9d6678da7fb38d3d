using System.CommandLine;

namespace PiGen.Cli.Commands;

/// <summary><c>pigen keys</c>: who can log in where, and the public keys and host keys that it takes.</summary>
internal static class KeysCommand
{
    public static Command Create(Func<ParseResult, Surroundings> surroundings) =>
        new("keys", "Who can log in where, and what it takes: keys on the workers, host keys known on both sides")
        {
            KeysListCommand.Create(surroundings),
            KeysPushCommand.Create(surroundings),
            KeysTrustCommand.Create(surroundings),
            KeysRevokeCommand.Create(surroundings),
            KeysCreateCommand.Create(surroundings),
        };
}
