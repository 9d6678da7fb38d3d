using PiGen.Testing;

namespace PiGen.Cli.Tests;

public sealed class TemplateRenderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("m.json", """{"name": "red", "ports": [80, 443]}""")]
    [InlineData("m.yaml", "name: red\nports: [80, 443]\n")]
    [InlineData("m.yml", "name: red\nports:\n- 80\n- 443\n")]
    public void A_template_is_rendered_with_a_model(string file, string model) =>
        Assert.Equal(
            new Answer(0, "red: 80 443\n", ""),
            Render("{{ name }}: {{ ports | array.join ' ' }}\n", "--model", _folder.Write(file, model))
        );

    [Fact]
    public void The_model_may_come_from_standard_input() =>
        Assert.Equal(
            new Answer(0, "red", ""),
            Pigen.RunWith("""{"name": "red"}""", "template", "render", Template("{{ name }}"), "--model", "-")
        );

    [Fact]
    public void No_model_is_needed() => Assert.Equal(new Answer(0, "3", ""), Render("{{ 1 + 2 }}"));

    [Theory]
    [InlineData("m.json", "{\n \"a\": 1,\n}", "PG0422", 3, 1)]
    [InlineData("m.json", "{\"a\": 1, \"a\": 2}", "PG0424", 1, 10)]
    [InlineData("m.json", "[]", "PG0421", 1, 1)]
    [InlineData("m.yaml", "a: 'x", "PG0423", 1, 4)]
    [InlineData("m.yaml", "a: 1\na: 2", "PG0424", 2, 1)]
    public void A_model_with_a_mistake_is_refused_in_its_place(
        string file,
        string model,
        string code,
        int line,
        int column
    )
    {
        var path = _folder.Write(file, model);
        var answer = Render("x", "--model", path);
        Assert.Equal((1, ""), (answer.ExitCode, answer.Out));
        Assert.StartsWith($"error {code}: ", answer.Error, StringComparison.Ordinal);
        Assert.Contains($"\n --> {path}:{line}:{column}\n", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_broken_model_from_standard_input_is_named_so() =>
        Assert.Contains(
            "\n --> standard input:1:8\n",
            Pigen.RunWith("""{"a": 1""", "template", "render", Template("x"), "--model", "-").Error,
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData("template", "render", "nowhere.scriban")]
    [InlineData("template", "render", "nowhere.scriban", "--model", "nowhere.json")]
    public void A_file_that_is_not_there_is_refused(params string[] args)
    {
        var answer = Pigen.Run(args);
        Assert.Equal((1, ""), (answer.ExitCode, answer.Out));
        Assert.StartsWith("error PG0522: there is no such file\n", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void All_mistakes_of_the_command_line_are_said_at_once()
    {
        var error = Render(
            "{{ 1 + }}",
            "--model",
            _folder["nowhere"],
            "--language",
            "perl",
            "--includes",
            "nowhere"
        ).Error;
        Assert.All(
            ["PG0522", "PG0302", "PG0525", "PG0521"],
            code => Assert.Contains(code, error, StringComparison.Ordinal)
        );
    }

    [Fact]
    public void A_script_needs_no_braces() => Assert.Equal(new Answer(0, "3", ""), Render("x = 1\nx + 2", "--script"));

    [Theory]
    [InlineData("{{ nam }}")]
    [InlineData("{{ m = {a: 1}; m.b }}")]
    public void Unknown_names_are_refused_or_if_asked_for_nothing(string template)
    {
        Assert.Equal(1, Render(template).ExitCode);
        Assert.Equal(new Answer(0, "", ""), Render(template, "--relaxed"));
    }

    [Theory]
    [InlineData("echo {{ 'a b' }}", "sh", "echo 'a b'")]
    [InlineData("echo {{ 'a b' }}", "text", "echo a b")]
    [InlineData("+++\nlanguage = \"sh\"\n+++\necho {{ 'a b' }}", null, "echo 'a b'")]
    [InlineData("+++\nlanguage = \"sh\"\n+++\necho {{ 'a b' }}", "text", "echo a b")]
    public void Values_are_escaped_for_the_language(string template, string? language, string expected) =>
        Assert.Equal(new Answer(0, expected, ""), Render(template, language is null ? [] : ["--language", language]));

    [Fact]
    public void An_unknown_language_of_the_front_matter_is_pointed_at() =>
        Assert.Contains(":2:12\n", Render("+++\nlanguage = \"perl\"\n+++\n").Error, StringComparison.Ordinal);

    [Fact]
    public void Templates_are_included_from_the_folder_and_those_below()
    {
        _folder.Write("parts/a", "a {{ include 'b/c' }}");
        _folder.Write("parts/b/c", "c");
        Assert.Equal(new Answer(0, "a c", ""), Render("{{ include 'a' }}", "--includes", _folder["parts"]));
    }

    [Theory]
    [InlineData("../secret")]
    [InlineData("b/../../secret")]
    [InlineData("./a")]
    [InlineData("b//c")]
    [InlineData("b")]
    [InlineData("")]
    public void Nothing_outside_of_the_folder_is_included(string name)
    {
        _folder.Write("secret", "secret");
        _folder.Write("parts/a", "a");
        _folder.Write("parts/b/c", "c");
        AssertNotIncluded(name);
    }

    [Theory]
    [InlineData("out", "out")]
    [InlineData("inside", "inside")]
    [InlineData("folder/secret", "folder")]
    [InlineData("b/link-of-a-link/etc/hostname", "b/link-of-a-link")]
    [InlineData("circle", "circle")]
    [InlineData("circle/a", "circle")]
    public void A_link_is_not_followed_wherever_it_leads(string name, string link)
    {
        _folder.Write("secret", "secret");
        _folder.Write("parts/a", "a");
        Directory.CreateDirectory(_folder["parts/b"]);
        File.CreateSymbolicLink(_folder["parts/out"], _folder["secret"]);
        File.CreateSymbolicLink(_folder["parts/inside"], "a");
        File.CreateSymbolicLink(_folder["parts/folder"], _folder.Path);
        File.CreateSymbolicLink(_folder["parts/circle"], "circle");
        File.CreateSymbolicLink(_folder["parts/b/root"], "/");
        File.CreateSymbolicLink(_folder["parts/b/link-of-a-link"], "root");
        var answer = Render($"{{{{ include '{name}' }}}}", "--includes", _folder["parts"]);
        Assert.Equal((1, ""), (answer.ExitCode, answer.Out));
        Assert.StartsWith($"error PG0527: ", answer.Error, StringComparison.Ordinal);
        Assert.Contains($"\n --> {_folder["parts"]}/{link}\n", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_folder_itself_may_be_a_link_of_the_persons()
    {
        _folder.Write("parts/a", "a");
        File.CreateSymbolicLink(_folder["mine"], "parts");
        Assert.Equal("a", Render("{{ include 'a' }}", "--includes", _folder["mine"]).Out);
    }

    [Theory]
    [InlineData("mkfifo template")]
    [InlineData("truncate -s 17M template")]
    [InlineData("ln -s /dev/zero template")]
    [InlineData("mkdir template")]
    [InlineData("mkfifo model.json && echo x > template")]
    [InlineData("truncate -s 17M model.json && echo x > template")]
    [InlineData("ln -s /dev/zero model.json && echo x > template")]
    [InlineData("mkdir parts && mkfifo parts/a && echo '{{ include \"a\" }}' > template")]
    [InlineData("mkdir parts && truncate -s 17M parts/a && echo '{{ include \"a\" }}' > template")]
    public void What_is_no_file_of_a_fair_size_is_said_and_not_waited_for(string made)
    {
        RealProgram.Run("sh", "-c", $"cd \"$0\" && {made}", _folder.Path);
        string[] model = made.Contains("model", StringComparison.Ordinal) ? ["--model", _folder["model.json"]] : [];
        string[] parts = made.Contains("parts", StringComparison.Ordinal) ? ["--includes", _folder["parts"]] : [];
        var answer = Pigen.Run(["template", "render", _folder["template"], .. model, .. parts]);
        Assert.Equal((1, ""), (answer.ExitCode, answer.Out));
        Assert.Matches("is no regular file|is larger than 16 MiB|this is a pipe", answer.Error);
    }

    [Fact]
    public void Standard_input_without_end_is_refused_as_a_file_of_that_size_is()
    {
        var answer = Pigen.RunWith(new string(' ', 17 << 20), "template", "render", Template("x"), "--model", "-");
        Assert.Equal(
            (1, "error: standard input is larger than 16 MiB"),
            (answer.ExitCode, answer.Error.Split('\n')[0])
        );
    }

    [Fact]
    public void An_absolute_path_is_not_included()
    {
        Directory.CreateDirectory(_folder["parts"]);
        AssertNotIncluded(_folder.Write("parts/a", "a"));
    }

    [Fact]
    public void Without_a_folder_nothing_is_included()
    {
        _folder.Write("a", "a");
        Assert.StartsWith("error PG0354: ", Render("{{ include 'a' }}").Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_mistake_within_includes_is_shown_with_the_way_there()
    {
        var inner = _folder.Write("parts/inner", "{{ nowhere }}");
        var outer = _folder.Write("parts/outer", "\n{{ include 'inner' }}");
        Assert.Equal(
            $$$"""
            error PG0331: the variable 'nowhere' does not exist
             --> {{{inner}}}:1:4
              |
            1 | {{ nowhere }}
              |    ^^^^^^^
            note: it is included here
             --> {{{outer}}}:2:4
              |
            2 | {{ include 'inner' }}
              |    ^^^^^^^^^^^^^^^
            note: it is included here
             --> {{{_folder["template"]}}}:1:4
              |
            1 | {{ include 'outer' }}
              |    ^^^^^^^^^^^^^^^
            hint: assign it first, or write nowhere ?? "…" if it may be missing

            """,
            Render("{{ include 'outer' }}", "--includes", _folder["parts"]).Error
        );
    }

    private void AssertNotIncluded(string name)
    {
        var answer = Render($"{{{{ include '{name}' }}}}", "--includes", _folder["parts"]);
        Assert.Equal((1, ""), (answer.ExitCode, answer.Out));
        Assert.StartsWith($"error PG0354: there is no template '{name}'", answer.Error, StringComparison.Ordinal);
    }

    private string Template(string text) => _folder.Write("template", text);

    private Answer Render(string template, params string[] options) =>
        Pigen.Run(["template", "render", Template(template), .. options]);
}
