using PiGen.Testing;

namespace PiGen.Lab.Tests;

/// <summary>
/// The install and uninstall scripts, run for real as root against a stand-in for systemctl that records its calls.
/// What they do to a real systemd is proved in the lab; here is what they say, how they fail, and what needs no root.
/// A mount namespace puts empty folders over the machine's own /etc/systemd/system and /run.
/// </summary>
public sealed class InstallTests : IDisposable
{
    private const string Units = "etc/systemd/system";

    private readonly TemporaryFolder _folder;

    public InstallTests()
    {
        Assert.SkipWhen(CannotRun is not null, CannotRun ?? "");
        _folder = new();
        Directory.CreateDirectory(_folder["etc"]);
        Directory.CreateDirectory(_folder["run"]);
        Directory.CreateDirectory(_folder["state"]);
        _folder.Write("bin/systemctl", StandIn);
        _folder.Write("bin/journalctl", "#!/bin/sh\necho \"last words of $*\"\n");
        foreach (var program in Directory.GetFiles(_folder["bin"]))
        {
            File.SetUnixFileMode(program, (UnixFileMode)0b111_101_101);
        }
    }

    private static string? CannotRun { get; } = WhyNot();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_first_run_installs_enables_and_starts_all()
    {
        Pigen.Render(_folder["output"]);
        Assert.Equal(
            """
            create /etc/systemd/system/autossh-red001.service
            create /etc/systemd/system/autossh-red002.service
            reload systemd
            enable autossh-red001.service
            start autossh-red001.service
            enable autossh-red002.service
            start autossh-red002.service
            exit 0

            """,
            Run("install.sh")
        );
        Assert.Equal(
            """
            daemon-reload
            enable autossh-red001.service
            start autossh-red001.service
            enable autossh-red002.service
            start autossh-red002.service
            """,
            Calls()
        );
        Assert.Equal(
            _folder.Read($"output/red/{Units}/autossh-red001.service"),
            _folder.Read("etc/autossh-red001.service")
        );
        Assert.Equal((UnixFileMode)0b110_100_100, File.GetUnixFileMode(_folder["etc/autossh-red001.service"]));
    }

    [Fact]
    public void A_dry_run_says_what_it_would_do_and_does_nothing()
    {
        Pigen.Render(_folder["output"]);
        Assert.Equal(
            """
            would create /etc/systemd/system/autossh-red001.service
            would create /etc/systemd/system/autossh-red002.service
            would reload systemd
            would enable autossh-red001.service
            would start autossh-red001.service
            would enable autossh-red002.service
            would start autossh-red002.service
            exit 0

            """,
            Run("install.sh", "--dry-run")
        );
        Assert.Equal(("", 0), (Calls(), Directory.GetFiles(_folder["etc"]).Length));
    }

    [Fact]
    public void It_stops_at_the_first_failure_with_the_units_last_words()
    {
        Pigen.Render(_folder["output"]);
        _folder.Write("state/autossh-red001.service.fails", "");
        Assert.Equal(
            """
            create /etc/systemd/system/autossh-red001.service
            create /etc/systemd/system/autossh-red002.service
            reload systemd
            enable autossh-red001.service
            start autossh-red001.service
            last words of --no-pager --quiet --lines=20 --unit=autossh-red001.service
            install.sh: systemctl start autossh-red001.service failed; the lines above are its last; run this again when it is repaired
            exit 1

            """,
            Run("install.sh")
        );
    }

    [Fact]
    public void A_run_that_was_cut_short_is_finished_by_the_next()
    {
        Pigen.Render(_folder["output"]);
        Run("install.sh");
        Calls();
        _folder.Write("etc/autossh-red001.service", "an older version");
        _folder.Write("etc/autossh-red002.service", "an older version");
        _folder.Write("state/autossh-red001.service.fails", "");
        Run("install.sh");
        Calls();
        File.Delete(_folder["state/autossh-red001.service.fails"]);
        Run("install.sh");
        Assert.Equal("daemon-reload\nrestart autossh-red001.service\nrestart autossh-red002.service", Calls());
    }

    [Fact]
    public void A_missing_file_is_noticed_before_the_first_is_touched()
    {
        Pigen.Render(_folder["output"]);
        File.Delete(_folder[$"output/red/{Units}/autossh-red002.service"]);
        Assert.EndsWith(
            "/autossh-red002.service is missing: copy the whole folder\nexit 1\n",
            Run("install.sh"),
            StringComparison.Ordinal
        );
        Assert.Empty(Directory.GetFiles(_folder["etc"]));
    }

