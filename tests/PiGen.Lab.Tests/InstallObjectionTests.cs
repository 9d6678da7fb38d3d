using System.Security.Cryptography;

namespace PiGen.Lab.Tests;

/// <summary>What somebody else has put or edited where files are installed is kept, unless --force is given.</summary>
public sealed class InstallObjectionTests : IDisposable
{
    private const string Unit = "etc/autossh-red001.service";
    private const string Path = "/etc/systemd/system/autossh-red001.service";
    private const string Way =
        "nothing was changed: move these away, or run this with --force, which takes all but folders\nexit 1\n";

    private readonly StandInManager _manager = new();

    public void Dispose() => _manager.Dispose();

    [Fact]
    public void A_file_that_was_there_before_is_kept()
    {
        _manager.Render();
        _manager.Folder.Write(Unit, "foreign");
        Assert.Equal(
            $"install.sh: {Path} is a file that PiGen did not install\ninstall.sh: {Way}",
            _manager.Run("install.sh")
        );
        Assert.Equal(("foreign", ""), (_manager.Folder.Read(Unit), _manager.Calls()));
    }

    [Fact]
    public void A_file_that_says_the_same_is_taken_over_and_left_in_the_end()
    {
        _manager.Render();
        _manager.Folder.Write(Unit, _manager.Folder.Read($"output/red{Path}"));
        var before = _manager.Left();
        Assert.DoesNotContain(Path, _manager.Run("install.sh"), StringComparison.Ordinal);
        _manager.Run("uninstall.sh");
        Assert.Equal(before, _manager.Left());
    }

    [Theory]
    [InlineData("install.sh")]
    [InlineData("uninstall.sh")]
    public void A_file_that_was_edited_since_is_kept(string script)
    {
        _manager.Render();
        _manager.Run("install.sh");
        File.AppendAllText(_manager.Folder[Unit], "# mine\n");
        var before = _manager.Left();
        Assert.Equal($"{script}: {Path} was edited since it was installed\n{script}: {Way}", _manager.Run(script));
        Assert.Equal(before, _manager.Left());
    }

    [Fact]
    public void An_edited_file_that_is_no_longer_listed_is_kept()
    {
        _manager.Render();
        _manager.Run("install.sh");
        File.AppendAllText(_manager.Folder[Unit], "# mine\n");
        _manager.Render("other", "red002");
        Assert.Equal(
            $"install.sh: {Path} was edited since it was installed\ninstall.sh: {Way}",
            _manager.RunIn("other", "install.sh")
        );
    }

    [Theory]
    [InlineData("install.sh")]
    [InlineData("uninstall.sh")]
    public void A_mask_is_a_link_in_the_way(string script)
    {
        _manager.Render();
        _manager.Run("install.sh");
        Mask();
        Assert.Equal($"{script}: {Path} is a link that PiGen did not make\n{script}: {Way}", _manager.Run(script));
        Assert.Equal("/dev/null", new FileInfo(_manager.Folder[Unit]).LinkTarget);
    }

    [Fact]
    public void All_objections_are_told_at_once_in_a_dry_run_too()
    {
        _manager.Render();
        _manager.Folder.Write(Unit, "foreign");
        Directory.CreateDirectory(_manager.Folder["etc/autossh-red002.service"]);
        Assert.Equal(
            $"""
            install.sh: {Path} is a file that PiGen did not install
            install.sh: /etc/systemd/system/autossh-red002.service is a folder
            install.sh: {Way}
            """,
            _manager.Run("install.sh", "--dry-run")
        );
    }

    [Fact]
    public void A_folder_is_kept_even_with_force()
    {
        _manager.Render();
        Directory.CreateDirectory(_manager.Folder[Unit]);
        Assert.Equal(
            $"install.sh: {Path} is a folder\ninstall.sh: nothing was changed: move these away\nexit 1\n",
            _manager.Run("install.sh", "--force")
        );
    }

    [Theory]
    [InlineData("--force")]
    [InlineData("--force", "--force")]
    public void Force_replaces_a_link_and_not_what_it_leads_to(params string[] options)
    {
        _manager.Render();
        var elsewhere = _manager.Folder.Write("elsewhere/kept", "kept");
        File.CreateSymbolicLink(_manager.Folder[Unit], System.IO.Path.GetDirectoryName(elsewhere)!);
        _manager.Run(["install.sh", .. options]);
        Assert.Equal(
            ("kept", _manager.Folder.Read($"output/red{Path}")),
            (File.ReadAllText(elsewhere), _manager.Folder.Read(Unit))
        );
        Assert.Equal([elsewhere], Directory.GetFiles(_manager.Folder["elsewhere"]));
    }

