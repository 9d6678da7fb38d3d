using PiGen.Testing;

namespace PiGen.Lab.Tests;

/// <summary>Where root writes, and where it does not: in no folder in which anybody else could exchange what it writes.</summary>
public sealed class InstallFolderTests : IDisposable
{
    private const string Refusal = "install.sh: nothing was changed: root writes only where nobody else can\nexit 1\n";

    private readonly StandInManager _manager = new();

    public InstallFolderTests()
    {
        _manager.Folder.Write("pack/page.scriban", Page);
        _manager.Render("output", "red001", "--templates", _manager.Folder["pack"]);
    }

    public void Dispose() => _manager.Dispose();

    [Theory]
    [InlineData("mkdir -p srv/web; chown 1000 srv/web", "/var/lib/srv/web belongs to")]
    [InlineData("mkdir -p srv/web; chown 1000 srv", "/var/lib/srv belongs to")]
    [InlineData("mkdir -p srv/web; chmod 775 srv/web", "write in /var/lib/srv/web (mode 775)")]
    [InlineData(
        "mkdir -p srv/web; setfacl -m u:1000:rwx srv/web 2>/dev/null || chmod 775 srv/web",
        "write in /var/lib/srv/web (mode 775)"
    )]
    [InlineData("mkdir -p srv/web; chmod 1777 srv", "write in /var/lib/srv (mode 1777)")]
    [InlineData("mkdir -p srv/web; chmod 757 srv", "write in /var/lib/srv (mode 757)")]
    [InlineData("mkdir -p srv hers/x; chown 1000 hers; ln -s ../hers/x srv/web", "/hers belongs to")]
    [InlineData("mkdir -p hers/web; chown 1000 hers; ln -s hers srv", "/hers belongs to")]
    [InlineData("mkdir -p hers/web; chown 1000 hers; ln -s /var/lib/hers/web/../web/.. srv", "/hers belongs to")]
    [InlineData(
        "mkdir -p hers srv/1/web; chown 1000 hers; ln -s ../srv/1/web hers/web; ln -s ../hers/web srv/web",
        "/hers belongs to"
    )]
    [InlineData(
        "mkdir -p 'srv/ 0 /x' web; chown 1000 'srv/ 0 '; ln -s 'srv/ 0 /x' 2; ln -s ../2 srv/web",
        "/srv/ 0  belongs to"
    )]
    [InlineData(
        "mkdir -p ../etc/multi-user.target.wants; chown 1000 ../etc/multi-user.target.wants",
        "/multi-user.target.wants belongs to"
    )]
    public void Where_another_could_exchange_what_root_writes_nothing_is_written(string folders, string refusal)
    {
        _manager.Shell($"cd lib && {folders}");
        var before = _manager.Left();
        var (dry, said) = (_manager.Run("install.sh", "--dry-run"), _manager.Run("install.sh"));
        Assert.StartsWith("install.sh: ", said, StringComparison.Ordinal);
        Assert.Contains(refusal, said, StringComparison.Ordinal);
        Assert.EndsWith(Refusal, said, StringComparison.Ordinal);
        Assert.Equal((said, before), (dry, _manager.Left()));
    }

    [Theory]
    [InlineData("mkdir -p srv/web")]
    [InlineData("mkdir -p there/web; ln -s there srv")]
    [InlineData("mkdir -p srv there; ln -s ../srv/../there/. srv/web")]
    public void A_link_of_roots_between_folders_of_roots_is_followed(string folders)
    {
        _manager.Shell($"cd lib && {folders}");
        Assert.EndsWith("\nexit 0\n", _manager.Run("install.sh"), StringComparison.Ordinal);
        Assert.Equal("page\n", _manager.Folder.Read("lib/srv/web/index.html"));
    }

