using PiGen.Testing;

namespace PiGen.Cli.Tests;

public sealed class TemplateEjectTests : IDisposable
{
    private static readonly string[] Parts =
    [
        "_change.sh.scriban",
        "_listeners.sh.scriban",
        "_plan.sh.scriban",
        "_record.sh.scriban",
        "_script.sh.scriban",
        "_transaction.sh.scriban",
        "_units.sh.scriban",
    ];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void All_templates_and_their_parts_are_taken_out_and_a_second_time_stay_as_they_are()
    {
        var listed = Pigen.Run("template", "list").Out.Split('\n')[1..^1].Select(line => line.Split(' ')[0]);
        List<string> names = [.. Parts, .. listed];
        Assert.Equal(Lines(names, "created"), Eject().Out);
        Assert.Equal(Lines(names, "unchanged"), Eject().Out);
        Assert.Equal(names, _folder.Files());
    }

    [Fact]
    public void What_is_taken_out_is_what_show_prints()
    {
        Eject("install.sh");
        Assert.Equal(
            ("install.sh.scriban", Pigen.Run("template", "show", "install.sh").Out),
            (Assert.Single(_folder.Files()), _folder.Read("install.sh.scriban"))
        );
    }

    [Fact]
    public void Some_are_taken_out_into_a_folder_that_is_made_for_them()
    {
        var answer = Pigen.Run("template", "eject", "install.sh.scriban", "uninstall.sh", _folder["my/own"]);
        Assert.Equal("", answer.Error);
        Assert.Equal(["my/own/install.sh.scriban", "my/own/uninstall.sh.scriban"], _folder.Files());
    }

    [Fact]
    public void A_changed_file_is_refused_and_nothing_is_written()
    {
        var path = _folder.Write("ssh_config.jump.scriban", "mine");
        var before = _folder.Snapshot();
        Assert.Equal(
            new Answer(
                1,
                "",
                $"""
                error PG0524: this file is there and is not the built-in template
                 --> {path}
                hint: keep it and eject elsewhere, or overwrite it with --force

                """
            ),
            Eject()
        );
        Assert.Equal(before, _folder.Snapshot());
    }

    [Fact]
    public void A_changed_file_is_overwritten_if_asked_for()
    {
        var path = _folder.Write("install.sh.scriban", "mine");
        Assert.Equal(new Answer(0, $"updated    {path}\n", ""), Eject("install.sh", "--force"));
        Assert.Equal(Pigen.Run("template", "show", "install.sh").Out, _folder.Read("install.sh.scriban"));
    }

    [Fact]
    public void An_overwritten_file_keeps_its_mode()
    {
        var path = _folder.Write("install.sh.scriban", "mine");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Eject("install.sh", "--force");
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
    }

    [Theory]
    [InlineData("ln -s victim install.sh.scriban")]
    [InlineData("ln -s nowhere install.sh.scriban")]
    [InlineData("ln -s /dev/full install.sh.scriban")]
    [InlineData("mkfifo install.sh.scriban")]
    [InlineData("mkdir install.sh.scriban")]
    public void What_is_no_file_stays_even_so(string made)
    {
        _folder.Write("victim", "precious");
        RealProgram.Run("sh", "-c", $"cd \"$0\" && {made}", _folder.Path);
        var before = FolderMoments.Listing(_folder.Path);
        var answer = Eject("install.sh", "uninstall.sh", "--force");
        Assert.Equal((1, "", before), (answer.ExitCode, answer.Out, FolderMoments.Listing(_folder.Path)));
        Assert.StartsWith("error PG0529: ", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_folder_itself_may_be_a_link_of_the_persons()
    {
        Directory.CreateDirectory(_folder["real"]);
        File.CreateSymbolicLink(_folder["mine"], "real");
        Assert.Equal("", Pigen.Run("template", "eject", "install.sh", _folder["mine"]).Error);
        Assert.Equal(["real/install.sh.scriban"], _folder.Files().Where(file => file.StartsWith("real")));
    }

    [Fact]
    public async Task Whenever_it_is_killed_the_next_one_finds_the_old_files_or_the_new_ones()
    {
        Assert.SkipWhen(HaltedProgram.WhyNot is not null, HaltedProgram.WhyNot ?? "");
        string[] names = ["install.sh", "uninstall.sh"];
        foreach (var name in names)
        {
            _folder.Write($"{name}.scriban", $"my {name}");
        }
        using var moments = new FolderMoments(_folder.Path, unfinished: ".part");
        await HaltedProgram.RunAsync(
            PigenProgram.Command(["template", "eject", .. names, _folder.Path, "--force"]),
            [],
            default,
            moments.Look,
            _folder.Path
        );
        foreach (var moment in moments.Replay())
        {
            // Refused or not, it puts right what it finds.
            Eject("ssh_config.jump");
            string[] found = [.. names.Select(name => _folder.Read($"{name}.scriban"))];
            string[] ejected = [.. names.Select(name => Pigen.Run("template", "show", name).Out)];
            Assert.True(
                found.SequenceEqual(names.Select(name => $"my {name}")) || found.SequenceEqual(ejected),
                $"moment {moment} of {moments.Count}"
            );
            Assert.Equal(3, _folder.Files().Length);
        }
        Assert.InRange(moments.Count, 5, 100);
    }

    [Theory]
    [InlineData("instal.sh")]
    [InlineData("ssh_config.jmp")]
    public void A_misspelt_name_is_refused_and_nothing_is_written(string name)
    {
        var answer = Eject("install.sh", name);
        Assert.Equal((1, ""), (answer.ExitCode, answer.Out));
        Assert.StartsWith("error PG0523: there is no template of this name\n", answer.Error, StringComparison.Ordinal);
        Assert.Empty(_folder.Files());
    }

    // No folder to be made by chance: a last argument that is nearly a template is no folder.
    [Theory]
    [InlineData("instal.sh", "install.sh")]
    [InlineData("autossh", "autossh.service")]
    public void A_misspelt_name_without_a_folder_is_refused(string name, string meant) =>
        Assert.EndsWith(
            $"hint: did you mean '{meant}'?\n",
            Pigen.Run("template", "eject", name).Error,
            StringComparison.Ordinal
        );

    [Fact]
    public void What_was_taken_out_and_laid_over_renders_the_same()
    {
        Eject();
        Pigen.Render(_folder["output"]);
        var answer = Pigen.Render(_folder["output"], "--templates", _folder.Path);
        var changes = answer
            .Out.Split('\n')
            .Where(line => !line.Contains('→', StringComparison.Ordinal) && line.Length > 0);
        Assert.All(changes, line => Assert.StartsWith("unchanged ", line, StringComparison.Ordinal));
    }

    private Answer Eject(params string[] arguments) => Pigen.Run(["template", "eject", .. arguments, _folder.Path]);

    private string Lines(List<string> names, string change) =>
        string.Concat(names.Select(name => $"{change, -10} {_folder[name]}\n"));
}
