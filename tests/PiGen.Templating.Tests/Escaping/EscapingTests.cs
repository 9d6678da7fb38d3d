using PiGen.Templating.Escaping;
using Scriban.Runtime;

namespace PiGen.Templating.Tests.Escaping;

public class EscapingTests
{
    private static readonly ScriptObject Model = new() { { "v", "a b" } };
    private static readonly string[] HalfCharacters = ["\uD83C", "a\uDF53b", "🍓\uD83C"];

    [Fact]
    public void Every_language_has_a_name_of_its_own() =>
        Assert.Equal(
            Enum.GetValues<OutputLanguage>(),
            OutputLanguages.Names.Select(name => OutputLanguages.TryParse(name)!.Value)
        );

    [Theory]
    [InlineData(OutputLanguage.Systemd, "ExecStart=/bin/a {{ v }}")]
    [InlineData(OutputLanguage.Systemd, "# {{ v }}")]
    [InlineData(OutputLanguage.Sh, "echo '{{ v }}'")]
    [InlineData(OutputLanguage.SshConfig, "User {{ v }}")]
    [InlineData(OutputLanguage.Json, "[\"{{ v }}\"]")]
    [InlineData(OutputLanguage.Yaml, "a: {{ v }}")]
    public void Half_a_character_is_refused_in_every_language(OutputLanguage language, string template) =>
        Assert.All(HalfCharacters, value => Assert.Equal(Printed.Refused, Printed.As(language, template, value)));

    [Fact]
    public void What_the_author_vouches_for_is_printed_as_it_is() =>
        Assert.Equal("echo a b; ls", Printed.As(OutputLanguage.Sh, "echo {{ v | raw }}", "a b; ls"));

    [Fact]
    public void A_captured_value_is_escaped_once_where_it_is_printed() =>
        Assert.Equal("echo 'a b'", Printed.As(OutputLanguage.Sh, "{{ capture c; v; end }}echo {{ c }}", "a b"));

    [Fact]
    public void Values_of_an_include_are_escaped_in_it_and_its_text_is_not() =>
        Assert.Equal(
            "echo \"it's a b\"; id 'a b'",
            Printed.Try(OutputLanguage.Sh, "echo \"it's {{ include 'part' }}; id {{ v }}", Model, include: "{{ v }}\"")
        );

    [Theory]
    [InlineData("{{ i = include 'part' }}echo '{{ i }}'", @"echo 'x '\''a b'\'''")]
    [InlineData("x='{{ i = include 'part' }}'\necho {{ i }}", "x=''|echo 'x a b'")]
    [InlineData("{{ capture c; i = include 'part'; end }}echo {{ i }}", "echo 'x a b'")]
    [InlineData("echo {{ include_join ['part', 'part'] '; rm ' '$(' ')' }}", "echo '$('x 'a b''; rm 'x 'a b'')'")]
    [InlineData("echo {{ include_join ['part', 'part'] ('; ' | raw) }}", "echo x 'a b'; x 'a b'")]
    public void What_was_escaped_for_one_place_is_a_value_in_another(string template, string expected) =>
        Assert.Equal(
            expected.Replace('|', '\n'),
            Printed.Try(OutputLanguage.Sh, template, Model, include: "x {{ v }}")
        );

    [Fact]
    public void An_include_printed_later_does_not_confuse_the_place_of_what_follows() =>
        Assert.Equal(
            "echo 'a b' \"a b\"",
            Printed.Try(
                OutputLanguage.Sh,
                "{{ ignored = include 'part' }}echo {{ v }} \"{{ v }}\"",
                Model,
                include: "\"{{ v }}"
            )
        );

    [Fact]
    public void The_place_is_known_after_a_long_text_and_many_includes()
    {
        const string Template =
            "{{ for i in 1..300 }}echo 'it' \"{{ include 'part' }}\" # it's {{ i }}\n{{ end }}echo {{ v }}";
        var line = string.Concat(Enumerable.Range(1, 300).Select(i => $"echo 'it' \"it's a b 'x'\" # it's {i}\n"));
        Assert.Equal(line + "echo 'a b'", Printed.Try(OutputLanguage.Sh, Template, Model, include: "it's {{ v }} 'x'"));
    }
}
