using System.Text.RegularExpressions;
using PiGen.Testing;

namespace PiGen.Cli.Tests;

/// <summary>A person's ssh_config, with PiGen's sections and without, as the real ssh reads it.</summary>
public sealed partial class SshConfigCommandTests : IDisposable
{
    private readonly SshConfigHome _home = new();

    public SshConfigCommandTests() =>
        Assert.SkipWhen(RealProgram.Missing("ssh") is not null || OperatingSystem.IsWindows(), "not installed: ssh");

    public void Dispose() => _home.Dispose();

    [Theory]
    [InlineData("true")]
    [InlineData("mkdir .ssh")]
    [InlineData("mkdir -p .ssh/config.d")]
    [InlineData("mkdir .ssh; : >.ssh/config")]
    [InlineData("mkdir .ssh; printf 'Host web\\n  Port 2222' >.ssh/config; chmod 640 .ssh/config")]
    [InlineData("mkdir .ssh; printf 'Compression yes\\r\\nHost web\\r\\n\\tPort=2222\\r\\n' >.ssh/config")]
    [InlineData("mkdir .ssh dotfiles; echo 'Host web' >dotfiles/ssh; ln -s ../dotfiles/ssh .ssh/config")]
    [InlineData("mkdir -p .ssh/config.d; echo 'Include config.d/*' >.ssh/config; echo 'Host a' >.ssh/config.d/mine")]
    public void Remove_leaves_all_as_it_was_before_install(string preparation)
    {
        foreach (
            var more in (string[][])
                [
                    [],
                    ["--inline"],
                ]
        )
        {
            _home.Prepare(preparation);
            var before = _home.Snapshot();
            Assert.Equal((0, ""), (_home.Install(more) is var there ? there.ExitCode : 1, there.Error));
            Assert.Equal("hostname red001", _home.Ask("red001", "hostname"));
            Assert.Equal((0, ""), (_home.Remove() is var gone ? gone.ExitCode : 1, gone.Error));
            Assert.Equal(before, _home.Snapshot());
            _home.Prepare("rm -rf .ssh dotfiles");
        }
    }

    [Theory]
    [InlineData("jump", "red001", "hostname red001, user pi, port 22, proxyjump red")]
    [InlineData("forward", "red002", "hostname red.local, user pi, port 8002")]
    [InlineData("both", "red001", "hostname red001, user pi, port 22, proxyjump red")]
    [InlineData("both", "red001-tunnel", "hostname red.local, user pi, port 8001")]
    public void Every_style_means_what_was_meant(string style, string name, string expected)
    {
        _home.Install("--style", style);
        string[] keywords = [.. expected.Split(", ").Select(setting => setting.Split(' ')[0])];
        Assert.Equal(expected, _home.Ask(name, keywords));
    }

    [Fact]
    public void A_second_install_has_nothing_to_do()
    {
        _home.Prepare("mkdir .ssh; echo 'Host web' >.ssh/config");
        _home.Install();
        var before = _home.Snapshot();
        var answer = _home.Install();
        Assert.Equal((0, "nothing to do: red is in your ssh_config\n"), (answer.ExitCode, answer.Out));
        Assert.Equal(before, _home.Snapshot());
    }

    [Fact]
    public void Several_clusters_are_several_files_and_one_line()
    {
        _home.Prepare("mkdir .ssh; echo 'Host web' >.ssh/config");
        var before = _home.Snapshot();
        _home.Install();
        _home.Run("install", "--workers", "blue[1-2]", "--yes");
        Assert.Single(Includes.Matches(File.ReadAllText(_home.Config)));
        Assert.Equal(
            "proxyjump blue, proxyjump red",
            $"{_home.Ask("blue2", "proxyjump")}, {_home.Ask("red002", "proxyjump")}"
        );
        _home.Remove();
        Assert.Equal("proxyjump blue", _home.Ask("blue2", "proxyjump"));
        _home.Run("remove", "--manager", "blue", "--yes");
        Assert.Equal(before, _home.Snapshot());
    }

    [Fact]
    public void A_changed_cluster_changes_its_file_alone()
    {
        _home.Prepare("mkdir .ssh; echo 'Host web' >.ssh/config");
        _home.Install();
        var config = File.ReadAllText(_home.Config);
        var answer = _home.Install("--user", "anthony");
        Assert.Equal($"update     {_home.Blocks("red")}", answer.Out.Split('\n')[0]);
        Assert.Equal((config, "user anthony"), (File.ReadAllText(_home.Config), _home.Ask("red001", "user")));
    }

