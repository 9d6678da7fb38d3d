using PiGen.Templating.Text;

namespace PiGen.Templating.Tests;

public class LimitTests
{
    private static readonly Limits Small = new()
    {
        Steps = 1000,
        LoopTurns = 50,
        Items = 50,
        OutputSize = 500,
        Nesting = 10,
    };

    [Theory]
    [InlineData("{{ while true; end }}", "PG0374 1:4 this goes on for more than 50 turns")]
    [InlineData("{{ for x in 1..51; end }}", "PG0379 1:13 this list would have more than 50 items")]
    [InlineData("{{ for x in 1..50; for y in 1..50; end; end }}", "PG0374 1:20 this goes on for more than 50 turns")]
    [InlineData("{{ f(x) = f x; f 1 }}", "PG0372 1:11 calls are nested more than 10 deep here")]
    [InlineData("{{ for x in 1..50 }}0123456789a{{ end }}", "PG0375 1:21 the text grows beyond 500 characters here")]
    [InlineData(
        "{{ x = 'ab'; for i in 1..20; x = x + x; end }}",
        "PG0375 1:34 the text grows beyond 500 characters here"
    )]
    [InlineData("{{ 'a' * 501 }}", "PG0375 1:4 the text grows beyond 500 characters here")]
    [InlineData("{{ 'a' | string.pad_left 2000000000 }}", "PG0375 1:10 the text grows beyond 500 characters here")]
    [InlineData("{{ [1] * 1000 }}", "PG0379 1:4 this list would have more than 50 items")]
    [InlineData("{{ 1..1000000000000 | array.reverse }}", "PG0379 1:4 this list would have more than 50 items")]
    [InlineData(
        "{{ ('a' * 40 + 'b') | regex.match '^(a+)+$' }}",
        "PG0380 1:23 a text of 41 characters is too long for this regular expression of 5 parts"
    )]
    [InlineData("{{ 1 << 1000000000 }}", "PG0377 1:4 this number grows too large")]
    [InlineData("{{ o = {}; o.o = o; o }}", "PG0378 1:21 this value is nested too deep to be shown")]
    public void Each_limit_names_itself_and_where_it_struck(string template, string expected) =>
        Assert.Equal(expected, Rendered.With(template, new RenderOptions { Limits = Small }));

    // An exception that is caught and thrown again on its way out takes the stack that is left.
    [Theory]
    [InlineData("{{ func f(x); ret x | f | f | f | f | f | f; end; f 1 }}", "PG0373")]
    [InlineData("{{ func f(x); ret (x | (x | (x | f))); end; f 1 }}", "PG0373")]
    [InlineData("{{ func f(x); capture y; f (x + 1); end; end; f 1 }}", "PG0372")]
    public void A_mistake_deep_inside_of_calls_is_refused(string template, string code) =>
        Assert.StartsWith(code, Rendered.Strict(template));

    [Fact]
    public void A_loop_can_be_cancelled()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        var options = new RenderOptions { Cancellation = cancelled.Token };
        Assert.Throws<OperationCanceledException>(() => Rendered.With("{{ for x in 1..1000; end }}", options));
    }

    public static TheoryData<string, string> Large =>
        new()
        {
            { "{{ " + Repeated("a=1;", 200_000) + " }}", "PG0317 1:300003 this template has more than 300000 words" },
            { "{{ " + Repeated("a", 1_001) + " = 1 }}", "PG0317 1:4 this word has more than 1000 characters" },
            { "{{ x = " + Repeated("1", 1_001) + " }}", "PG0317 1:8 this word has more than 1000 characters" },
        };

    [Theory]
    [MemberData(nameof(Large))]
    public void A_text_that_would_fill_the_memory_is_refused_before_it_is_read(string template, string expected) =>
        Assert.Equal(expected, Rendered.Strict(template));

    [Theory]
    [InlineData("s = '1' * 4000000; t = '1' * 4000000; for i in 1..100000; x = [s] == [t]; end")]
    [InlineData("s = '1' * 4000000; t = '1' * 4000000; a = [s]; b = [t]; for i in 1..100000; case a; when b; end; end")]
    [InlineData("s = 'a' * 4000000; t = {}; t[s] = 1; for i in 1..100000; x = t[s]; end")]
    [InlineData("x = 1 << 65000; for i in 1..20000; y = $'{x}'; end")]
    [InlineData("a = [1]; for i in 1..60; a = [a, a]; end; a == a")]
    public void Work_is_counted_by_what_is_gone_through(string script) =>
        Assert.StartsWith("PG0371 ", Rendered.With(script, RenderOptions.Default, isScript: true));

    [Theory]
    [InlineData("a < a")]
    [InlineData("(a | object.values) < a")]
    [InlineData("a = a + a")]
    [InlineData("-a")]
    [InlineData("a 1")]
    [InlineData("for p in a; p < p; end")]
    [InlineData("$'{a}'")]
    [InlineData("a | object.to_json")]
    public void What_contains_itself_is_refused_where_it_would_be_spelt_out(string script) =>
        Assert.StartsWith("PG0", Rendered.With("a = {}; a.a = a; " + script, RenderOptions.Default, isScript: true));

    public static TheoryData<string> Deep =>
        [
            "{{ " + Repeated("("),
            "{{ " + Repeated("["),
            "{{ x = " + Repeated("{a:"),
            "{{ " + Repeated("-") + "1 }}",
            "{{ 1" + Repeated("+1") + " }}",
            "{{ x" + Repeated(".a") + " }}",
            "{{ x" + Repeated("|f") + " }}",
            "{{ x" + Repeated("?x:x") + " }}",
            "{{ f" + Repeated("(f"),
            "{{ x" + Repeated("[x"),
            "{{ " + Repeated("$\"{"),
            "{{ x = " + Repeated("do;"),
            Repeated("{{if x}}"),
        ];

    private static string Repeated(string part, int count = 100_000) => string.Concat(Enumerable.Repeat(part, count));

    [Theory]
    [MemberData(nameof(Deep))]
    public void Deep_nesting_is_refused(string template)
    {
        var diagnostics = new DiagnosticBag();
        TemplateText.Parse(new SourceText("deep", template), diagnostics);
        Assert.Contains(diagnostics.First().Code, (string[])["PG0316", "PG0317", "PG0302"]);
    }

    private static readonly string HostileFolder = Path.Combine(AppContext.BaseDirectory, "hostile");

    public static TheoryData<string> Hostile =>
        [.. Directory.EnumerateFiles(HostileFolder).Select(path => Path.GetFileName(path)).Order()];

    [Theory]
    [MemberData(nameof(Hostile))]
    public void A_template_made_to_take_long_or_much_memory_ends_at_a_limit(string name)
    {
        var template = File.ReadAllText(Path.Combine(HostileFolder, name));
        Assert.Matches("^PG03(7[1-9]|80) ", Rendered.With(template, RenderOptions.Default, isChecked: false));
    }
}
