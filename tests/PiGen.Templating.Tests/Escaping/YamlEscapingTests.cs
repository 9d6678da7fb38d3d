using PiGen.Templating.Escaping;

namespace PiGen.Templating.Tests.Escaping;

public class YamlEscapingTests
{
    [Theory]
    [InlineData("a: {{ v }}", "red001", "a: red001")]
    [InlineData("a: {{ v }}", "/home/pi/.ssh/id_rsa", "a: /home/pi/.ssh/id_rsa")]
    [InlineData("a: {{ v }}", "192.168.1.24", "a: 192.168.1.24")]
    [InlineData("a: {{ v }}", "the attic's", "a: the attic's")]
    [InlineData("a: {{ v }}", "yes", "a: \"yes\"")]
    [InlineData("a: {{ v }}", "NULL", "a: \"NULL\"")]
    [InlineData("a: {{ v }}", "1", "a: \"1\"")]
    [InlineData("a: {{ v }}", "0644", "a: \"0644\"")]
    [InlineData("a: {{ v }}", "1:20", "a: \"1:20\"")]
    [InlineData("a: {{ v }}", "", "a: \"\"")]
    [InlineData("a: {{ v }}", "- b", "a: \"- b\"")]
    [InlineData("a: {{ v }}", "*b", "a: \"*b\"")]
    [InlineData("a: {{ v }}", "b: c", "a: \"b: c\"")]
    [InlineData("a: {{ v }}", "b:", "a: \"b:\"")]
    [InlineData("a: {{ v }}", "b #c", "a: \"b #c\"")]
    [InlineData("a: {{ v }}", "b\nc: d", "a: \"b\\nc: d\"")]
    [InlineData("a: {{ v }}", "b\u2028\u0085\u0001", "a: \"b\\u2028\\u0085\\u0001\"")]
    [InlineData("- {{ v }}", "a, b", "- a, b")]
    [InlineData("a: [{{ v }}]", "a, b", "a: [\"a, b\"]")]
    [InlineData("a: [{{ v }}]", "b?", "a: [\"b?\"]")]
    [InlineData("a: [b, {c: {{ v }}}]\nd: {{ v }}", "a, b", "a: [b, {c: \"a, b\"}]\nd: a, b")]
    [InlineData("{{ v }}: 1", "a: b", "\"a: b\": 1")]
    [InlineData("- b: 1\n  {{ v }}: 1", "no", "- b: 1\n  \"no\": 1")]
    [InlineData("a: \"<{{ v }}>\"", "\"b\"\n", "a: \"<\\\"b\\\"\\n>\"")]
    [InlineData("a: '<{{ v }}>'", "it's", "a: '<it''s>'")]
    [InlineData("a: 'it''s {{ v }}'", "it's", "a: 'it''s it''s'")]
    [InlineData("a: b-{{ v }}", "c d", "a: b-c d")]
    [InlineData("a: {{ v }}x:{{ v }}", "b", "a: bx:b")]
    [InlineData("a: {{ v }} # {{ v }}", "yes", "a: \"yes\" # yes")]
    [InlineData("[{{ v }}, {{ v }}: {{ v }} ]\n", "1", "[\"1\", \"1\": \"1\" ]\n")]
    [InlineData("{{ v }}:\n  - {{ v }}\n", "1", "\"1\":\n  - \"1\"\n")]
    [InlineData("{{ v }} :", "1", "\"1\" :")]
    [InlineData("# {{ v }}", "b: c", "# b: c")]
    [InlineData("a: b # {{ v }}", "'", "a: b # '")]
    [InlineData("a: b#{{ v }}", "c", "a: b#c")]
    [InlineData("a: |\n  # {{ v }}\nb: {{ v }}", "c: \"d\"", "a: |\n  # c: \"d\"\nb: \"c: \\\"d\\\"\"")]
    [InlineData("- a: >-\n    {{ v }}\n  b: {{ v }}", "c: d", "- a: >-\n    c: d\n  b: \"c: d\"")]
    public void A_string_is_read_as_this_string(string template, string value, string expected) =>
        Assert.Equal(expected, Printed.As(OutputLanguage.Yaml, template, value));

    [Fact]
    public void Numbers_and_booleans_are_no_strings() =>
        Assert.Equal("[1, true, 1.5]", Printed.As(OutputLanguage.Yaml, "[{{ 1 }}, {{ true }}, {{ 1.5 }}]", ""));

    [Theory]
    [InlineData("a: b-{{ v }}", "c: d")]
    [InlineData("a: b {{ v }}", "# c")]
    [InlineData("a: b-{{ v }}", "c\nd: e")]
    [InlineData("a: [b-{{ v }}]", "c, d")]
    [InlineData("a: b\n  {{ v }}", "c: d")]
    [InlineData("a: 'b' {{ v }}", "c")]
    [InlineData("a: '{{ v }}'", "b\nc")]
    [InlineData("a: \"\\{{ v }}\"", "n")]
    [InlineData("a: |\n  {{ v }}", "b\nc: d")]
    [InlineData("a: |\n  {{ v }}", "  b")]
    [InlineData("a: &{{ v }}", "b c")]
    [InlineData("[ {{ v }}:{{ v }} ]", "1")]
    [InlineData("[ {{ v }}:b ]", "1")]
    [InlineData("a: {{ v }}:{{ v }}", "yes")]
    [InlineData("a: {{ v }}x", "yes")]
    [InlineData("a: {{ v }} x", "yes")]
    [InlineData("a: {{ v }}, x\nb: 1", "yes")]
    [InlineData("a: {{ v }}#x", "yes")]
    [InlineData("a: {{ v }}{{ v }}", "yes")]
    [InlineData("# {{ v }}", "a\nb: c")]
    public void A_value_that_its_place_cannot_say_is_refused(string template, string value) =>
        Assert.Equal(Printed.Refused, Printed.As(OutputLanguage.Yaml, template, value));
}
