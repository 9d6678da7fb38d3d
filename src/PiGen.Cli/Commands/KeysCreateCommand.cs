using System.CommandLine;
using PiGen.Cli.Files;
using PiGen.Cli.Reporting;
using PiGen.Cli.Ssh;
using PiGen.Core;
using PiGen.Core.Deployment;
using PiGen.Core.Keys;
using PiGen.Core.Model;
using PiGen.Templating.Text;

namespace PiGen.Cli.Commands;

/// <summary><c>pigen keys create</c>: an ed25519 key on the machine where it stays.</summary>
internal sealed class KeysCreateCommand
{
    // No passphrase: nobody is there to type it when a unit starts.
    private const string Script = """
        umask 077
        for file in "$1" "$1.pub"; do
          [ ! -e "$file" ] || { printf 'pigen: %s is there already\n' "$file" >&2; exit 1; }
        done
        mkdir -p -- "${1%/*}" && ssh-keygen -q -t ed25519 -N '' -C "$2" -f "$1" </dev/null && cat -- "$1.pub"
        """;

    private readonly KeysOptionSet _keys = new();
    private readonly Option<string> _on = ClusterOptionSet.Text(
        "--on",
        "MACHINE",
        "Where it is made and stays: manager, for the tunnels, or laptop, for you [default: manager]"
    );
    private readonly Option<bool> _noPassphrase = new("--no-passphrase")
    {
        Description = "On the laptop: ask for no passphrase; whoever has the file then has the key",
    };

    public static Command Create(Func<ParseResult, Surroundings> surroundings)
    {
        var create = new KeysCreateCommand();
        var command = new Command("create", "Make an ed25519 key where there is none")
        {
            create._on,
            create._noPassphrase,
        };
        create._keys.AddTo(command);
        command.SetAction((parsed, cancellation) => create.RunAsync(parsed, surroundings(parsed), cancellation));
        return command;
    }

    private Task<int> RunAsync(ParseResult parsed, Surroundings surroundings, CancellationToken cancellation)
    {
        switch (parsed.GetValue(_on))
        {
            case null or "manager":
                return CreateOnManagerAsync(parsed, surroundings, cancellation);
            case "laptop":
                return CreateOnLaptopAsync(parsed, surroundings, cancellation);
            default:
                surroundings.Diagnostics.Print([KeyDiagnostics.NoPlace(ClusterOptionSet.TextOf(parsed, _on)!.Whole)]);
                return Task.FromResult(ExitCode.Refused);
        }
    }

    private async Task<int> CreateOnLaptopAsync(
        ParseResult parsed,
        Surroundings surroundings,
        CancellationToken cancellation
    )
    {
        var hasPassphrase = !parsed.GetValue(_noPassphrase);
        if (hasPassphrase && !surroundings.Terminal.CanAsk)
        {
            throw new Failure(
                "no key was made: there is nobody to ask for a passphrase",
                "run this on a terminal, or with --no-passphrase"
            );
        }
        var path = _keys.IdentityOf(parsed) is { } named
            ? PersonsSshFolder.InPlace(named.Content)
            : PersonsSshFolder.DefaultKey;
        PersonsSshFolder.Prepare(path);
        await KeyPrograms.CreateAsync(path, hasPassphrase, cancellation).ConfigureAwait(false);
        var keys = PersonsSshFolder.ReadPublic(new SourceText("-i", path), []);
        Tell(surroundings.Terminal, Cluster.Laptop, path, keys.FirstOrDefault());
        return ExitCode.Done;
    }

    private async Task<int> CreateOnManagerAsync(
        ParseResult parsed,
        Surroundings surroundings,
        CancellationToken cancellation
    )
    {
        await using var visit = await _keys.VisitAsync(parsed, surroundings, cancellation).ConfigureAwait(false);
        if (visit is null)
        {
            return ExitCode.Refused;
        }
        var path = visit.Cluster.Manager.Identity.ToString();
        var comment = $"tunnels@{visit.Manager}";
        var lines = new List<string>();
        var answer = await visit
            .User.RunAsync(new RemoteCommand("sh", "-c", Script, "sh", path, comment), lines.Add, cancellation)
            .ConfigureAwait(false);
        if (answer.ExitCode != 0)
        {
            throw new Failure(
                $"no key was made on {visit.Manager}: {answer.Errors.LastOrDefault() ?? "no reason was given"}",
                "a key that is there is never written over: use it, or give another path with --identity"
            );
        }
        Tell(surroundings.Terminal, visit.Manager, path, PublicKey.TryParse(lines.LastOrDefault() ?? ""));
        return ExitCode.Done;
    }

    private static void Tell(Terminal terminal, string machine, string path, PublicKey? key) =>
        terminal.Out.WriteLine($"created {ShownText.Of(path)} on {machine}: {key?.Kind} {key?.Fingerprint}");
}
