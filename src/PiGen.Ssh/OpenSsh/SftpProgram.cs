using System.Collections.Immutable;
using System.Text;
using PiGen.Core;
using PiGen.Core.Deployment;

namespace PiGen.Ssh.OpenSsh;

/// <summary>The program sftp, which sends a file over the connection that ssh has made, or over one of its own.</summary>
internal sealed class SftpProgram(SshOptions options, SshArguments arguments, IPerson person, Func<Task<bool>> isThere)
{
    private readonly SshDestination host = options.Destination;

    private const string LocalName = "bundle.tar";

    // sftp says nothing while it sends: what is slower than this has stopped.
    private const int LeastBytesPerSecond = 8 * 1024;

    /// <exception cref="Failure">The host does not take it; a part of it may be there.</exception>
    public async Task UploadAsync(string path, Bundle bundle, bool mayBeAsking, CancellationToken cancellation)
    {
        using var folder = person.MakeFolder(out var local);
        await WriteAsync(Path.Combine(local, LocalName), bundle, cancellation);
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var patience = options.Patience + TimeSpan.FromSeconds((double)bundle.Length / LeastBytesPerSecond);
        if (!mayBeAsking)
        {
            limited.CancelAfter(patience);
        }
        try
        {
            await PutAsync(local, path, limited.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw SshFailures.Silent(host, patience);
        }
    }

    private async Task PutAsync(string local, string path, CancellationToken cancellation)
    {
        await using var sftp = LocalProgram.Start("sftp", arguments.Sftp(), local);
        using var killing = cancellation.Register(sftp.Kill);
        var errors = new ErrorTail();
        var complaining = new LineReader(sftp.Errors, "sftp", most: null).ReadAllAsync(errors.Add);
        var echoing = new LineReader(sftp.Output, "sftp", most: null).ReadAllAsync(_ => { });
        // Nothing in it but names of PiGen's own: sftp has quotes and wildcards of its own.
        await SendAsync(sftp, $"put {LocalName} {path}\n");
        await echoing.WaitAsync(cancellation);
        if (await sftp.WaitForExitAsync(complaining, cancellation) != 0)
        {
            throw await FailureAsync(errors.Texts());
        }
    }

    private async Task<Failure> FailureAsync(ImmutableArray<string> errors)
    {
        if (SshComplaint.TryRead(host, errors) is { } failure)
        {
            return failure;
        }
        var last = errors.LastOrDefault(line => line.Length > 0) ?? "sftp gave no reason";
        // Over a shared connection, ssh does not say why.
        return !last.StartsWith("Connection closed", StringComparison.Ordinal) ? SshFailures.NotUploaded(host, last)
            : await isThere() ? SshFailures.NoSftp(host)
            : SshFailures.ConnectionLost(host);
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
