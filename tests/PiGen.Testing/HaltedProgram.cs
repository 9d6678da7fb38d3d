using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace PiGen.Testing;

/// <summary>
/// A program that strace halts after each call that may change a file, so that somebody looks at what a kill would leave
/// there; then it goes on. One run shows what as many kills would, without starting the program as often.
/// </summary>
public static partial class HaltedProgram
{
    // With a question mark: not every processor has the older ones. Those that look for signals first, such as
    // copy_file_range, would be halted for ever; what they do is seen at the next.
    private const string Calls =
        "?open,openat,?creat,write,writev,pwrite64,ftruncate,?rename,?renameat,renameat2,"
        + "?unlink,unlinkat,?mkdir,mkdirat,?rmdir,?link,linkat,?symlink,symlinkat,?chmod,fchmod,fchmodat,fchown,fchownat";

    // What it prints would stand between the lines of strace.
    private const string Silently = "exec \"$@\" >/dev/null 2>&1";

    private const int Continue = 18; // SIGCONT on Linux, but for MIPS

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Why there is none here; null if there is.</summary>
    public static string? WhyNot { get; } = RealProgram.Missing("strace", "sh", "cp");

    /// <param name="paths">The calls that count are those on these paths; all, if none is named.</param>
    /// <exception cref="InvalidOperationException">It did not end with 0.</exception>
    public static async Task RunAsync(
        string[] command,
        Dictionary<string, string> environment,
        ReadOnlyMemory<byte> input,
        Action look,
        params IEnumerable<string> paths
    )
    {
        using var strace = Process.Start(StartOf(command, environment, paths))!;
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await strace.StandardInput.BaseStream.WriteAsync(input, patience.Token);
            strace.StandardInput.Close();
            var last = await FollowAsync(strace.StandardError, look, patience.Token);
            await strace.WaitForExitAsync(patience.Token);
            if (strace.ExitCode != 0)
            {
                throw new InvalidOperationException($"exit {strace.ExitCode} after {last}");
            }
        }
        finally
        {
            if (!strace.HasExited)
            {
                strace.Kill(entireProcessTree: true);
            }
        }
    }

    private static ProcessStartInfo StartOf(
        string[] command,
        Dictionary<string, string> environment,
        IEnumerable<string> paths
    )
    {
        string[] calls = ["-e", $"trace={Calls}", "-e", $"inject={Calls}:signal=STOP"];
        string[] only = [.. paths.SelectMany(path => (string[])["-P", path])];
        string[] traced = ["sh", "-c", Silently, "sh", .. command];
        var start = new ProcessStartInfo("strace", ["-f", "-qq", "-o", "/dev/stderr", .. calls, .. only, .. traced])
        {
            RedirectStandardInput = true,
            RedirectStandardError = true,
        };
        foreach (var (variable, value) in environment)
        {
            start.Environment[variable] = value;
        }
        return start;
    }

    // All threads of a program stop with the one that made the call. That one is waited for.
    private static async Task<string> FollowAsync(StreamReader log, Action look, CancellationToken cancellation)
    {
        var (halting, last) = (new HashSet<string>(), "");
        while (await log.ReadLineAsync(cancellation) is { } line)
        {
            if (Halting.Match(line) is { Success: true } begins)
            {
                halting.Add(begins.Groups[1].Value);
            }
            else if (Halted.Match(line) is { Success: true } halted && halting.Remove(halted.Groups[1].Value))
            {
                look();
                _ = Kill(int.Parse(halted.Groups[1].ValueSpan), Continue);
            }
            last = line.Contains(" SIG", StringComparison.Ordinal) ? last : line;
        }
        return last;
    }

    [GeneratedRegex(@"\A(\d+) +--- SIGSTOP \{.*SI_KERNEL")]
    private static partial Regex Halting { get; }

    [GeneratedRegex(@"\A(\d+) +--- stopped by SIGSTOP")]
    private static partial Regex Halted { get; }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);
}
