using System.Diagnostics;
using PiGen.Testing;

namespace PiGen.Cli.Tests.Ssh;

/// <summary>
/// The program in a process of its own, with an ssh on its PATH that connects to nothing: what it is to run on a host runs
/// here, with a home of that host's, or a script that the test has written for the host does what it likes.
/// </summary>
internal sealed class StandInSsh : IDisposable
{
    private const string Ssh = """
        #!/bin/sh
        kind=command
        for word; do
            case $word in
            -G) kind=settings ;;
            -s) kind=sftp ;;
            -O | -N) exit 0 ;;
            -V) echo OpenSSH_0 >&2; exit 0 ;;
            esac
        done
        # sftp names the host before -s, and the subsystem after it.
        while [ "$1" != -- ]; do shift; done
        host=${2##*@} command=$3
        export HOME="$HOSTS/$host"
        mkdir -p -- "$HOME"
        case $kind in
        settings)
            printf 'hostname %s\nuser %s\nport 22\n' "$host" "$(id -un)"
            printf 'userknownhostsfile %s/known_hosts\n' "$HOSTS"
            ;;
        sftp) exec /usr/lib/openssh/sftp-server ;;
        *)
            [ -x "$HOME.sh" ] || exec sh -c "$command"
            # The script stands in the place of the command, between the marks.
            mark=$(printf %s "${command##* }" | base64 -d 2>/dev/null | grep -ao '[0-9A-F]\{32\}' | head -n 1)
            [ -n "$mark" ] || exec "$HOME.sh" "$command"
            echo "$mark" && echo "$mark" >&2
            "$HOME.sh" "$command"
            status=$?
            [ "$status" = 255 ] || { echo "$mark" >&2 && echo "$mark $status"; }
            exit "$status"
            ;;
        esac
        """;

    // The home that the manager's scripts ask for.
    private const string Getent = """
        #!/bin/sh
        printf 'x:x:0:0::%s:/bin/sh\n' "$HOME"
        """;

    // What takes a minute takes some seconds: a busy machine needs more than one for a worker that is well.
    private const string Timeout = """
        #!/bin/sh
        shift 3
        exec /usr/bin/timeout -k 1 4 "$@"
        """;

    private const string Keyscan = """
        #!/bin/sh
        for host; do :; done
        [ ! -x "$HOSTS/$host.keys.sh" ] || exec "$HOSTS/$host.keys.sh"
        """;

    public StandInSsh()
    {
        Assert.SkipWhen(RealProgram.Missing("sh", "timeout", "flock", "xargs") is not null, "no such programs here");
        Assert.SkipWhen(RealProgram.Missing("sftp") is not null, "no sftp here");
        Program("bin/ssh", Ssh);
        Program("bin/getent", Getent);
        Program("bin/timeout", Timeout);
        Program("bin/ssh-keyscan", Keyscan);
        Directory.CreateDirectory(Folder["hosts"]);
        Directory.CreateDirectory(Folder["tmp"]);
    }

    public TemporaryFolder Folder { get; } = new();

    /// <summary>What the host does whenever it is to run a command, which is <c>$1</c>.</summary>
    public void Script(string host, string script) => Program($"hosts/{host}.sh", "#!/bin/sh\n" + script);

    /// <summary>A file in the home of whoever logs in there.</summary>
    public string Home(string host, string file) => Folder[$"hosts/{host}/{file}"];

    public Answer Run(params string[] arguments)
    {
        var command = PigenProgram.Command(arguments);
        return RealProgram.Run("env", [.. Variables.Select(each => $"{each.Name}={each.Value}"), .. command], []);
    }

    /// <summary>Not waited for, and nothing of what it prints is read.</summary>
    public Process Start(params string[] arguments)
    {
        // Who runs the tests in the background has them begin deaf to Ctrl-C.
        string[] words =
        [
            "--default-signal=INT",
            .. Variables.Select(each => $"{each.Name}={each.Value}"),
            .. PigenProgram.Command(arguments),
        ];
        var start = new ProcessStartInfo("env", words)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        return Process.Start(start)!;
    }

    public void Dispose() => Folder.Dispose();

    private (string Name, string Value)[] Variables =>
        [
            ("PATH", $"{Folder["bin"]}:{Environment.GetEnvironmentVariable("PATH")}"),
            ("HOSTS", Folder["hosts"]),
            ("HOME", Folder["hosts"]),
            ("TMPDIR", Folder["tmp"]),
            // A program that keeps all that it is sent ends here.
            ("DOTNET_GCHeapHardLimit", "0x18000000"),
        ];

    private void Program(string path, string text) =>
        File.SetUnixFileMode(Folder.Write(path, text), (UnixFileMode)0b111_101_101);
}
