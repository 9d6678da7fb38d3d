using System.Collections.Immutable;
using System.CommandLine;
using PiGen.Cli.Files;
using PiGen.Core;
using PiGen.Core.Keys;
using PiGen.Core.Model;
using PiGen.Ssh;
using PiGen.Templating.Text;

namespace PiGen.Cli.Commands;

/// <summary>Which public keys a push is about: the manager's, and the laptop's as ssh-copy-id would find them.</summary>
internal sealed class PushedKeys
{
    private readonly Option<string[]> _key = KeyOption(
        "A public key of the laptop's [default: those of the agent, or the first of ~/.ssh]"
    );

    private readonly Option<bool> _tunnelOnly = new("--tunnel-only")
    {
        Description = "Let the manager's key carry the tunnels and do nothing else, for a key that is nothing else's",
    };

    public void AddTo(Command command)
    {
        command.Options.Add(_key);
        command.Options.Add(_tunnelOnly);
    }

    public static Option<string[]> KeyOption(string description) =>
        new("--key", "-k")
        {
            Description = description,
            HelpName = "FILE",
            Arity = ArgumentArity.OneOrMore,
        };

    /// <summary>The keys in the files that an option names; null if it is not given. Errors are in the diagnostics.</summary>
    public static ImmutableArray<PublicKey>? Named(
        ParseResult parsed,
        Option<string[]> option,
        DiagnosticBag diagnostics
    ) =>
        parsed.GetValue(option) is { Length: > 0 } files
            ? [.. files.SelectMany(file => PersonsSshFolder.ReadPublic(new(option.Name, file), diagnostics))]
            : null;

    /// <summary>Null, with the errors printed, if a key that the person named is none.</summary>
    public async Task<ImmutableArray<OwnedKey>?> FindAsync(
        ParseResult parsed,
        Surroundings surroundings,
        KeysVisit visit,
        SourceText? identity,
        CancellationToken cancellation
    )
    {
        var diagnostics = new DiagnosticBag();
        var named = Named(parsed, _key, diagnostics);
        named ??= identity is null ? null : PersonsSshFolder.ReadPublic(identity, diagnostics);
        surroundings.Diagnostics.Print(diagnostics);
        if (diagnostics.HasErrors)
        {
            return null;
        }
        var own = named ?? await LaptopsAsync(visit, cancellation);
        var managers = await ManagersAsync(visit, cancellation);
        var restrictions = parsed.GetValue(_tunnelOnly) ? RestrictionsOf(visit.Cluster) : "";
        return
        [
            new(visit.Manager, new(managers, restrictions)),
            .. own.Select(key => new OwnedKey(Cluster.Laptop, new(key))),
        ];
    }

    // Only what the units forward, and no command: sshd(8), AUTHORIZED_KEYS FILE FORMAT.
    private static string RestrictionsOf(Cluster cluster)
    {
        var ports = cluster.Forwards.Select(forward => forward.Target).DefaultIfEmpty(Port.Ssh).Distinct();
        var targets = ports.Select(port => $"permitopen=\"localhost:{port}\"");
        return string.Join(',', ["restrict", "port-forwarding", .. targets, "command=\"false\""]);
    }

    private static async Task<PublicKey> ManagersAsync(KeysVisit visit, CancellationToken cancellation)
    {
        var path = $"{visit.Cluster.Manager.Identity}.pub";
        var answer = await visit.User.AskAsync(HomeFiles.Read(path), cancellation);
        if (HomeFiles.TryParse(answer) is not [{ Content: { } bytes }])
        {
            throw new Failure(
                $"there is no {path} on {visit.Manager}, the public part of the key that the tunnels use",
                $"make a key there with pigen keys create; of one that is there: ssh-keygen -y -f {visit.Cluster.Manager.Identity} >{path}"
            );
        }
        return PublicKey.TryParse(System.Text.Encoding.Latin1.GetString(bytes.AsSpan()))
            ?? throw new Failure($"{path} on {visit.Manager} holds no public key", "look at what lies there");
    }

    private static async Task<ImmutableArray<PublicKey>> LaptopsAsync(KeysVisit visit, CancellationToken cancellation)
    {
        var keys = await AgentKeys.ListAsync(cancellation);
        if (!keys.IsEmpty)
        {
            return keys;
        }
        var file = PersonsSshFolder.FirstPublic(visit.Visit.Connection.Settings.IdentityFiles);
        var diagnostics = new DiagnosticBag();
        var found = file is null ? [] : PersonsSshFolder.ReadPublic(new("ssh_config", file), diagnostics);
        return found.IsEmpty
            ? throw new Failure(
                "there is no public key of the laptop's: none in an agent, none beside a key in ~/.ssh",
                "name one with --key FILE.pub, or make one with pigen keys create --on laptop"
            )
            : found;
    }
}
