using System.Collections.Immutable;
using System.Text;
using PiGen.Core;
using PiGen.Core.Deployment;
using PiGen.Core.SshConfig;

namespace PiGen.Ssh.OpenSsh;

/// <summary>Asks the ssh of this machine what it would do, for many names at once; nothing is connected to.</summary>
public static class SettingsQuery
{
    private const string Sign = ".pigen";

    /// <summary>The home folder as ssh knows it, which is not always the environment's.</summary>
    public static async Task<string> HomeAsync(CancellationToken cancellation)
    {
        // A path that ssh expands itself: the one that -G prints after that.
        string[] arguments = ["-F", "none", "-o", $"ControlPath=~/{Sign}", "--", "localhost"];
        var answer = await RunAsync(arguments, cancellation);
        var path = answer
            .Settings.Split('\n')
            .FirstOrDefault(one => one.StartsWith("controlpath ", StringComparison.Ordinal))
            ?["controlpath ".Length..].Trim();
        return path?.Length > Sign.Length + 1 && path.EndsWith(Sign, StringComparison.Ordinal)
            ? path[..^(Sign.Length + 1)]
            : throw new AnswerNotUnderstood("ssh -G", "that names no home folder");
    }

    /// <param name="config">In place of the person's own; null for their own.</param>
    public static async Task<ImmutableArray<SshAnswer>> AskAsync(
        string? config,
        IReadOnlyCollection<string> names,
        CancellationToken cancellation
    )
    {
        string[] file = config is null ? [] : ["-F", config];
        var answers = new SshAnswer[names.Count];
        var bounds = new ParallelOptions
        {
            MaxDegreeOfParallelism = Environment.ProcessorCount,
            CancellationToken = cancellation,
        };
        await Parallel.ForEachAsync(
            names.Index(),
            bounds,
            async (name, stop) => answers[name.Index] = await RunAsync([.. file, "--", name.Item], stop)
        );
        return [.. answers];
    }

    private static async Task<SshAnswer> RunAsync(string[] arguments, CancellationToken cancellation)
    {
        await using var ssh = LocalProgram.Start("ssh", ["-G", "-T", .. arguments]);
        using var killing = cancellation.Register(ssh.Kill);
        ssh.CloseInput();
        var errors = new ErrorTail();
        var complaining = new LineReader(ssh.Errors, "ssh", most: null).ReadAllAsync(errors.Add);
        var settings = await ReadAsync(ssh.Output);
        var code = await ssh.WaitForExitAsync(complaining, cancellation);
        return new(code, settings, string.Join('\n', errors.Texts()));
    }

    private static async Task<string> ReadAsync(Stream output)
    {
        // Every byte is a character of Latin-1: what differs, differs here too.
        var text = new StringBuilder();
        var buffer = new byte[8192];
        while (await output.ReadAsync(buffer, CancellationToken.None) is > 0 and var read)
        {
            text.Append(Encoding.Latin1.GetString(buffer, 0, read));
            if (text.Length > RemoteCommand.UsualOutput)
            {
                throw new AnswerNotUnderstood("ssh -G", "without end");
            }
        }
        return text.ToString();
    }
}

/// <summary>OpenSSH's own program for keys, on this machine.</summary>
public static class KeyPrograms
{
    /// <summary>Makes an ed25519 key, which is not there yet; ssh-keygen asks for a passphrase on the terminal itself, unless there is to be none.</summary>
    public static async Task CreateAsync(string path, bool hasPassphrase, CancellationToken cancellation)
    {
        string[] passphrase = hasPassphrase ? [] : ["-N", ""];
        string[] arguments = ["-q", "-t", "ed25519", "-f", path, .. passphrase];
        var (code, errors) = await LocalProgram.RunAsync("ssh-keygen", arguments, _ => { }, most: null, cancellation);
        if (code != 0)
        {
            throw new Failure(
                $"no key was made: {errors.LastOrDefault() ?? "ssh-keygen gave no reason"}",
                $"see that the folder of {path} is there and yours"
            );
        }
    }
}

/// <summary>Reads what <c>ssh -G</c> prints.</summary>
internal static class PrintedSettings
{
    public static SshSettings Parse(IEnumerable<string> lines)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        var identities = ImmutableArray.CreateBuilder<string>();
        foreach (var line in lines)
        {
            var blank = line.IndexOf(' ', StringComparison.Ordinal);
            if (blank > 0)
            {
                values.TryAdd(line[..blank], line[(blank + 1)..].Trim());
            }
            if (line.StartsWith("identityfile ", StringComparison.Ordinal))
            {
                identities.Add(line[(blank + 1)..].Trim());
            }
        }
        return new()
        {
            ControlPath = values.GetValueOrDefault("controlpath", "none") is not "none" and var path ? path : null,
            KeepsSharedConnections = IsOn(values, "controlmaster") && IsOn(values, "controlpersist"),
            HostName = values.GetValueOrDefault("hostname", ""),
            User = values.GetValueOrDefault("user", ""),
            KnownHostsFiles = Words(values, "userknownhostsfile"),
            GlobalKnownHostsFiles = Words(values, "globalknownhostsfile"),
            HidesNames = IsOn(values, "hashknownhosts"),
            IdentityFiles = identities.ToImmutable(),
            IsDirect = !IsOn(values, "proxyjump") && !IsOn(values, "proxycommand"),
            HasConnectTimeout = IsOn(values, "connecttimeout"),
            ChecksThatServerIsAlive = IsOn(values, "serveraliveinterval"),
        };
    }

    // ssh -G prints them with a blank between, and no quotes where a path has one.
    private static ImmutableArray<string> Words(Dictionary<string, string> values, string name) =>
        [.. values.GetValueOrDefault(name, "").Split(' ', StringSplitOptions.RemoveEmptyEntries)];

    // A ControlPersist of 0 is "for ever", and printed as yes; a ServerAliveInterval of 0 is none.
    private static bool IsOn(Dictionary<string, string> values, string name) =>
        values.GetValueOrDefault(name, "no") is not ("no" or "false" or "none" or "0");
}
