using FsCheck;
using FsCheck.Fluent;
using PiGen.Core.Rendering;
using PiGen.Templating.Text;
using Scriban;

namespace PiGen.Core.Tests.Rendering;

public class ModelTextTests
{
    [Theory]
    [InlineData(
        """{"a": 1, "b": [true, null, "x"], "c": {"d": 1.5}}""",
        """{a: 1, b: [true, null, "x"], c: {d: 1.5}}"""
    )]
    [InlineData("""{}""", "{}")]
    [InlineData("""{"a": 123456789012345678901234567890}""", "{a: 123456789012345678901234567890}")]
    [InlineData("""{"a": "\u00e4\n"}""", "{a: \"ä\\n\"}")]
    [InlineData("""{"": {"": 1}}""", """{"": {"": 1}}""")]
    public void Json_is_read(string json, string expected) => Assert.Equal(expected, Read("m.json", json));

    [Theory]
    [InlineData("", "PG0422 1:1")]
    [InlineData("[1]", "PG0421 1:1")]
    [InlineData("null", "PG0421 1:1")]
    [InlineData("{\"a\": 1", "PG0422 1:8")]
    [InlineData("{\"a\": 1,\n \"b\": nope}", "PG0422 2:8")]
    [InlineData("{\"äöü\": \"😀\", \"b\": nope}", "PG0422 1:21")]
    [InlineData("{\"a\": 1, // no\n}", "PG0422 1:10")]
    [InlineData("{\"a\": 1}\n{}", "PG0422 2:1")]
    [InlineData("{\"a\": 1,\n \"a\": 2}", "PG0424 2:2 \"a\"")]
    [InlineData("{\"ä\": {\"b\": 1, \"c\": {\"b\": 1}, \"b\": 2}}", "PG0424 1:31 \"b\"")]
    [InlineData("{\"a\": 1, \"\\u0061\": 2}", "PG0424 1:10 \"\\u0061\"")]
    [InlineData("{\"a\": \"\\ud800\"}", "PG0426 1:7 \"\\ud800\"")]
    [InlineData("{\"\\udfff\": 1}", "PG0426 1:2 \"\\udfff\"")]
    public void Json_that_is_no_model_is_refused_in_its_place(string json, string expected) =>
        Assert.Equal(expected, Read("m.json", json));

    [Theory]
    [InlineData("a: 1\nb: [true, ~, x]\nc: {d: 1.5}", """{a: 1, b: [true, null, "x"], c: {d: 1.5}}""")]
    [InlineData("a: '1'\nb: \"true\"\nc: |\n  x\n  y\n", "{a: \"1\", b: \"true\", c: \"x\\ny\\n\"}")]
    [InlineData("a: +12\nb: -0.5e3\nc: 0x1F\nd: 0o17", "{a: 12, b: -500, c: 31, d: 15}")]
    [InlineData(
        "a: 1_000\nb: 1.2.3\nc: 1,5\nd: 0x\ne: 0o8",
        """{a: "1_000", b: "1.2.3", c: "1,5", d: "0x", e: "0o8"}"""
    )]
    [InlineData("a: yes\nb: NO\nc: Infinity\nd: on", """{a: "yes", b: "NO", c: "Infinity", d: "on"}""")]
    [InlineData("a: 123456789012345678901234567890", "{a: 123456789012345678901234567890}")]
    [InlineData("a: !!str 5\nb: ! 6", """{a: "5", b: "6"}""")]
    [InlineData("a: &x {b: 1}\nc: *x", "{a: {b: 1}, c: {b: 1}}")]
    [InlineData("a:\nb: Null", "{a: null, b: null}")]
    [InlineData("---\na: 1\n...\n", "{a: 1}")]
    public void Yaml_is_read_by_the_core_schema(string yaml, string expected) =>
        Assert.Equal(expected, Read("m.yaml", yaml));

    [Theory]
    [InlineData("", "PG0421 1:1")]
    [InlineData("- 1", "PG0421 1:1")]
    [InlineData("5", "PG0421 1:1")]
    [InlineData("a: 1\na: 2", "PG0424 2:1")]
    [InlineData("a: {b: 1, b: 2}", "PG0424 1:11")]
    [InlineData("a: 1\n---\nb: 2", "PG0425 2:1")]
    [InlineData("a: *x", "PG0425 1:4")]
    [InlineData("a: &x [*x]", "PG0425 1:8")]
    [InlineData("? [a]\n: 1", "PG0425 1:3")]
    [InlineData("a: 'x", "PG0423 1:4")]
    public void Yaml_that_is_no_model_is_refused_in_its_place(string yaml, string expected) =>
        Assert.Equal(expected, Read("m.yml", yaml));

    [Theory]
    [InlineData("a: [1\nb: 2")]
    [InlineData("a: [1")]
    [InlineData("a: {b")]
    [InlineData("a: b: c")]
    [InlineData("%YAML 3.0\n---\na: 1")]
    [InlineData("a: @x")]
    public void Broken_yaml_is_refused(string yaml) =>
        Assert.StartsWith("PG0423 ", Read("m.yaml", yaml), StringComparison.Ordinal);

    [Theory]
    [InlineData("m.yaml", "a: ", "[", "]")]
    [InlineData("m.json", "{\"a\": ", "[", "]}")]
    public void What_is_nested_without_end_is_refused(string name, string begin, string open, string end)
    {
        var text = begin + string.Concat(Enumerable.Repeat(open, 10_000)) + end;
        Assert.StartsWith("PG042", Read(name, text), StringComparison.Ordinal);
    }

    [Fact]
    public void Any_text_is_read_or_refused_in_its_place()
    {
        string[] words =
        [
            .. "a b : , - ? [ ] { } ' \" | > & * ! % @ # --- ... 1 ~ {\"a\": \\u \\ud800".Split(' '),
            "\n",
            "  ",
            "\t",
            "\0",
        ];
        var texts = Gen.Elements(words).ListOf().Select(string.Concat);
        Prop.ForAll(texts.ToArbitrary(), text => HasAnAnswer("m.yaml", text) && HasAnAnswer("m.json", text))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(3000).WithReplay(20_260_101, 7));
    }

    private static bool HasAnAnswer(string name, string text)
    {
        var diagnostics = new DiagnosticBag();
        var model = ModelText.Read(new SourceText(name, text), diagnostics);
        return (model is null) == diagnostics.HasErrors
            && diagnostics.All(found => found.Span.Start >= 0 && found.Span.End <= text.Length);
    }

    // The model as a template prints it, or the first mistake with its place and what it points at.
    private static string Read(string name, string text)
    {
        var diagnostics = new DiagnosticBag();
        var model = ModelText.Read(new SourceText(name, text), diagnostics);
        return model is null ? Describe(diagnostics.Single()) : new TemplateContext().ObjectToString(model)!;
    }

    private static string Describe(Diagnostic found)
    {
        var (line, column) = found.Span.Source.PlaceOf(found.Span.Start);
        return $"{found.Code} {line}:{column} {found.Span.Text}".TrimEnd();
    }
}
