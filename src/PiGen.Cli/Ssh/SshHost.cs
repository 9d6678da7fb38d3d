using PiGen.Cli.Ssh.Sftp;
using PiGen.Core;
using PiGen.Core.Deployment;

namespace PiGen.Cli.Ssh;

/// <summary>A host by the person's own OpenSSH: one handshake for its files and its commands, where connections can be shared.</summary>
internal sealed class SshHost : IRemoteHost, IAsyncDisposable
{
    private readonly OpenSsh _ssh;
    private readonly SftpClient _sftp;
    private readonly Sudo? _sudo;

    private SshHost(OpenSsh ssh, SftpClient sftp, Sudo? sudo) => (_ssh, _sftp, _sudo) = (ssh, sftp, sudo);

    public string Name => _ssh.Destination.ToString();

    /// <summary>How ssh reaches the host: its name or address, after all that ssh_config says.</summary>
    public string Address => _ssh.HostName;

    /// <summary>What the person's configuration says about the host.</summary>
    public SshSettings Settings => _ssh.Settings;

    /// <summary>How hosts are reached that only this one reaches: over its connection, with the person's own keys.</summary>
    public SshOptions Beyond(SshDestination destination, SshOptions options) =>
        options with
        {
            Destination = destination,
            JumpHosts = [],
            ProxyCommand = _ssh.Passage,
        };

    /// <summary>Whether there is no jump host on the way.</summary>
    public bool IsDirect => _ssh.IsDirect;

    /// <param name="settings">See <see cref="OpenSsh.CreateAsync"/>.</param>
    /// <exception cref="Failure">The host is not reached.</exception>
    public static async Task<SshHost> ConnectAsync(
        SshOptions options,
        SudoPassword password,
        CancellationToken cancellation,
        Task<SshSettings>? settings = null
    )
    {
        var ssh = await OpenSsh.CreateAsync(options, cancellation, settings: settings).ConfigureAwait(false);
        try
        {
            var sftp = await SftpClient.OpenAsync(ssh, cancellation).ConfigureAwait(false);
            return new(ssh, sftp, ssh.IsRoot ? null : new Sudo(ssh, password));
        }
        catch
        {
            await ssh.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public Task<IReadOnlyList<RemoteFile?>> ReadAsync(
        IReadOnlyCollection<string> paths,
        CancellationToken cancellation
    ) => _sftp.ReadAllAsync(paths, cancellation);

    public async Task<IStage> StageAsync(IReadOnlyCollection<NewRemoteFile> files, CancellationToken cancellation)
    {
        var stage = await SshStage.OpenAsync(_ssh, files.Select(file => file.Path), cancellation).ConfigureAwait(false);
        var placed = files.Select(file => file with { Path = $"{stage.Path}/{file.Path}" });
        stage.Arrival = _sftp.WriteAllAsync([.. placed], cancellation);
        return stage;
    }

    public Task<RemoteAnswer> RunAsync(RemoteCommand command, Action<string> line, CancellationToken cancellation) =>
        command.IsRoots && _sudo is not null
            ? _sudo.RunAsync(command, line, cancellation)
            : _ssh.RunToEndAsync(command, line, cancellation);

    public async ValueTask DisposeAsync()
    {
        await _sftp.DisposeAsync().ConfigureAwait(false);
        await _ssh.DisposeAsync().ConfigureAwait(false);
    }
}
