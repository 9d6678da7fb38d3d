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
            ["PG0522", "PG0304", "PG0525", "PG0521"],
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
    [InlineData("link")]
    [InlineData("linked/secret")]
    [InlineData("circle")]
    [InlineData("circle/a")]
    [InlineData("b")]
    [InlineData("")]
    public void Nothing_outside_of_the_folder_is_included(string name)
    {
        _folder.Write("secret", "secret");
        _folder.Write("parts/a", "a");
        _folder.Write("parts/b/c", "c");
        File.CreateSymbolicLink(_folder["parts/link"], _folder["secret"]);
        Directory.CreateSymbolicLink(_folder["parts/linked"], _folder.Path);
        File.CreateSymbolicLink(_folder["parts/circle"], "circle");
        AssertNotIncluded(name);
    }

    [Fact]
    public void An_absolute_path_is_not_included()
    {
        Directory.CreateDirectory(_folder["parts"]);
        AssertNotIncluded(_folder.Write("parts/a", "a"));
    }

    [Fact]
    public void A_link_that_stays_inside_is_included()
    {
        _folder.Write("parts/a", "a");
        File.CreateSymbolicLink(_folder["parts/link"], "a");
        Assert.Equal("a", Render("{{ include 'link' }}", "--includes", _folder["parts"]).Out);
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
