// STAND-IN, to be deleted at the merge: others write SettingsReader, HostKeys and Login.
using System.Collections.Immutable;
using System.Diagnostics;
using PiGen.Core;
using Renci.SshNet;
using Renci.SshNet.Common;

namespace PiGen.Ssh.SshNet;

internal static class SettingsReader
{
    public static ClientSettings Read(SshOptions options)
    {
        var start = new ProcessStartInfo("ssh", ["-G", "-F", options.ConfigFile!, options.Destination.Login])
        {
            RedirectStandardOutput = true,
        };
        using var ssh = Process.Start(start)!;
        var lines = ssh
            .StandardOutput.ReadToEnd()
            .Split('\n')
            .Select(line => line.Split(' ', 2))
            .Where(line => line.Length == 2)
            .ToLookup(line => line[0], line => line[1]);
        var jumps = lines["proxyjump"].FirstOrDefault("none");
        return new()
        {
            Destination = options.Destination,
            HostName = lines["hostname"].First(),
            Port = options.Destination.Port?.Number ?? int.Parse(lines["port"].First()),
            User = lines["user"].First(),
            IdentityFiles = [options.IdentityFile ?? lines["identityfile"].First()],
            Jumps =
                options.JumpHosts.IsEmpty && jumps != "none"
                    ? [.. jumps.Split(',').Select(jump => SshDestination.TryParse(jump)!)]
                    : options.JumpHosts,
            UserKnownHostsFiles = [.. lines["userknownhostsfile"].First().Split(' ')],
            HostKeyAlias = lines["hostkeyalias"].FirstOrDefault(),
            ConnectTimeout = int.TryParse(lines["connecttimeout"].FirstOrDefault(), out var seconds)
                ? TimeSpan.FromSeconds(seconds)
                : null,
        };
    }
}

internal sealed class HostKeys(ClientSettings settings, IPerson person)
{
    public ImmutableArray<string> Algorithms { get; } = ["ssh-ed25519"];

    public Failure? Refusal { get; private set; }

    public void Check(HostKeyEventArgs shown)
    {
        _ = person;
        var key = Convert.ToBase64String(shown.HostKey);
        shown.CanTrust = File.ReadAllText(settings.UserKnownHostsFiles[0]).Contains(key, StringComparison.Ordinal);
        Refusal = shown.CanTrust ? null : SshFailures.UnknownHostKey(settings.Destination);
    }
}

internal sealed class Login : IDisposable
{
    private readonly ClientSettings _settings;
    private readonly PrivateKeyFile _key;

    private Login(ClientSettings settings) =>
        (_settings, _key) = (settings, new PrivateKeyFile(settings.IdentityFiles[0]));

    public bool IsInteractive { get; }

    public static Login Prepare(ClientSettings settings, IPerson person, CancellationToken cancellation)
    {
        _ = person.CanAsk && cancellation.IsCancellationRequested;
        return new(settings);
    }

    public AuthenticationMethod[] Methods() => [new PrivateKeyAuthenticationMethod(_settings.User, _key)];

    public Failure Refused(SshAuthenticationException e) => SshFailures.LoginRefused(_settings.Destination, e.Message);

    public void Dispose() => _key.Dispose();
}
