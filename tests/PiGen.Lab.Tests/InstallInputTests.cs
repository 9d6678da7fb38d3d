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
        var sum = _manager.Sum("output");
        _manager.Save();
        var copied = (_manager.Run("install.sh"), _manager.Left());
        _manager.GoBack();
        Assert.Equal(copied, (_manager.RunAsInput("output", "--sums", sum), _manager.Left()));
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
    [InlineData("echo more >>." + Path, "the files are not what was sent")]
    [InlineData("echo more >etc/more", "nobody sent ./etc/more")]
    [InlineData("ln -s /etc/passwd etc/more", "in FOLDER, etc/more is neither a file nor a folder")]
    [InlineData("mkfifo etc/more", "in FOLDER, etc/more is neither a file nor a folder")]
    [InlineData("echo more >>sums", "FOLDER/sums is not what was sent")]
    public void Nothing_but_what_was_sent_is_installed(string meddling, string refusal)
    {
        var (sum, before, folder) = (_manager.Sum("output"), _manager.Left(), _manager.Folder["output/red"]);
        _manager.Shell($"cd output/red && {meddling}");
        var sentence = refusal.Replace("FOLDER", folder, StringComparison.Ordinal);
        Assert.Equal(
            ($"install.sh: nothing was changed: {sentence}\nexit 1\n", before),
            (_manager.RunAsInput("output", "--sums", sum), _manager.Left())
        );
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
