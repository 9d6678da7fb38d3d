using System.Diagnostics;
using PiGen.Cli.Ssh;
using PiGen.Cli.Ssh.Sftp;

namespace PiGen.Cli.Tests.Ssh;

/// <summary>OpenSSH's own SFTP server as a child, without a network, and a client of it.</summary>
internal sealed class SftpServer : IAsyncDisposable
{
    private const string Program = "/usr/lib/openssh/sftp-server";

    private readonly Process _process;

    private SftpServer(Process process) => _process = process;

    public static string? Missing => File.Exists(Program) ? null : $"not installed: {Program}";

    public static SshDestination Host { get; } = SshDestination.TryParse("pi@red.local")!;

    public Stream Replies => _process.StandardOutput.BaseStream;

    public Stream Requests => _process.StandardInput.BaseStream;

    /// <param name="arguments">Of sftp-server(8): <c>-R</c> is read-only, <c>-P NAME</c> refuses a request.</param>
    public static SftpServer Start(params string[] arguments) => Start(Program, arguments);

    /// <summary>One that can write no file longer than this, as on a disk that is full.</summary>
    public static SftpServer StartWithLimit(int bytes) =>
        Start("sh", ["-c", $"trap '' XFSZ; ulimit -f {bytes / 512}; exec {Program}"]);

    private static SftpServer Start(string program, string[] arguments)
    {
        Assert.SkipWhen(Missing is not null, Missing ?? "");
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        return new(Process.Start(start)!);
    }

    public Task<SftpClient> ConnectAsync() =>
        SftpClient.OpenAsync(new SftpTransport(Host, Replies, Requests), TestContext.Current.CancellationToken);

    public void Kill() => _process.Kill();

    public async ValueTask DisposeAsync()
    {
        await Requests.DisposeAsync();
        if (!_process.HasExited)
        {
            await _process.WaitForExitAsync(new CancellationTokenSource(TimeSpan.FromSeconds(30)).Token);
        }
        _process.Dispose();
    }
}
