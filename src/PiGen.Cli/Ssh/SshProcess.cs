using System.ComponentModel;
using System.Diagnostics;

namespace PiGen.Cli.Ssh;

/// <summary>An ssh that runs: its standard input and output as bytes, its standard error read all the while.</summary>
internal sealed class SshProcess : IAsyncDisposable
{
    /// <summary>How long ssh may take to end once its input has.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    private readonly Process _process;
    private readonly Task _complaining;

    private SshProcess(Process process)
    {
        _process = process;
        _complaining = new LineReader(process.StandardError.BaseStream, "ssh", most: null).ReadAllAsync(Complaints.Add);
    }

    public Complaints Complaints { get; } = new();

    public Stream Input => _process.StandardInput.BaseStream;

    public Stream Output => _process.StandardOutput.BaseStream;

    public static SshProcess Start(string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            return new(Process.Start(start)!);
        }
        catch (Win32Exception e)
        {
            throw SshFailures.NotStarted(program, e);
        }
    }

    /// <summary>Ends the program's input; that it may have ended before is no mistake.</summary>
    public void CloseInput()
    {
        try
        {
            _process.StandardInput.BaseStream.Close();
        }
        catch (IOException) { }
    }

    /// <summary>The exit code, with all complaints read.</summary>
    public async Task<int> WaitForExitAsync(CancellationToken cancellation)
    {
        await _process.WaitForExitAsync(cancellation).ConfigureAwait(false);
        // A shared connection that was left behind may hold standard error open: https://bugzilla.mindrot.org/show_bug.cgi?id=1988
        await Task.WhenAny(_complaining, Task.Delay(Grace, cancellation)).ConfigureAwait(false);
        return _process.ExitCode;
    }

    /// <summary>The exit code, with all complaints read; null if ssh does not end.</summary>
    public async Task<int?> ExitCodeAsync()
    {
        using var limited = new CancellationTokenSource(Grace);
        try
        {
            return await WaitForExitAsync(limited.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    public void Kill()
    {
        try
        {
            _process.Kill();
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception)
        {
            // It has ended by itself.
        }
    }

    public async ValueTask DisposeAsync()
    {
        CloseInput();
        try
        {
            await _process.WaitForExitAsync().WaitAsync(Grace).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            Kill();
            await _process.WaitForExitAsync().ConfigureAwait(false);
        }
        _process.Dispose();
    }
}
