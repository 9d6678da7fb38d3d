using System.Text;
using PiGen.Core.Deployment;
using Renci.SshNet;

namespace PiGen.Ssh.SshNet;

/// <summary>Sends a bundle by SFTP, with as many writes in flight as the host takes.</summary>
internal static class SftpUpload
{
    // SSH.NET reads the digits of a mode as if they were octal.
    private const short OnlyOwners = 600;

    /// <param name="silence">Ends it when the host takes nothing for too long.</param>
    public static async Task SendAsync(SftpClient sftp, string path, Bundle bundle, Silence silence)
    {
        await using var tar = bundle.Open(silence.Token);
        await Task.Factory.StartNew(Create, TaskCreationOptions.LongRunning).WaitAsync(silence.Token);
        var progress = new Progress<UploadFileProgressReport>(_ => silence.Broken());
        await sftp.UploadFileAsync(tar, path, progress, silence.Token).WaitAsync(silence.Token);

        // It has its mode before it has anything to read.
        void Create()
        {
            sftp.Open(path, FileMode.CreateNew, FileAccess.Write).Dispose();
            sftp.ChangePermissions(path, OnlyOwners);
        }
    }
}

/// <summary>Sends a bundle to a command, where a second login would have to ask the person again.</summary>
internal static class CommandUpload
{
    private const string Write = """umask 077; set -C; exec cat >"$0" """;

    /// <param name="silence">Ends it when the host takes nothing for too long.</param>
    public static async Task SendAsync(
        IConnection connection,
        SshDestination host,
        string path,
        Bundle bundle,
        Silence silence
    )
    {
        var command = new RemoteCommand("sh", "-c", Write, path);
        await using var process = await connection.StartAsync(command.Text, silence.Token);
        var errors = LastLineAsync(process.Errors);
        var output = LastLineAsync(process.Output);
        try
        {
            await using var tar = bundle.Open(silence.Token);
            var buffer = new byte[64 * 1024];
            while (await tar.ReadAsync(buffer, silence.Token) is > 0 and var read)
            {
                silence.Broken();
                await process.Input.WriteAsync(buffer.AsMemory(0, read), silence.Token);
            }
        }
        catch (IOException)
        {
            // The command says why.
        }
        await process.Input.DisposeAsync();
        await output.WaitAsync(silence.Token);
        var complaint = await errors.WaitAsync(silence.Token);
        if (await process.ExitCodeAsync(silence.Token) is not { } code)
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
