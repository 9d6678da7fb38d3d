namespace PiGen.Lab.Tests;

/// <summary>The install script as a deployment runs it: from standard input, held to what was sent, agreed to and seen.</summary>
public sealed class InstallInputTests : IDisposable
{
    private const string Unit = "autossh-red001.service";
    private const string Path = "/etc/systemd/system/" + Unit;

    private readonly StandInManager _manager = new();

    public InstallInputTests() => _manager.Render();

    public void Dispose() => _manager.Dispose();

    [Fact]
    public void It_installs_what_a_copied_script_does()
    {
        var sums = _manager.Sums("output");
        _manager.Save();
        var copied = (_manager.Run("install.sh"), _manager.Left());
        _manager.GoBack();
        Assert.Equal(copied, (_manager.RunAsInput("output", sums), _manager.Left()));
    }

    [Fact]
    public void Bash_reads_both_scripts_as_dash_does()
    {
        _manager.Save();
        var dash = (_manager.Run("install.sh"), _manager.Left(), _manager.Run("uninstall.sh"), _manager.Left());
        _manager.GoBack();
        var installed = (_manager.RunInBash("install.sh", "--wait", "0"), _manager.Left());
        Assert.Equal(dash, (installed.Item1, installed.Item2, _manager.RunInBash("uninstall.sh"), _manager.Left()));
    }

    [Theory]
    [InlineData("echo more >>." + Path, "the files in FOLDER are not what was sent")]
    [InlineData("rm ." + Path, "the files in FOLDER are not what was sent")]
    [InlineData("echo more >etc/more", "in FOLDER lies something that nobody sent")]
    [InlineData(
        "mkdir \"." + Path + "\nf .\"; echo >\"." + Path + "\nf ./install.sh\"",
        "in FOLDER lies something that nobody sent"
    )]
    [InlineData("ln -s /etc/passwd etc/more", "in FOLDER lies something that nobody sent")]
    [InlineData(
        "mv ." + Path + " ../unit; ln -s ../../../../unit ." + Path,
        "in FOLDER lies something that nobody sent"
    )]
    [InlineData("mkfifo etc/more", "in FOLDER lies something that nobody sent")]
    [InlineData("rm ." + Path + "; mkfifo ." + Path, "in FOLDER lies something that nobody sent")]
    [InlineData("echo more >>../sums", "the sums are not what was sent")]
    [InlineData("rm ../sums; mkfifo ../sums", "the sums are not what was sent")]
    public void Nothing_but_what_was_sent_is_installed(string meddling, string refusal)
    {
        var (sums, before, folder) = (_manager.Sums("output"), _manager.Left(), _manager.Folder["output/red"]);
        _manager.Shell($"cd output/red && {meddling}");
        var sentence = refusal.Replace("FOLDER", folder, StringComparison.Ordinal);
        Assert.Equal(
            ($"install.sh: nothing was changed: {sentence}\nexit 1\n", before),
            (_manager.RunAsInput("output", sums), _manager.Left())
        );
    }

    [Fact]
    public void More_than_root_would_ever_be_sent_is_not_read_to_its_end()
    {
        var before = _manager.Left();
        _manager.Shell($"truncate -s 1T output/red{Path}");
        Assert.Contains("64 MiB", _manager.Run("install.sh"), StringComparison.Ordinal);
        Assert.Equal(before, _manager.Left());
    }

    [Theory]
    [InlineData("somebody's", true)]
    [InlineData("changed since", false)]
    public void A_file_that_was_agreed_to_is_replaced_as_long_as_it_is_the_same(string present, bool isReplaced)
    {
        _manager.Folder.Write($"etc/{Unit}", "somebody's");
        _manager.Shell($"sha256sum etc/{Unit} | sed 's|  etc| /etc/systemd/system|' >agreed");
        _manager.Folder.Write($"etc/{Unit}", present);
        _manager.RunAsInput("output", "--agreed", _manager.Folder["agreed"]);
        Assert.Equal(
            isReplaced ? _manager.Folder.Read($"output/red{Path}") : present,
            _manager.Folder.Read($"etc/{Unit}")
        );
    }

    [Theory]
    [InlineData("link /etc/systemd/system/other.service\n")]
    [InlineData("=recorded\nx /etc/passwd\n")]
    [InlineData("")]
    public void What_was_agreed_to_is_held_to_its_sum(string present)
    {
        var before = _manager.Left();
        var agreed = _manager.Folder.Write("agreed", present);
        var sum = PiGen.Core.Planning.Fingerprint.Sha256Of("link /etc/other\n"u8);
        var said = _manager.RunAsInput("output", "--agreed", agreed, "--agreed-sum", sum);
        Assert.Matches("^install.sh: nothing was changed: .*agreed to.*\nexit 1\n$", said);
        Assert.Equal(before, _manager.Left());
    }

    [Theory]
    [InlineData("ln -s ../secret agreed")]
    [InlineData("mkdir agreed; cp ../secret agreed")]
    [InlineData("mkfifo agreed")]
    [InlineData("truncate -s 1T agreed")]
    [InlineData("cp ../secret agreed")]
    public void Of_what_takes_the_place_of_what_was_agreed_to_root_says_nothing(string meddling)
    {
        _manager.Folder.Write("secret", "root:very-secret:20000\n");
        _manager.Shell($"mkdir home && cd home && {meddling}");
        var before = _manager.Left();
        string[] agreed = ["--agreed", _manager.Folder["home/agreed"]];
        var sum = PiGen.Core.Planning.Fingerprint.Sha256Of("link /etc/other\n"u8);
        var said =
            _manager.RunAsInput("output", agreed) + _manager.RunAsInput("output", [.. agreed, "--agreed-sum", sum]);
        Assert.Matches(@"\A(install.sh: nothing was changed: .*agreed to.*\nexit 1\n){2}\z", said);
        Assert.DoesNotContain("secret", said, StringComparison.Ordinal);
        Assert.Equal(before, _manager.Left());
    }

    [Fact]
    public void What_is_named_to_deceive_a_terminal_is_shown_as_what_it_is()
    {
        var unit = _manager.Folder["output/red" + Path];
        File.WriteAllText(
            unit,
            File.ReadAllText(unit).Replace("/usr/bin/autossh", "/usr/bin/\u001b[2J", StringComparison.Ordinal)
        );
        Assert.StartsWith("install.sh: /usr/bin/?[2J is missing", _manager.Run("install.sh"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_plan_for_what_was_there_before_is_not_carried_out()
    {
        _manager.RunAsInput("output", "--seen", "none", "--by", "ann\t@laptop");
        var before = _manager.Left();
        _manager.Render("newer", "red00[1-3]");
        Assert.Matches(
            "^install.sh: nothing was changed: changed meanwhile by ann@laptop at [0-9TZ:-]+; look at the plan again\nexit 1\n$",
            _manager.RunAsInput("newer", "--seen", "none")
        );
        Assert.Equal(before, _manager.Left());
    }
}
