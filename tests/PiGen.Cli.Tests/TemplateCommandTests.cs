using System.Text.Json;
using PiGen.Testing;

namespace PiGen.Cli.Tests;

public sealed class TemplateCommandTests : IDisposable
{
    private const string Motd =
        "+++\neach = \"worker\"\nhost = worker.name\npath = \"/etc/motd\"\nmode = \"0644\"\nlanguage = \"text\"\n+++\n{{ worker.name }}\n";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_list_says_what_each_template_is_for_and_where_from()
    {
        var path = _folder.Write("motd.scriban", Motd);
        var lines = Pigen.Run("template", "list", "--templates", _folder.Path).Out.Split('\n');
        Assert.Equal(["NAME", "EACH", "KIND", "MODE", "LANGUAGE", "FROM", "HOST", ":", "PATH"], WordsOf(lines[0]));
        Assert.Contains(
            "install.sh.scriban cluster 0755 sh built-in manager.name : \"install.sh\"",
            lines.Select(line => string.Join(' ', WordsOf(line)))
        );
        Assert.Contains(
            $"motd.scriban worker 0644 text {path} worker.name : \"/etc/motd\"",
            lines.Select(line => string.Join(' ', WordsOf(line)))
        );
    }

    [Fact]
    public void The_list_is_to_be_had_as_json()
    {
        var path = _folder.Write("motd.scriban", Motd);
        using var list = JsonDocument.Parse(Pigen.Run("template", "list", "--json", "--templates", _folder.Path).Out);
        var motd = list
            .RootElement.EnumerateArray()
            .Single(one => one.GetProperty("name").GetString() == "motd.scriban");
        Assert.Equal(
            $"name=motd.scriban each=worker kind= mode=0644 language=text from={path} host=worker.name path=\"/etc/motd\"",
            string.Join(' ', motd.EnumerateObject().Select(member => $"{member.Name}={member.Value}"))
        );
    }

    [Theory]
    [InlineData("motd")]
    [InlineData("motd.scriban")]
    public void A_template_is_shown_as_it_is_used(string name)
    {
        _folder.Write("motd.scriban", Motd);
        Assert.Equal(new Answer(0, Motd, ""), Pigen.Run("template", "show", name, "--templates", _folder.Path));
    }

    [Fact]
    public void A_persons_template_is_shown_in_the_place_of_the_built_in_one()
    {
        _folder.Write("install.sh.scriban", "mine");
        Assert.Equal("mine", Pigen.Run("template", "show", "install.sh", "--templates", _folder.Path).Out);
    }

    [Fact]
    public void An_unknown_name_is_refused_with_the_nearest_one() =>
        Assert.Equal(
            new Answer(
                1,
                "",
                """
                error PG0523: there is no template of this name
                 --> NAME:1:1
                  |
                1 | instal.sh
                  | ^^^^^^^^^
                hint: did you mean 'install.sh'?

                """
            ),
            Pigen.Run("template", "show", "instal.sh")
        );

    [Theory]
    [InlineData("list", "--templates")]
    [InlineData("show", "install.sh", "--templates")]
    [InlineData("check")]
    [InlineData("model", "--workers", "red1", "--wlan", "192.168.1.24", "--templates")]
    public void A_folder_that_is_not_there_is_refused(params string[] verb)
    {
        var answer = Pigen.Run(["template", .. verb, _folder["nowhere"]]);
        Assert.Equal((1, ""), (answer.ExitCode, answer.Out));
        Assert.StartsWith("error PG0521: there is no such folder\n", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_model_says_what_a_template_may_see()
    {
        using var model = JsonDocument.Parse(
            Pigen.Run("template", "model", "--workers", "red00[1-2]", "--wlan", "192.168.1.24").Out
        );
        Assert.Equal(
            ["kind", "manager", "workers", "forwards", "ssh_forwards", "laptop", "worker", "forward", "artifacts"],
            model.RootElement.EnumerateObject().Select(member => member.Name)
        );
    }

    [Theory]
    [InlineData("autossh.service", "red/etc/systemd/system/autossh-red001.service")]
    [InlineData("install.sh", "red/install.sh")]
    [InlineData("uninstall.sh", "red/uninstall.sh")]
    [InlineData("ssh_config.forward", "laptop/ssh_config.forward")]
    [InlineData("ssh_config.jump", "laptop/ssh_config.jump")]
    public void A_template_with_the_model_gives_what_render_writes(string name, string artifact)
    {
        Pigen.Render(_folder["output"]);
        Pigen.Run("template", "eject", _folder["pack"]);
        var template = _folder[$"pack/{name}.scriban"];
        var model = Pigen.Run("template", "model", "--workers", "red00[1-2]", "--wlan", "192.168.1.24").Out;
        Assert.Equal(
            new Answer(0, _folder.Read($"output/{artifact}"), ""),
            Pigen.RunWith(model, "template", "render", template, "--model", "-", "--includes", _folder["pack"])
        );
    }

    private static string[] WordsOf(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
