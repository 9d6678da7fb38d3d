using PiGen.Testing;

namespace PiGen.Lab.Tests.Hosts;

/// <summary>The machine that the lab stands on: programs run as root there, and are expected to succeed.</summary>
public static class Machine
{
    /// <summary>Root's, whatever the person's own is.</summary>
    public const string SearchPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private static readonly Dictionary<string, string> Environment = new() { ["PATH"] = SearchPath };

    public static Answer Run(string program, params string[] arguments) =>
        RealProgram.Run(program, arguments, Environment);

    public static string Do(string program, params string[] arguments)
    {
        var answer = Run(program, arguments);
        return answer.ExitCode == 0
            ? answer.Out
            : throw new LabException($"{program} {string.Join(' ', arguments)}: {answer.Error.Trim()}");
    }

    public static void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}

/// <summary>The lab could not be built, or did not come to the state that a test asked for.</summary>
public sealed class LabException(string message) : Exception(message);
