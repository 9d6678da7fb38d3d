using System.Diagnostics;
using System.Text;
using PiGen.Testing;

namespace PiGen.Lab.Tests.Hosts;

/// <summary>A program that was started and not waited for: what it has said so far, and its end.</summary>
public sealed class RunningProgram : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly StringBuilder _out = new();
    private readonly StringBuilder _error = new();
    private readonly Process _process;
    private readonly Task _reading;

    public RunningProgram(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        _process = Process.Start(start)!;
        _reading = Task.WhenAll(ReadAsync(_process.StandardOutput, _out), ReadAsync(_process.StandardError, _error));
    }

    public bool HasEnded => _process.HasExited;

    public string Out => Read(_out);

    /// <summary>As if a person typed it.</summary>
    public void Type(string text)
    {
        _process.StandardInput.Write(text);
        _process.StandardInput.Flush();
    }

    /// <summary>Until it has printed that text; what it printed otherwise fails the test.</summary>
    public void WaitFor(string text) =>
        Eventually.IsTrue(
            () => (Out + Read(_error)).Contains(text, StringComparison.Ordinal),
            Patience,
            () => $"no '{text}' in: {Out}{Read(_error)}"
        );

    /// <summary>The process alone, with a signal that it cannot see; what it has started goes on.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    /// <summary>Of the programs that it has started itself, those whose command line has that text (a regular expression).</summary>
    /// <returns>Whether there was one.</returns>
    public bool KillOwn(string text)
    {
        using var kill = Process.Start("pkill", ["-KILL", "-P", $"{_process.Id}", "-f", "--", text]);
        kill.WaitForExit();
        return kill.ExitCode == 0;
    }

    public Answer Wait()
    {
        if (!_process.WaitForExit(Patience) || !_reading.Wait(Patience))
        {
            throw new LabException($"after {Patience.TotalSeconds} s it still runs: {Out}{Read(_error)}");
        }
        return new(_process.ExitCode, Out, Read(_error));
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }
        _process.Dispose();
    }

    // as it comes, not line by line: a question ends without a newline
    private static async Task ReadAsync(StreamReader from, StringBuilder text)
    {
        var buffer = new char[4096];
        while (await from.ReadAsync(buffer) is > 0 and var count)
        {
            lock (text)
            {
                text.Append(buffer, 0, count);
            }
        }
    }

    private static string Read(StringBuilder text)
    {
        lock (text)
        {
            return text.ToString();
        }
    }
}
