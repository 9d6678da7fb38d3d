using PiGen.Testing;

namespace PiGen.Lab.Tests.Hosts;

/// <summary>A host of the lab, as its root sees it.</summary>
public abstract class LabHost(LabName lab, string name)
{
    /// <summary>Every file and folder with mode, owner and what a link leads to, then every file's hash.</summary>
    private const string Listing = """
        find "$@" -xdev -printf '%p %M %u:%g %l\n' | LC_ALL=C sort
        find "$@" -xdev -type f -exec sha256sum {} + | LC_ALL=C sort -k 2
        """;

    public string Name => name;

    protected string Namespace => lab.Namespace(name);

    /// <summary>Runs a program there and waits for its answer, at most a minute.</summary>
    public abstract Answer Run(params string[] command);

    /// <summary>What the program wrote; a <see cref="LabException"/> unless it ended with 0.</summary>
    public string Do(params string[] command)
    {
        var answer = Run(command);
        return answer.ExitCode == 0
            ? answer.Out
            : throw new LabException(
                $"{name}: {string.Join(' ', command)}: exit {answer.ExitCode}: {answer.Out}{answer.Error}"
            );
    }

    public string ReadFile(string path) => Do("cat", path);

    public void WriteFile(string path, string text) => Do("sh", "-c", "printf %s \"$2\" >\"$1\"", "sh", path, text);

    public void WriteProgram(string path, string text)
    {
        WriteFile(path, text);
        Do("chmod", "755", path);
    }

    /// <summary>What lies below the paths: two snapshots are equal when nothing was changed in between.</summary>
    public string Snapshot(params string[] paths) => Do(["sh", "-c", Listing, "sh", .. paths]);

    /// <summary>True if a connection from there is taken up.</summary>
    public bool CanConnect(string address, int port) =>
        Machine
            .Run("ip", "netns", "exec", Namespace, "timeout", "5", "bash", "-c", $": </dev/tcp/{address}/{port}")
            .ExitCode == 0;
}
