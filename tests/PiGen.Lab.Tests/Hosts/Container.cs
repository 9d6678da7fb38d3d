using System.Diagnostics;
using System.Globalization;
using PiGen.Testing;

namespace PiGen.Lab.Tests.Hosts;

/// <summary>A host with processes and a file system of its own, run by systemd-nspawn.</summary>
public abstract class Container(LabName lab, HostRoot root) : LabHost(lab, root.Host), IDisposable
{
    private readonly string _log = Path.Combine(lab.Folder, root.Host + ".log");
    private Process? _process;

    /// <summary>A machine without systemd has nobody to ask for a scope: see <see cref="ControlGroups"/>.</summary>
    public static IEnumerable<string> Nspawn { get; } =
    [
        "systemd-nspawn",
        "--quiet",
        "--register=no",
        "--resolv-conf=off",
        "--timezone=off",
        .. Directory.Exists("/run/systemd/system") ? (string[])[] : ["--keep-unit"],
    ];

    protected static TimeSpan Patience { get; } = TimeSpan.FromSeconds(60);

    protected abstract IEnumerable<string> FirstProgram { get; }

    public override Answer Run(params string[] command) =>
        Machine.Run(
            "nsenter",
            [
                "--target",
                Leader() ?? throw new LabException($"{Name} is not running"),
                "--mount",
                "--uts",
                "--ipc",
                "--pid",
                "--net",
                "--cgroup",
                "env",
                "-i",
                "PATH=" + Machine.SearchPath,
                "HOME=/root",
                "LANG=C.UTF-8",
                .. command,
            ]
        );

    public void Start()
    {
        Spawn();
        Eventually.IsTrue(IsReady, Patience, () => $"{Name} did not come up: {LastWords()}");
    }

    /// <summary>As if its power were cut.</summary>
    public void Kill()
    {
        var leader = Leader();
        _process?.Kill();
        if (leader is not null)
        {
            Machine.Run("sh", "-c", "kill -KILL \"$1\"", "sh", leader);
        }
        _process?.WaitForExit();
        _process?.Dispose();
        _process = null;
        Eventually.IsTrue(
            () => leader is null || !Directory.Exists("/proc/" + leader),
            Patience,
            () => $"{Name} did not go away"
        );
    }

    /// <summary>Starts it with the file system that it had at first.</summary>
    public void Renew()
    {
        Kill();
        root.Renew();
        Start();
    }

    public void Dispose()
    {
        _process?.Kill();
        _process?.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>A file of its own, seen from outside; what is mounted over its file system while it runs is not.</summary>
    public string FileOutside(string path) => Path.Combine(root.Folder, path[1..]);

    protected bool HasEnded => _process is { HasExited: true };

    protected void Spawn()
    {
        string[] command =
        [
            .. Nspawn,
            "--directory=" + root.Folder,
            "--machine=" + Namespace,
            "--hostname=" + root.HostName,
            "--network-namespace-path=/run/netns/" + Namespace,
            .. FirstProgram,
        ];
        const string Script = $"exec </dev/null >\"$0\" 2>&1\n{ControlGroups.Enter}";
        _process?.Dispose();
        _process = Process.Start("sh", ["-c", Script, _log, Namespace, .. command]);
    }

    /// <summary>Asked again and again; throws if it will never be.</summary>
    protected virtual bool IsReady() =>
        HasEnded ? throw new LabException($"{Name} ended: {LastWords()}") : IsListening(22);

    // Read, not tried: this is asked again and again, and a try takes four processes. proc(5), /proc/net/tcp.
    protected bool IsListening(int port) =>
        Leader() is { } leader
        && ReadProc($"/proc/{leader}/net/tcp")
            .Split('\n')
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Any(words =>
                words is [_, var local, _, "0A", ..]
                && local.EndsWith(string.Create(CultureInfo.InvariantCulture, $":{port:X4}"), StringComparison.Ordinal)
            );

    /// <summary>The end of what was printed on its console.</summary>
    protected string LastWords() => File.Exists(_log) ? string.Join('\n', File.ReadLines(_log).TakeLast(20)) : "";

    /// <summary>The container's first process: the child of nspawn that is number 1 in a namespace of its own.</summary>
    protected string? Leader()
    {
        if (_process is not { HasExited: false } nspawn)
        {
            return null;
        }
        var children = string.Create(CultureInfo.InvariantCulture, $"/proc/{nspawn.Id}/task/{nspawn.Id}/children");
        return ReadProc(children).Split(' ', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault(IsFirst);
    }

    private static bool IsFirst(string process) =>
        ReadProc($"/proc/{process}/status")
            .Split('\n')
            .Any(line =>
                line.StartsWith("NSpid:", StringComparison.Ordinal) && line.EndsWith("\t1", StringComparison.Ordinal)
            );

    private static string ReadProc(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (IOException)
        {
            return "";
        }
    }
}