    [Fact]
    public void A_program_that_a_unit_needs_is_asked_for_before_the_first_file_is_touched()
    {
        Pigen.Render(_folder["output"]);
        var unit = $"output/red/{Units}/autossh-red002.service";
        _folder.Write(
            unit,
            _folder.Read(unit).Replace("/usr/bin/autossh", "/usr/bin/no-such-program", StringComparison.Ordinal)
        );
        Assert.Equal(
            "install.sh: /usr/bin/no-such-program is missing: on Debian, apt-get install no-such-program\nexit 1\n",
            Run("install.sh")
        );
        Assert.Empty(Directory.GetFiles(_folder["etc"]));
    }

    [Fact]
    public void The_uninstall_script_is_its_mirror()
    {
        Pigen.Render(_folder["output"]);
        Run("install.sh");
        Calls();
        Assert.Equal(
            """
            stop autossh-red001.service
            disable autossh-red001.service
            stop autossh-red002.service
            disable autossh-red002.service
            remove /etc/systemd/system/autossh-red001.service
            remove /etc/systemd/system/autossh-red002.service
            reload systemd
            exit 0

            """,
            Run("uninstall.sh")
        );
        Assert.Empty(Directory.GetFiles(_folder["run"]));
    }

    [Fact]
    public void The_uninstall_scripts_dry_run_does_nothing()
    {
        Pigen.Render(_folder["output"]);
        Run("install.sh");
        Calls();
        Assert.StartsWith(
            "would stop autossh-red001.service\n",
            Run("uninstall.sh", "--dry-run"),
            StringComparison.Ordinal
        );
        Assert.Equal(("", 2), (Calls(), Directory.GetFiles(_folder["etc"]).Length));
    }

    [Theory]
    [InlineData("install.sh", "--help")]
    [InlineData("install.sh", "--dry-run", "x")]
    [InlineData("uninstall.sh", "--dryrun")]
    public void An_unknown_argument_shows_the_usage(params string[] command)
    {
        Pigen.Render(_folder["output"]);
        Assert.Equal($"{command[0]}: usage: {command[0]} [--dry-run]\nexit 1\n", Run(command));
    }

    private static string StandIn =>
        """
            #!/bin/sh
            # Units are enabled or active by a file of that name; what changes something is recorded.
            state=$(dirname "$0")/../state
            while [ "${1#-}" != "$1" ]; do shift; done
            verb=$1
            shift
            while [ "${1#-}" != "$1" ]; do shift; done
            case $verb in
            is-enabled) [ -e "$state/$1.enabled" ]; exit ;;
            is-active) if [ -e "$state/$1.active" ]; then echo active; else echo inactive; exit 3; fi; exit ;;
            esac
            echo "$verb${1:+ $1}" >>"$state/calls"
            case $verb in
            enable) : >"$state/$1.enabled" ;;
            disable) rm "$state/$1.enabled" ;;
            start | restart) [ ! -e "$state/$1.fails" ] && : >"$state/$1.active" ;;
            stop) rm "$state/$1.active" ;;
            esac
            """;

    private static string? WhyNot() =>
        RealProgram.Missing("unshare", "mount", "dash", "autossh")
        ?? (
            RealProgram.Run("unshare", "--map-root-user", "--mount", "true").ExitCode == 0
                ? null
                : "no user and mount namespaces here"
        );

    private string Run(params string[] command)
    {
        const string Inside = """
            mount --bind "$1/etc" /etc/systemd/system && mount --bind "$1/run" /run && cd / || exit 99
            PATH=$1/bin:$PATH
            script=$1/output/red/$2
            shift 2
            dash "$script" "$@" 2>&1
            echo "exit $?"
            """;
        return RealProgram
            .Run("unshare", ["--map-root-user", "--mount", "sh", "-c", Inside, "sh", _folder.Path, .. command])
            .Out;
    }

    private string Calls()
    {
        var path = _folder["state/calls"];
        if (!File.Exists(path))
        {
            return "";
        }
        var calls = File.ReadAllText(path).TrimEnd();
        File.Delete(path);
        return calls;
    }
}
