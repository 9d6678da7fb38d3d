using PiGen.Core;
using PiGen.Core.Deployment;

namespace PiGen.Ssh.Tests;

/// <summary>What is the same whichever transport carries it, against a real sshd.</summary>
public abstract class TransportContract(Transport transport)
{
    protected Transport Transport => transport;

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private protected Task<SshHost> ConnectAsync(SshOptions options, IPerson? person = null) =>
        SshHost.ConnectAsync(options with { Transport = transport }, person ?? new TestPerson(), Cancellation);

    private protected Task<SshHost> ConnectAsync(SshServer server) => ConnectAsync(server.Options());

    private protected Task<SshHost> ConnectAsync(UserServer server) => ConnectAsync(server.Options());

    /// <summary>Connects and runs a command that does nothing; why that fails.</summary>
    private protected Task<string> FailureOfAsync(SshOptions options, IPerson? person = null) =>
        FailureOfAsync(async () =>
        {
            await using var host = await ConnectAsync(options, person);
            await OutputAsync(host, new("true"));
        });

    private protected static async Task<string> FailureOfAsync(Func<Task> work) =>
        (await Assert.ThrowsAnyAsync<Failure>(work)).Message;

    private protected static async Task<List<string>> OutputAsync(IRemoteHost host, RemoteCommand command)
    {
        var lines = new List<string>();
        await host.RunAsync(command, lines.Add, Cancellation);
        return lines;
    }

    private protected static RemoteCommand Script(string script, params string[] arguments) =>
        new(["sh", "-c", script, "sh", .. arguments]);

    private protected static NewRemoteFile FileOf(string path, ReadOnlyMemory<byte> content) =>
        new(path, content, UnixFileMode.UserRead | UnixFileMode.UserWrite);
}
