using PiGen.Testing;

namespace PiGen.Lab.Tests.Hosts;

/// <summary>The machine that the lab stands on: programs run as root there, and are expected to succeed.</summary>
public static class Machine
{
    /// <summary>What the lab's hosts and this machine's programs are started with: nothing of the person's own environment.</summary>
    public const string SearchPath = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    public static string Do(string program, params string[] arguments)
    {
        var answer = RealProgram.Run(program, arguments);
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