    [Theory]
    [InlineData("mkdir -p srv pigen/clusters; ln -s ../pigen/clusters srv/web")]
    [InlineData("mkdir -p pigen; ln -s pigen srv")]
    [InlineData("mkdir -p srv; ln -s /run/pigen srv/web")]
    public void Among_the_records_there_is_no_place_for_a_file(string folders)
    {
        _manager.Shell($"cd lib && {folders}");
        var said = _manager.Run("install.sh", "--force");
        Assert.Contains(
            "is where PiGen keeps its records, and no place for a file\nexit 1\n",
            said,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_link_with_a_line_break_in_it_names_nothing_else()
    {
        _manager.Run("install.sh");
        _manager.Folder.Write("lib/precious", "x");
        _manager.Shell(
            "ln -s \"$(printf 'x\\n/var/lib/precious\\t/q/autossh-red001.service')\" etc/multi-user.target.wants/zz"
        );
        Assert.EndsWith("\nexit 0\n", _manager.Run("uninstall.sh"), StringComparison.Ordinal);
        Assert.Equal("x", _manager.Folder.Read("lib/precious"));
    }

    [Fact]
    public void What_a_dry_run_left_that_was_killed_goes_with_the_next_run()
    {
        _manager.Folder.Write("run/pigen.4194304.aaaaaaaaaa/x", "");
        _manager.Run("install.sh");
        _manager.Run("uninstall.sh");
        Assert.Equal("", _manager.Left());
    }

    [Fact]
    public void A_folder_that_another_has_got_since_is_left_alone_until_root_has_it_back()
    {
        _manager.Run("install.sh");
        _manager.Shell("chown 1000 lib/srv");
        var before = _manager.Left();
        Assert.EndsWith(
            Refusal.Replace("install.sh", "uninstall.sh", StringComparison.Ordinal),
            _manager.Run("uninstall.sh"),
            StringComparison.Ordinal
        );
        Assert.Equal(before, _manager.Left());
        _manager.Shell("chown 0 lib/srv");
        _manager.Run("uninstall.sh");
        Assert.Equal("", _manager.Left());
    }

    [Fact]
    public void A_run_that_was_cut_short_is_not_rolled_back_through_a_folder_that_another_has_got_since()
    {
        var steps = _manager.KeepSteps("output", "install.sh");
        _manager.GoToStep(steps - 5);
        _manager.Shell("chown 1000 lib/srv");
        Assert.EndsWith("\nexit 4\n", _manager.Run("install.sh", "--recover"), StringComparison.Ordinal);
        _manager.Shell("chown 0 lib/srv");
        Assert.EndsWith("\nexit 0\n", _manager.Run("install.sh", "--recover"), StringComparison.Ordinal);
        Assert.Equal("", _manager.Left());
    }

    [Fact]
    public void What_lies_under_a_name_like_those_of_a_run_is_neither_used_nor_removed()
    {
        _manager.Folder.Write("secret", "secret\n");
        _manager.Shell("mkdir -p lib/srv/web/.pigen-new; ln -s ../../../../secret lib/srv/web/.pigen-new/index.html");
        _manager.Run("install.sh");
        _manager.Folder.Write("state/autossh-red001.service.fails", "");
        _manager.Folder.Write(
            "output/red/etc/systemd/system/autossh-red001.service",
            "[Service]\nExecStart=/bin/true\n"
        );
        Assert.EndsWith("\nexit 3\n", _manager.Run("install.sh"), StringComparison.Ordinal);
        Assert.Equal(
            ("secret\n", "page\n"),
            (_manager.Folder.Read("lib/srv/web/.pigen-new/index.html"), _manager.Folder.Read("lib/srv/web/index.html"))
        );
    }

    [Fact]
    public void Of_a_file_with_other_names_it_is_said_that_they_keep_what_was_there()
    {
        _manager.Folder.Write("lib/srv/web/index.html", "hers\n");
        _manager.Shell("ln lib/srv/web/index.html lib/copy");
        Assert.Contains(
            "install.sh: /var/lib/srv/web/index.html has other names, which keep what is in it now\n",
            _manager.Run("install.sh", "--force"),
            StringComparison.Ordinal
        );
        Assert.Equal(
            ("page\n", "hers\n"),
            (_manager.Folder.Read("lib/srv/web/index.html"), _manager.Folder.Read("lib/copy"))
        );
    }

    [Fact]
    public void Attributes_and_rights_of_what_was_taken_come_back_with_it()
    {
        Assert.SkipWhen(RealProgram.Missing("setfacl", "setfattr") is not null, "no setfacl, no setfattr here");
        _manager.Folder.Write("lib/srv/web/index.html", "hers\n");
        _manager.Shell(
            "cd lib/srv/web && setfacl -m u:0:rw,g::-,m:rw,o:- index.html && setfattr -n user.note -v x index.html"
        );
        var before = Rights();
        _manager.Run("install.sh", "--force");
        Assert.Equal("page\n", _manager.Folder.Read("lib/srv/web/index.html"));
        _manager.Run("uninstall.sh");
        Assert.Equal(before, Rights());
    }

    private string Rights() =>
        RealProgram
            .Run(
                "sh",
                "-c",
                "cd \"$1\" && cat index.html && getfacl index.html && getfattr -d index.html",
                "sh",
                _manager.Folder["lib/srv/web"]
            )
            .Out;

    private const string Page = """
        +++
        each = "cluster"
        host = manager.name
        path = "/var/lib/srv/web/index.html"
        mode = "0644"
        language = "text"
        +++
        page

        """;
}
