using PiGen.Core;
using PiGen.Core.Deployment;
using PiGen.Ssh.OpenSsh;
using PiGen.Ssh.SshNet;

namespace PiGen.Ssh;

/// <summary>A host that is connected to, by whichever transport.</summary>
public sealed class SshHost : IRemoteHost, IAsyncDisposable
{
    private readonly SshDestination _destination;
    private readonly IConnection _connection;

    private SshHost(SshDestination destination, IConnection connection) =>
        (_destination, _connection) = (destination, connection);

    public string Name => _destination.ToString();

    /// <summary>What the person's configuration says about the host.</summary>
    public SshSettings Settings => _connection.Settings;

    /// <summary>Whether it is root who logs in.</summary>
    public bool IsRoot => Settings.User == "root";

    /// <param name="choice">What was found out of the same options, if that was before.</param>
    /// <exception cref="Failure">The host is not reached.</exception>
    public static async Task<SshHost> ConnectAsync(
        SshOptions options,
        IPerson person,
        CancellationToken cancellation,
        Task<TransportChoice>? choice = null
    )
    {
        var made = await (choice ?? TransportChoice.MakeAsync(options, cancellation));
        person.Note($"{options.Destination}: by {(made.Transport == Transport.OpenSsh ? "openssh" : "ssh.net")}");
        return new(
            options.Destination,
            made.Transport == Transport.OpenSsh
                ? await OpenSshConnection.ConnectAsync(options, person, cancellation, made.Settings)
                : await SshNetConnection.ConnectAsync(options, person, cancellation)
        );
    }

    /// <summary>Connects to a host that only this one reaches, with the person's own keys.</summary>
    /// <exception cref="Failure">It is not reached.</exception>
    public async Task<SshHost> BeyondAsync(SshDestination destination, bool mayAsk, CancellationToken cancellation) =>
        new(destination, await _connection.BeyondAsync(destination, mayAsk, cancellation));

    /// <summary>Begins what an upload needs, while other things are done: one is likely to follow.</summary>
    public void ExpectFiles() => _connection.ExpectFiles();

    public Task UploadAsync(string path, Bundle bundle, CancellationToken cancellation) =>
        _connection.UploadAsync(path, bundle, cancellation);

    public Task<RemoteAnswer> RunAsync(RemoteCommand command, Action<string> line, CancellationToken cancellation) =>
        new CommandRun(_destination, command, line).RunAsync(_connection, cancellation);

    public ValueTask DisposeAsync() => _connection.DisposeAsync();
}