    [Fact]
    public void Nothing_is_changed_that_nobody_agreed_to()
    {
        _home.Prepare("mkdir .ssh; echo 'Host web' >.ssh/config");
        var before = _home.Snapshot();
        var silent = _home.Run("install", "--workers", "red00[1-2]");
        var dry = _home.Run("install", "--workers", "red00[1-2]", "--dry-run", "--exit-code");
        Assert.Equal((1, 2, before), (silent.ExitCode, dry.ExitCode, _home.Snapshot()));
        Assert.Contains("--yes", silent.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void What_gets_into_each_others_way_is_named_with_its_line_and_needs_an_agreement()
    {
        _home.Prepare("mkdir .ssh; printf 'Host web\\n\\nHost red\\n  HostName 10.0.0.9\\n' >.ssh/config");
        var before = _home.Snapshot();
        var refused = _home.Install();
        Assert.Equal((1, before), (refused.ExitCode, _home.Snapshot()));
        Assert.Contains($"PG0721: you have a section for red already", refused.Error, StringComparison.Ordinal);
        Assert.Contains($" --> {_home.Config}:3:1\n", refused.Error, StringComparison.Ordinal);
        Assert.Equal((0, "hostname red.local"), (_home.Install("--force").ExitCode, _home.Ask("red", "hostname")));
    }

    [Fact]
    public void A_jump_that_leads_round_is_refused_even_if_all_is_agreed_to()
    {
        _home.Prepare("mkdir .ssh; printf 'Host red\\n  ProxyJump red002\\n' >.ssh/config");
        var before = _home.Snapshot();
        var answer = _home.Install("--force");
        Assert.Equal((1, before), (answer.ExitCode, _home.Snapshot()));
        Assert.Contains("red002", answer.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mkdir .ssh; echo 'Nonsense yes' >.ssh/config", "ssh does not read the configuration as it is")]
    [InlineData("mkdir .ssh; : >.ssh/config; chmod 400 .ssh/config", "PG0738")]
    [InlineData("mkdir .ssh; ln -s nowhere .ssh/config", "PG0735")]
    [InlineData("mkdir -p .ssh/config", "PG0734")]
    [InlineData("mkdir .ssh; : >.ssh/config.d", "PG0736")]
    [InlineData("mkdir -p .ssh/config.d; echo mine >.ssh/config.d/pigen-red.conf", "PG0733")]
    [InlineData("mkdir .ssh; : >.ssh/config; chown 12345 .ssh/config", "PG0737")]
    [InlineData("mkdir .ssh; mkfifo .ssh/config", "PG0734")]
    [InlineData("mkdir .ssh; echo '# pigen begin red x' >.ssh/config", "PG0711")]
    public void What_stands_in_the_way_is_told_and_left(string preparation, string sentence)
    {
        Assert.SkipWhen(Environment.UserName != "root", "needs root, for a file of another user");
        _home.Prepare(preparation);
        var before = _home.Snapshot();
        var answer = _home.Install();
        Assert.Equal((1, before), (answer.ExitCode, _home.Snapshot()));
        Assert.Contains(sentence, answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void What_somebody_wrote_into_PiGens_file_is_kept_unless_that_is_agreed_to()
    {
        _home.Install();
        File.AppendAllText(_home.Blocks("red"), "Host mine\n");
        var before = _home.Snapshot();
        Assert.Equal(
            (1, 1, before),
            (_home.Install("--user", "x").ExitCode, _home.Remove().ExitCode, _home.Snapshot())
        );
        Assert.Equal((0, false), (_home.Remove("--force").ExitCode, Directory.Exists(_home.Path(".ssh"))));
    }

    [Fact]
    public void What_the_person_wrote_since_stays()
    {
        _home.Prepare("mkdir .ssh; echo 'Host web' >.ssh/config");
        _home.Install();
        File.AppendAllText(_home.Config, "Host other\n");
        var answer = _home.Remove();
        Assert.Equal((0, "Host web\nHost other\n"), (answer.ExitCode, File.ReadAllText(_home.Config)));
        Assert.Equal("Host web\n", File.ReadAllText(_home.Config + ".pigen-backup"));
        Assert.Contains(_home.Config + ".pigen-backup", answer.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_PiGen_made_and_others_use_since_stays()
    {
        _home.Install();
        File.WriteAllText(_home.Path(".ssh/known_hosts"), "");
        _home.Remove();
        Assert.Equal([_home.Path(".ssh/known_hosts")], Directory.GetFileSystemEntries(_home.Path(".ssh")));
    }

    [Fact]
    public void Show_prints_what_install_writes()
    {
        _home.Install();
        var shown = Pigen.Run("ssh-config", "show", "--workers", "red00[1-2]").Out;
        Assert.EndsWith(shown, File.ReadAllText(_home.Blocks("red")), StringComparison.Ordinal);
        Assert.StartsWith("Host red\n", shown, StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_rendered_and_reviewed_is_what_is_installed()
    {
        using var output = new TemporaryFolder();
        Pigen.Render(output.Path);
        _home.Run("install", "--yes", "--output", output.Path);
        Assert.EndsWith(
            output.Read("laptop/ssh_config.jump"),
            File.ReadAllText(_home.Blocks("red")),
            StringComparison.Ordinal
        );
        output.Write("laptop/ssh_config.jump", output.Read("laptop/ssh_config.jump") + "Host more\n");
        var refused = _home.Run("install", "--yes", "--output", output.Path);
        Assert.Contains(
            "laptop/ssh_config.jump was edited since it was rendered",
            refused.Error,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("--style", "sideways", "PG0751")]
    [InlineData("--style", "forward", "PG0203")]
    [InlineData("--laptop", "a b", "PG0602")]
    [InlineData("--config", "", "PG0754")]
    public void A_mistake_in_an_option_is_told(string option, string value, string code)
    {
        var answer = Pigen.Run("ssh-config", "install", "--workers", "red00[1-2]", option, value);
        Assert.Equal((1, $"error {code}"), (answer.ExitCode, answer.Error.Split(':')[0]));
    }

    [GeneratedRegex("^Include ", RegexOptions.Multiline)]
    private static partial Regex Includes { get; }
}
