using System.Collections.Immutable;
using System.ComponentModel;
using System.Diagnostics;

namespace PiGen.Ssh.OpenSsh;

/// <summary>A program of OpenSSH that runs on this machine, and its streams as bytes.</summary>
internal sealed class LocalProgram : IAsyncDisposable
{
    /// <summary>How long it may take to end once its input has.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    private readonly Process _process;

    private LocalProgram(Process process) => _process = process;

    public Stream Input => _process.StandardInput.BaseStream;

    public Stream Output => _process.StandardOutput.BaseStream;

    public Stream Errors => _process.StandardError.BaseStream;

    /// <param name="folder">In which it runs; null for this program's own.</param>
    public static LocalProgram Start(string program, IEnumerable<string> arguments, string? folder = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder ?? "",
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

    /// <summary>Runs a program to its end, without input.</summary>
    /// <param name="line">Takes each line of its standard output.</param>
    /// <param name="most">How many bytes of that it may print.</param>
    /// <returns>Its exit code and the last lines of its standard error.</returns>
    public static async Task<(int ExitCode, ImmutableArray<string> Errors)> RunAsync(
        string program,
        IEnumerable<string> arguments,
        Action<string> line,
        long? most,
        CancellationToken cancellation
    )
    {
        await using var running = Start(program, arguments);
        // ssh goes through a jump host by an ssh of its own.
        using var killing = cancellation.Register(() => running.Kill(withChildren: true));
        running.CloseInput();
        var errors = new ErrorTail();
        var complaining = new LineReader(running.Errors, program, most: null).ReadAllAsync(errors.Add);
        await new LineReader(running.Output, program, most).ReadAllAsync(read => line(read.Text));
        var code = await running.WaitForExitAsync(complaining, cancellation);
        cancellation.ThrowIfCancellationRequested();
        return (code, errors.Texts());
    }

    /// <summary>Ends the program's input; that it may have ended before is no mistake.</summary>
    public void CloseInput()
    {
        try
        {
            Input.Close();
        }
        catch (IOException) { }
    }

    /// <summary>The exit code, with all that is read of its errors.</summary>
    public async Task<int> WaitForExitAsync(Task complaining, CancellationToken cancellation)
    {
        await _process.WaitForExitAsync(cancellation);
        // A shared connection that was left behind may hold standard error open: https://bugzilla.mindrot.org/show_bug.cgi?id=1988
        await Task.WhenAny(complaining, Task.Delay(Grace, cancellation));
        return _process.ExitCode;
    }

    public void Kill() => Kill(withChildren: false);

    private void Kill(bool withChildren)
    {
        try
        {
            _process.Kill(withChildren);
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
            await _process.WaitForExitAsync().WaitAsync(Grace);
        }
        catch (TimeoutException)
        {
            Kill();
            await _process.WaitForExitAsync();
        }
        _process.Dispose();
    }
}