    [Fact]
    public void Force_replaces_a_mask_and_an_edited_file()
    {
        _manager.Render();
        _manager.Run("install.sh");
        var once = _manager.Left();
        Mask();
        File.AppendAllText(_manager.Folder["etc/autossh-red002.service"], "# mine\n");
        _manager.Run("install.sh", "--force");
        Assert.Equal(once, _manager.Left());
    }

    [Theory]
    [InlineData("--force", "--dry-run")]
    [InlineData("--dry-run", "--force")]
    public void Options_go_in_any_order(params string[] options)
    {
        _manager.Render("output", "red001");
        _manager.Folder.Write(Unit, "foreign");
        Assert.Equal(
            $"""
            would update {Path}
            would enable autossh-red001.service
            would reload systemd
            would start autossh-red001.service
            exit 0

            """,
            _manager.Run(["install.sh", .. options])
        );
        Assert.Equal("foreign", _manager.Folder.Read(Unit));
    }

    [Fact]
    public void Force_uninstalls_an_edited_file()
    {
        _manager.Render();
        _manager.Run("install.sh");
        File.AppendAllText(_manager.Folder[Unit], "# mine\n");
        Mask();
        _manager.Run("uninstall.sh", "--force");
        Assert.Equal("", _manager.Left());
    }

    [Theory]
    [InlineData("install.sh", "update")]
    [InlineData("uninstall.sh", "remove")]
    public void What_was_agreed_to_goes_and_what_was_edited_since_then_does_not(string script, string verb)
    {
        _manager.Render();
        _manager.Run("install.sh");
        File.AppendAllText(_manager.Folder[Unit], "# mine\n");
        var agreed = _manager.Folder.Write("agreed", $"{SumOf(Unit)} {Path}\n");
        File.AppendAllText(_manager.Folder[Unit], "# and more\n");
        Assert.Equal(
            $"{script}: {Path} was edited since it was installed\n{script}: {Way}",
            _manager.Run(script, "--agreed", agreed)
        );
        _manager.Folder.Write("agreed", $"{SumOf(Unit)} {Path}\n");
        Assert.Contains($"{verb} {Path}\n", _manager.Run(script, "--agreed", agreed), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("install.sh", "update")]
    [InlineData("uninstall.sh", "remove")]
    public void A_file_can_be_agreed_to_whatever_is_in_it_and_a_link_cannot(string script, string verb)
    {
        _manager.Render();
        _manager.Run("install.sh");
        var agreed = _manager.Folder.Write("agreed", $"any {Path}\n");
        Mask();
        Assert.Equal(
            $"{script}: {Path} is a link that PiGen did not make\n{script}: {Way}",
            _manager.Run(script, "--agreed", agreed)
        );
        File.Delete(_manager.Folder[Unit]);
        _manager.Folder.Write(Unit, "# mine\n");
        Assert.Contains($"{verb} {Path}\n", _manager.Run(script, "--agreed", agreed), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("install.sh")]
    [InlineData("uninstall.sh")]
    public void To_agree_to_one_is_not_to_agree_to_another(string script)
    {
        _manager.Render();
        _manager.Run("install.sh");
        Mask();
        File.AppendAllText(_manager.Folder["etc/autossh-red002.service"], "# mine\n");
        var agreed = _manager.Folder.Write("agreed", $"link {Path}\n");
        Assert.Equal(
            $"{script}: /etc/systemd/system/autossh-red002.service was edited since it was installed\n{script}: {Way}",
            _manager.Run(script, "--agreed", agreed)
        );
    }

    [Theory]
    [InlineData("install.sh")]
    [InlineData("uninstall.sh")]
    public void What_was_agreed_to_has_to_be_there(string script)
    {
        _manager.Render();
        Assert.Equal(
            $"{script}: nothing was changed: what was agreed to is no plain file, or there is nothing in it\nexit 1\n",
            _manager.Run(script, "--agreed", "/nowhere")
        );
    }

    private string SumOf(string file) =>
        Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(_manager.Folder[file])));

    private void Mask()
    {
        File.Delete(_manager.Folder[Unit]);
        File.CreateSymbolicLink(_manager.Folder[Unit], "/dev/null");
    }
}
