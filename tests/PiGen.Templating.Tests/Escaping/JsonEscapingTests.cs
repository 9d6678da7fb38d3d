using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using PiGen.Templating.Escaping;

namespace PiGen.Templating.Tests.Escaping;

public class JsonEscapingTests
{
    public static TheoryData<string, string> Values { get; } =
        new()
        {
            { "{{ 'x' }}", "\"x\"" },
            { "{ \"a\": {{ 'say \"hi\"' }} }", "{ \"a\": \"say \\\"hi\\\"\" }" },
            { "{ \"a\": \"is {{ 'say \"hi\"' }}\" }", "{ \"a\": \"is say \\\"hi\\\"\" }" },
            { "[{{ 1 }}, {{ true }}, {{ 1.5 }}, {{ '1' }}, {{ 'true' }}]", "[1, true, 1.5, \"1\", \"true\"]" },
            { "{ {{ 'a' }}: 1, {{ 2 }}: 2 }", "{ \"a\": 1, \"2\": 2 }" },
            { "{ \"a\\\\\": {{ 'b' }} }", "{ \"a\\\\\": \"b\" }" },
            { "{ \"a\": [{}, {{ 'b' }}], {{ 'c' }}: 1 }", "{ \"a\": [{}, \"b\"], \"c\": 1 }" },
            { "[\"{{ [1, 'a'] }}\"]", "[\"[1, \\\"a\\\"]\"]" },
            { "{ \"a\": {{ null }}, \"b\": [{{ null }}, {{ v }}] }", "{ \"a\": null, \"b\": [null, null] }" },
            { "[1{{ a = null }}{{ null ?? '' | raw }}]", "[1]" },
            { "[{{ 123456789012345678901234567890 }}]", "[123456789012345678901234567890]" },
        };

    [Fact]
    public void What_a_function_gives_back_is_written_even_if_it_is_null() =>
        Assert.Equal(
            """{"a": null, "b": 1}""",
            Printed.As(
                OutputLanguage.Json,
                """{{ func f; ret null; end; func g; 1; end }}{"a": {{ f }}, "b": {{ g }}}""",
                null
            )
        );

    [Theory]
    [MemberData(nameof(Values))]
    public void A_value_is_a_value_of_its_own_or_part_of_a_string(string template, string expected) =>
        Assert.Equal(expected, Printed.As(OutputLanguage.Json, template, null));

    [Theory]
    [InlineData("[1{{ 2 }}]")]
    [InlineData("[\"a\" {{ 2 }}]")]
    [InlineData("[\"\\{{ 'n' }}\"]")]
    [InlineData("[{{ [1] }}]")]
    [InlineData("[\"{{ null }}\"]")]
    [InlineData("{ {{ null }}: 1 }")]
    [InlineData("[{{ 1 / 0.0 }}]")]
    public void A_value_that_its_place_cannot_say_is_refused(string template) =>
        Assert.Equal(Printed.Refused, Printed.As(OutputLanguage.Json, template, null));

    [Fact]
    public void Any_string_is_read_back() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(1000),
            Prop.ForAll(ArbMap.Default.ArbFor<string>().Filter(text => text is not null && IsUnicode(text)), IsReadBack)
        );

    private static bool IsReadBack(string value)
    {
        var text = Printed.As(OutputLanguage.Json, "{ {{ v }}: \"<{{ v }}>\", \"b\": [{{ v }}] }", value);
        var root = JsonDocument.Parse(text).RootElement;
        return root.GetProperty(value == "b" ? "b" : value) is var first
            && (value == "b" || first.GetString() == $"<{value}>")
            && root.GetProperty("b")[0].GetString() == value;
    }

    private static bool IsUnicode(string text) => !text.EnumerateRunes().Contains(System.Text.Rune.ReplacementChar);
}
