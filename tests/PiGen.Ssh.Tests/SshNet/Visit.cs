using PiGen.Core;
using PiGen.Ssh.SshNet;
using PiGen.Testing;
using Renci.SshNet;
using Renci.SshNet.Common;

namespace PiGen.Ssh.Tests.SshNet;

/// <summary>One login by SSH.NET with host keys and methods of ours: "in", or the sentence that says why not.</summary>
internal static class Visit
{
    /// <summary>The server's own key is known as <c>red</c>, and <c>key</c> gets in.</summary>
    public static ClientSettings Settings(this SshServer server, string user = "") =>
        new()
        {
            Destination = SshDestination.TryParse("red")!,
            HostName = "127.0.0.1",
            Port = server.Port,
            User = user.Length > 0 ? user : Environment.UserName,
            HostKeyAlias = "red",
            IdentityFiles = [server.Folder["key"]],
            UserKnownHostsFiles = [server.Folder["known_hosts"]],
            StrictHostKeyChecking = HostKeyChecking.Ask,
        };

    public static string Pay(ClientSettings settings, IPerson person)
    {
        using var login = new Login(settings, person, TestContext.Current.CancellationToken);
        return Pay(settings, login, new(settings, person, TestContext.Current.CancellationToken));
    }

    public static string Pay(ClientSettings settings, Login login, HostKeys hostKeys)
    {
        var methods = login.Methods(hostKeys);
        var connection = new ConnectionInfo(settings.HostName, settings.Port, settings.User, methods)
        {
            // A person takes their time.
            Timeout = Timeout.InfiniteTimeSpan,
        };
        hostKeys.Apply(connection);
        using var client = new SshClient(connection);
        client.HostKeyReceived += (_, shown) => hostKeys.Check(shown);
        try
        {
            client.Connect();
            return "in";
        }
        catch (SshAuthenticationException e)
        {
            return login.Refused(e).Message;
        }
        catch (Exception e) when (hostKeys.Refusal is not null || e is Failure)
        {
            return (hostKeys.Refusal ?? e).Message;
        }
    }

    /// <summary>What the real ssh makes of the same: "in", or the last line that it says.</summary>
    public static string PayByProgram(SshServer server, ClientSettings settings)
    {
        string[] given =
        [
            "BatchMode=yes",
            $"UserKnownHostsFile={string.Join(' ', settings.UserKnownHostsFiles)}",
            "GlobalKnownHostsFile=none",
            "IdentitiesOnly=yes",
            $"IdentityFile={settings.IdentityFiles[0]}",
            .. settings.HostKeyAlias is { } alias ? [$"HostKeyAlias={alias}"] : (string[])[],
        ];
        var answer = RealProgram.Run(
            "ssh",
            [
                "-F",
                "none",
                .. given.SelectMany(option => new[] { "-o", option }),
                "-p",
                $"{server.Port}",
                $"{settings.User}@{settings.HostName}",
                "true",
            ]
        );
        return answer.ExitCode == 0 ? "in" : answer.Error;
    }

    public static void MakeKey(this SshServer server, string name, string kind = "ed25519", string passphrase = "") =>
        RealProgram.Run("ssh-keygen", "-q", "-t", kind, "-N", passphrase, "-f", server.Folder[name]);
}
