using System.CommandLine;

namespace PiGen.Cli.Commands;

/// <summary><c>pigen ssh-config</c>: the laptop's side, put into a person's ssh_config and taken out again without harm.</summary>
internal static class SshConfigCommand
{
    public static Command Create(Func<ParseResult, Surroundings> surroundings) =>
        new("ssh-config", "Show, install and remove what lets ssh on a laptop reach the workers")
        {
            SshConfigShowCommand.Create(surroundings),
            SshConfigInstallCommand.Create(surroundings),
            SshConfigRemoveCommand.Create(surroundings),
        };
}
