using System.Diagnostics;
using System.Text;

namespace PiGen.Testing;

/// <summary>What a program answered.</summary>
public sealed record Answer(int ExitCode, string Out, string Error);

/// <summary>Runs the real programs that PiGen writes for.</summary>
public static class RealProgram
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>Why a test against these programs cannot run here; null if all are installed.</summary>
    public static string? Missing(params string[] names) =>
        string.Join(", ", names.Where(name => Find(name) is null)) is { Length: > 0 } missing
            ? $"not installed: {missing}"
            : null;

    public static Answer Run(string name, params string[] arguments) => Run(name, arguments, []);

    public static Answer Run(string name, string[] arguments, Dictionary<string, string> environment)
    {
        var start = new ProcessStartInfo(Find(name) ?? name, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (variable, value) in environment)
        {
            start.Environment[variable] = value;
        }
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = ReadAsync(process.StandardOutput.BaseStream);
        var error = ReadAsync(process.StandardError.BaseStream);
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{name} gave no answer in {Patience.TotalSeconds} s");
        }
        return new(process.ExitCode, output.GetAwaiter().GetResult(), error.GetAwaiter().GetResult());
    }

    // A reader that looks for a byte order mark takes one away, even after the answer's first byte or two:
    // it looks again if those came alone.
    private static async Task<string> ReadAsync(Stream pipe)
    {
        using var reader = new StreamReader(pipe, new UTF8Encoding(false), detectEncodingFromByteOrderMarks: false);
        return await reader.ReadToEndAsync();
    }

    private static string? Find(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator)
            .Append("/usr/sbin")
            .Select(folder => Path.Combine(folder, name))
            .FirstOrDefault(File.Exists);
}
