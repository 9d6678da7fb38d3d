using PiGen.Cli.Ssh.Sftp;
using PiGen.Core;
using PiGen.Core.Deployment;

namespace PiGen.Cli.Ssh;

/// <summary>A host by the person's own OpenSSH: one handshake for its files and its commands, where connections can be shared.</summary>
internal sealed class SshHost : IRemoteHost, IAsyncDisposable
{
    private readonly OpenSsh _ssh;
    private readonly Task<SftpClient> _sftp;
    private readonly Sudo? _sudo;
    private bool _isEnding;

    private SshHost(OpenSsh ssh, Task<SftpClient> sftp, SudoPassword password)
    {
        (_ssh, _sftp) = (ssh, sftp);
        _sudo = ssh.IsRoot ? null : new Sudo(ssh, password, RunAsUserAsync);
    }

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
            var sftp = SftpClient.OpenAsync(ssh, cancellation);
            await ssh.WhenSharedAsync(sftp).ConfigureAwait(false);
            if (sftp.IsCompleted)
            {
                await sftp.ConfigureAwait(false);
            }
            return new(ssh, sftp, password);
        }
        catch
        {
            await ssh.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public async Task<IReadOnlyList<RemoteFile?>> ReadAsync(
        IReadOnlyCollection<string> paths,
        CancellationToken cancellation
    ) => await (await _sftp.ConfigureAwait(false)).ReadAllAsync(paths, cancellation).ConfigureAwait(false);

    public Task<RemoteAnswer> RunAsync(RemoteCommand command, Action<string> line, CancellationToken cancellation) =>
        command.IsRoots && _sudo is not null
            ? _sudo.RunAsync(command, line, cancellation)
            : RunAsUserAsync(command, line, cancellation);

    public async ValueTask DisposeAsync()
    {
        // A server takes its time over the end of a session; the connection as a whole ends at once.
        if (!_isEnding)
        {
            await _ssh.DisposeAsync().ConfigureAwait(false);
        }
        await Task.WhenAny(_sftp).ConfigureAwait(false);
        if (_sftp.IsCompletedSuccessfully)
        {
            await (await _sftp.ConfigureAwait(false)).DisposeAsync().ConfigureAwait(false);
        }
        await _ssh.DisposeAsync().ConfigureAwait(false);
    }

    private async Task<RemoteAnswer> RunAsUserAsync(
        RemoteCommand command,
        Action<string> line,
        CancellationToken cancellation
    )
    {
        if (command.Files is null)
        {
            return await _ssh.RunToEndAsync(command, line, cancellation).ConfigureAwait(false);
        }
        _isEnding = command.IsLast;
        var sftp = await _sftp.ConfigureAwait(false);
        return await new SshStage(_ssh, sftp, command).RunAsync(line, cancellation).ConfigureAwait(false);
    }
}
