using System.Text.RegularExpressions;
using PiGen.Testing;

namespace PiGen.Cli.Tests;

public sealed partial class TemplateCheckTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_built_in_pack_has_no_mistakes() =>
        Assert.Equal(new Answer(0, "6 templates, no mistakes\n", ""), Pigen.Run("template", "check"));

    [Fact]
    public void A_sound_template_is_counted()
    {
        Write("motd", "cluster", "/etc/motd", "{{ manager.name }} with {{ workers.size }} workers\n");
        Assert.Equal(new Answer(0, "7 templates, no mistakes\n", ""), Check());
    }

    [Fact]
    public void All_mistakes_of_all_templates_are_found_at_once()
    {
        Write("a", "cluster", "a", "{{ manager.nme }}\n{{ workrs }} {{ 'x' | string.upcse }}");
        Write("b", "cluster", "b", "{{ 1 + }}");
        _folder.Write("c.scriban", "no front matter");
        _folder.Write("_part", "{{ nowhere }}");
        Write("d", "cluster", "d", "{{ include '_part' }}{{ include '_none' }}");
        Assert.Equal(
            """
            PG0302 b.scriban:8:8
            PG0401 c.scriban:1:1
            PG0332 a.scriban:8:12
            PG0331 a.scriban:9:4
            PG0332 a.scriban:9:30
            PG0354 d.scriban:8:25
            PG0331 _part:1:4
            """,
            Mistakes()
        );
    }

    [Fact]
    public void A_link_is_not_read_wherever_it_leads()
    {
        using var outside = new TemporaryFolder();
        Directory.CreateDirectory(_folder["x"]);
        File.CreateSymbolicLink(_folder["out.scriban"], outside.Write("secret", "{{ secret }}"));
        File.CreateSymbolicLink(_folder["nowhere.scriban"], "nothing");
        File.CreateSymbolicLink(_folder["self.scriban"], "a.scriban");
        Write("a", "cluster", "a", "{{ manager.nme }}");
        var errors = Check().Error;
        Assert.Equal(
            ["PG0527", "PG0527", "PG0527", "PG0332"],
            errors
                .Split('\n')
                .Where(line => line.StartsWith("error", StringComparison.Ordinal))
                .Select(line => line[6..12])
        );
        Assert.DoesNotContain("secret", errors, StringComparison.Ordinal);
    }

    // As root, such a pack put /etc/shadow into an artifact.
    [Fact]
    public void A_link_in_the_way_that_another_link_goes_is_not_followed()
    {
        File.CreateSymbolicLink(_folder["r"], "/");
        File.CreateSymbolicLink(_folder["_x.scriban"], "r/etc/hostname");
        Write("a", "cluster", "a", "{{ include '_x.scriban' }}{{ include 'r/etc/hostname' }}");
        Assert.StartsWith("PG0527 _x.scriban\n", Mistakes(), StringComparison.Ordinal);
        Assert.Contains("PG0527 r", Mistakes(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mkfifo t.scriban")]
    [InlineData("mkfifo _part.scriban")]
    public void A_pipe_is_told_and_not_waited_for(string made)
    {
        RealProgram.Run("sh", "-c", $"cd \"$0\" && {made}", _folder.Path);
        Assert.Equal($"PG0528 {made[7..]}", Mistakes());
    }

    [Theory]
    [InlineData("cluster", "x", "{{ if false }}{{ manager.nme }}{{ end }}", "PG0332 t.scriban:8:26")]
    [InlineData("cluster", "x", "{{ forward.name }}", "PG0331 t.scriban:8:4")]
    [InlineData("forward", "x", "{{ worker.name }}", "PG0331 t.scriban:8:4")]
    [InlineData("worker", "x", "{{ laptop.name }}", "PG0331 t.scriban:8:4")]
    [InlineData("cluster", "/etc/x", "{{ artifacts.size }}", "PG0331 t.scriban:8:4")]
    [InlineData("cluster", "x", "{{ for a in artifacts; a.file; end }}", "PG0332 t.scriban:8:26")]
    [InlineData("cluster", "x", "{{ for f in forwards; f.worker.nme; end }}", "PG0332 t.scriban:8:32")]
    public void A_template_may_see_what_it_is_rendered_for(string each, string path, string text, string expected)
    {
        Write("t", each, path, text);
        Assert.Equal(expected, Mistakes());
    }

    [Theory]
    [InlineData("/d", 59, "")]
    [InlineData("/d", 60, "PG0407 t.scriban:4:8")]
    [InlineData("/0123456789012345678901234567890123456789", 23, "PG0407 t.scriban:4:8")]
    public void A_path_that_needs_folders_without_end_is_refused(string part, int count, string expected)
    {
        Write("t", "cluster", string.Concat(Enumerable.Repeat(part, count)), "");
        Assert.Equal(expected, Mistakes());
    }

    [Theory]
    [InlineData("host = managr.name\npath = \"x\"", "PG0331 t.scriban:6:8")]
    [InlineData("host = manager.name\npath = \"x\" + worker.name", "PG0331 t.scriban:7:14")]
    [InlineData("host = manager.name\npath = artifacts[0].path", "PG0331 t.scriban:7:8")]
    [InlineData("host = manager.name\npath = \"/x\"\nwhen = artifacts.size > 0", "PG0331 t.scriban:8:8")]
    [InlineData("host = manager.name\npath = \"x\"\nwhen = artifacts.sze > 0", "PG0332 t.scriban:8:18")]
    [InlineData("host = manager.name\npath = \"x/../y\"", "PG0407 t.scriban:7:8")]
    [InlineData("host = manager.name\npath = \"/var/lib/pigen/version\"", "PG0407 t.scriban:7:8")]
    [InlineData("host = manager.name\npath = \"/run/pigen\"", "PG0407 t.scriban:7:8")]
    public void Mistakes_of_the_front_matter_are_found(string entries, string expected)
    {
        _folder.Write(
            "t.scriban",
            $"+++\neach = \"cluster\"\nmode = \"0644\"\nlanguage = \"text\"\n\n{entries}\n+++\n"
        );
        Assert.Equal(expected, Mistakes());
    }

    [Fact]
    public void What_only_shows_when_an_example_is_rendered_is_found_too()
    {
        Write("t", "cluster", "x", "{{ workers[9].name }}");
        Assert.Equal("PG0343 t.scriban:8:12", Mistakes());
    }

    [Fact]
    public void A_file_that_is_no_text_hides_no_other_mistakes()
    {
        File.WriteAllBytes(_folder["a.scriban"], [0xC3, 0x28]);
        Write("t", "cluster", "x", "{{ manager.nme }}");
        var answer = Check();
        Assert.Equal(1, answer.ExitCode);
        Assert.EndsWith("PG0332 t.scriban:8:12", Mistakes(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_part_that_nothing_includes_is_read_too()
    {
        _folder.Write("_part.scriban", "{{ 1 + }}");
        Assert.Equal("PG0302 _part.scriban:1:8", Mistakes());
    }

    [Fact]
    public void A_mistake_looks_as_mistakes_do()
    {
        var path = Write("t", "cluster", "x", "{{ if false }}{{ manager.nme }}{{ end }}");
        Assert.Equal(
            $$$"""
            error PG0332: there is no member 'nme' here
             --> {{{path}}}:8:26
              |
            8 | {{ if false }}{{ manager.nme }}{{ end }}
              |                          ^^^
            hint: did you mean 'manager.name'?

            """,
            Check().Error
        );
    }

    private string Write(string name, string each, string path, string text) =>
        _folder.Write(
            name + ".scriban",
            $"+++\neach = \"{each}\"\nhost = manager.name\npath = \"{path}\"\nmode = \"0644\"\nlanguage = \"text\"\n+++\n{text}"
        );

    private Answer Check() => Pigen.Run("template", "check", _folder.Path);

    // One line a mistake: its code, the file's name and the place.
    private string Mistakes() =>
        string.Join(
            '\n',
            Mistake.Matches(Check().Error).Select(found => $"{found.Groups["code"]} {found.Groups["place"]}")
        );

    [GeneratedRegex(@"error (?<code>PG\d{4}): .*\n --> (?:.*/)?(?<place>[^/\n]+)")]
    private static partial Regex Mistake { get; }
}
