using System.Collections.Immutable;
using System.Text;
using PiGen.Core;
using PiGen.Core.Deployment;

namespace PiGen.Ssh.OpenSsh;

/// <summary>The program sftp, which sends a file over the connection that ssh has made, or over one of its own.</summary>
internal sealed class SftpProgram : IAsyncDisposable
{
    private const string LocalName = "bundle.tar";

    private readonly SshOptions _options;
    private readonly Func<Task<bool>> _isThere;
    private readonly IDisposable _folder;
    private readonly string _local;
    private readonly LocalProgram _sftp;
    private readonly ErrorTail _errors = new();
    private readonly Task _complaining;
    private readonly Task _echoing;

    /// <summary>Starts it: it has met the server by the time that it is told what to send.</summary>
    /// <param name="isThere">Whether the shared connection is.</param>
    /// <exception cref="Failure">There is no sftp.</exception>
    public SftpProgram(SshOptions options, SshArguments arguments, IPerson person, Func<Task<bool>> isThere)
    {
        (_options, _isThere) = (options, isThere);
        _folder = person.MakeFolder(out _local);
        try
        {
            _sftp = LocalProgram.Start("sftp", arguments.Sftp(), _local);
        }
        catch
        {
            _folder.Dispose();
            throw;
        }
        _complaining = new LineReader(_sftp.Errors, "sftp", most: null).ReadAllAsync(_errors.Add);
        _echoing = new LineReader(_sftp.Output, "sftp", most: null).ReadAllAsync(_ => { });
    }

    private SshDestination Host => _options.Destination;

    /// <summary>Sends a bundle, and ends the program.</summary>
    /// <exception cref="Failure">The host does not take it; a part of it may be there.</exception>
    public async Task UploadAsync(string path, Bundle bundle, bool mayBeAsking, CancellationToken cancellation)
    {
        await WriteAsync(Path.Combine(_local, LocalName), bundle, cancellation);
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        // sftp says nothing while it sends.
        var patience = _options.Patience + TimeSpan.FromSeconds((double)bundle.Length / Bundle.LeastBytesPerSecond);
        if (!mayBeAsking)
        {
            limited.CancelAfter(patience);
        }
        try
        {
            await PutAsync(path, limited.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw SshFailures.Silent(Host, patience);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _sftp.Kill();
        await _sftp.DisposeAsync();
        _folder.Dispose();
    }

    private async Task PutAsync(string path, CancellationToken cancellation)
    {
        using var killing = cancellation.Register(_sftp.Kill);
        // Nothing in it but names of PiGen's own: sftp has quotes and wildcards of its own.
        await SendAsync(_sftp, $"put {LocalName} {path}\n");
        await _echoing.WaitAsync(cancellation);
        if (await _sftp.WaitForExitAsync(_complaining, cancellation) != 0)
        {
            throw await FailureAsync(_errors.Texts());
        }
    }

    private async Task<Failure> FailureAsync(ImmutableArray<string> errors)
    {
        if (SshComplaint.TryRead(Host, errors) is { } failure)
        {
            return failure;
        }
        var last = errors.LastOrDefault(line => line.Length > 0) ?? "sftp gave no reason";
        // Over a shared connection, ssh does not say why.
        return !last.StartsWith("Connection closed", StringComparison.Ordinal) ? SshFailures.NotUploaded(Host, last)
            : await _isThere() ? SshFailures.NoSftp(Host)
            : SshFailures.ConnectionLost(Host);
    }

    private static async Task SendAsync(LocalProgram sftp, string batch)
    {
        try
        {
            await sftp.Input.WriteAsync(Encoding.ASCII.GetBytes(batch));
        }
        catch (IOException) { }
        sftp.CloseInput();
    }

    private static async Task WriteAsync(string path, Bundle bundle, CancellationToken cancellation)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            Options = FileOptions.Asynchronous,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }
        await using var file = new FileStream(path, options);
        await bundle.WriteAsync(file, cancellation);
    }
}
