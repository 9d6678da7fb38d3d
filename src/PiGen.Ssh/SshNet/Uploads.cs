using System.Text;
using PiGen.Core.Deployment;
using Renci.SshNet;

namespace PiGen.Ssh.SshNet;

/// <summary>Sends a bundle by SFTP, with as many writes in flight as the host takes.</summary>
internal static class SftpUpload
{
    // SSH.NET reads the digits of a mode as if they were octal.
    private const short OnlyOwners = 600;

    /// <param name="idle">Is cancelled if nothing goes on for so long.</param>
    public static async Task SendAsync(
        SftpClient sftp,
        string path,
        Bundle bundle,
        TimeSpan patience,
        CancellationTokenSource idle
    )
    {
        await using var tar = new WatchedStream(
            bundle.Open(idle.Token),
            () => sftp.ChangePermissions(path, OnlyOwners),
            patience,
            idle
        );
        var sending = Task.Run(() => sftp.UploadFileAsync(tar, path, canOverride: false, null, idle.Token), idle.Token);
        try
        {
            await sending.WaitAsync(idle.Token);
        }
        catch
        {
            // Nobody makes the rest of the tar either.
            await idle.CancelAsync();
            _ = sending.ContinueWith(failed => failed.Exception, TaskContinuationOptions.OnlyOnFaulted);
            throw;
        }
    }
}

/// <summary>Sends a bundle to a command, where a second login would have to ask the person again.</summary>
internal static class CommandUpload
{
    private const string Write = """umask 077; set -C; exec cat >"$0" """;

    /// <param name="idle">Is cancelled if nothing goes on for so long.</param>
    public static async Task SendAsync(
        IConnection connection,
        SshDestination host,
        string path,
        Bundle bundle,
        TimeSpan patience,
        CancellationTokenSource idle
    )
    {
        var command = new RemoteCommand("sh", "-c", Write, path);
        await using var process = await connection.StartAsync(command.Text, idle.Token);
        var errors = LastLineAsync(process.Errors);
        var output = LastLineAsync(process.Output);
        try
        {
            await using var tar = new WatchedStream(bundle.Open(idle.Token), () => { }, patience, idle);
            await tar.CopyToAsync(process.Input, idle.Token);
        }
        catch (IOException)
        {
            // The command says why.
        }
        await process.Input.DisposeAsync();
        await output.WaitAsync(idle.Token);
        var complaint = await errors.WaitAsync(idle.Token);
        if (await process.ExitCodeAsync(idle.Token) is not { } code)
        {
            throw (await process.WhyAsync([]))!;
        }
        if (code != 0)
        {
            throw SshFailures.NotUploaded(host, complaint);
        }
    }

    private static async Task<string> LastLineAsync(Stream stream)
    {
        var buffer = new byte[1024];
        var last = "";
        while (await stream.ReadAsync(buffer) is > 0 and var read)
        {
            last = (last + Encoding.UTF8.GetString(buffer, 0, read)).TrimEnd();
            last = last[Math.Max(last.LastIndexOf('\n') + 1, last.Length - buffer.Length)..];
        }
        return last.Length > 0 ? last : "it gave no reason";
    }
}

/// <summary>A stream that is read while something goes on, and not before that is allowed.</summary>
/// <param name="first">Done before the first read.</param>
internal sealed class WatchedStream(Stream stream, Action first, TimeSpan patience, CancellationTokenSource idle)
    : Stream
{
    private bool _hasBegun;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellation = default)
    {
        idle.CancelAfter(patience);
        if (!_hasBegun)
        {
            _hasBegun = true;
            await Task.Run(first, cancellation);
        }
        return await stream.ReadAsync(buffer, cancellation);
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override async ValueTask DisposeAsync()
    {
        await stream.DisposeAsync();
        await base.DisposeAsync();
    }
}
