using FsCheck;
using FsCheck.Fluent;
using PiGen.Templating.Checking;
using PiGen.Templating.Text;

namespace PiGen.Templating.Tests;

/// <summary>Whatever text comes in: it is rendered, or refused with a place inside of it; never an exception, never without end.</summary>
public class FuzzTests
{
    private static readonly string[] Words =
    [
        .. "{{ }} {{- -}} {{~ ~}} {%{ }%} ( ) [ ] { } | . ?. ?? ?! , ; : = += == != < <= && || ! + - * / // % .. ..< ++ -- @ ^ ? # ##".Split(
            ' '
        ),
        .. "if else end for in while case when func ret do with wrap capture import readonly break continue this null true empty".Split(
            ' '
        ),
        .. "name port workers x $x $ $0 $$ 1 2.5 0x1f 'a' \"b\" `c` $\"{ string.upcase array.each object.keys include for.index".Split(
            ' '
        ),
        "\n",
        " ",
        "\\",
        "\"",
        "\0",
        "\uD800",
    ];

    private static readonly string[] Values =
    [
        .. "1 'a' name port x y f this workers workers[0] workers[1].name x.a y.a.b x[0] x.size for $x $0 {} @f date".Split(
            ' '
        ),
        .. "[1, x]|{a: 1, b: a}|{a: {b: x}}|$'{x}'|(x ?? 1)|(x.a ?? {a: 1})|x?.a|(f 1)|(y | f)|(x + y)|(include 'part')".Split(
            '|'
        ),
        "(workers | array.first)",
        "(x | array.limit 1 | array.first)",
        "(x | string.append y | string.upcase)",
        "(y | array.size)",
        "(^[x, 1] | math.plus)",
        "(object.has_key x 'b')",
        "@string.size",
    ];

    // All of each is evaluated, if the whole is: no branches, no loop over nothing, no function that is not called.
    private static readonly string[] Statements =
    [
        .. "{0}|x = {0}|y = {0}|x = {0}|y = {0}|x.a = {0}|this.x = {0}|workers[0].b = {0}|x['b'] = {0}|$x = {0}|x += {0}|y++|import {0}".Split(
            '|'
        ),
        "for x in workers; {1}; end",
        "for y in [{0}]; {1}; end",
        "tablerow x in workers; {1}; end",
        "with {0}; {1}; end",
        "with workers[0]; {1}; end",
        "capture x; {1}; end",
        "func f(x); {1}; ret {0}; end; f 1",
        "func f; {1}; end; f",
        "f = do(y); {1}; ret {0}; end; f 2",
        "func f; $$; end; wrap f; {1}; end",
    ];

    // So that many of them render.
    private static readonly string[] Beginnings =
    [
        "",
        "x = {a: {b: 1}}; y = {a: x}; a = 1; func f(x = 1); ret x; end; ",
        "x = workers; y = [1]; a = 'a'; f = do; ret $; end; ",
        "x = workers[0]; y = 1; func f; ret {a: 1}; end; ",
    ];

    private static readonly RenderOptions Options = new()
    {
        Limits = new Limits
        {
            Steps = 20_000,
            LoopTurns = 1000,
            OutputSize = 100_000,
        },
    };

    [Fact]
    public void Any_text_is_rendered_or_refused_in_its_place()
    {
        var texts = Gen.Elements(Words).ListOf().Select(words => "{{ " + string.Join(' ', words));
        Prop.ForAll(texts.ToArbitrary(), HasAnAnswer).Check(Budget());
    }

    [Fact]
    public void A_template_cut_off_anywhere_is_rendered_or_refused_in_its_place()
    {
        const string Template =
            "a {{- func f(x, y = 1); ret x + y; end ~}}\n  {{ for w in workers limit: 1 }}{{ w.name | string.slice 1 length: 2 }}\n"
            + "{{ else }}{%{ {{ }%}{{ end }} {{ $\"{name}: {port + 1}\" ?? `x` }}{{ case port; when 1, 2; 'a'; else; [1, {a: 2}]; end }}";
        Assert.All(Enumerable.Range(0, Template.Length), length => Assert.True(HasAnAnswer(Template[..length])));
    }

    [Fact]
    public void Where_all_is_evaluated_and_renders_no_mistake_is_found()
    {
        var values = Gen.Elements(Values);
        var simple = Statement(Statements[..13], Gen.Constant(""));
        var templates =
            from beginning in Gen.Elements(Beginnings)
            from statements in Statement(Statements, simple).ListOf()
            from part in simple
            select (beginning + string.Join("; ", statements.Take(4)), part);
        Prop.ForAll(templates.ToArbitrary(), pair => HasNoFalseAlarm(pair.Item1, pair.Item2)).Check(Budget());

        Gen<string> Statement(string[] forms, Gen<string> inner) =>
            from form in Gen.Elements(forms)
            from value in values
            from body in inner
            select string.Format(null, form, value, body);
    }

    private static bool HasNoFalseAlarm(string text, string part)
    {
        var options = Rendered.Including(("part", $"{{{{ {part} }}}}")) with { Limits = Options.Limits };
        return !Rendered.With($"{{{{ {text} }}}}", options).StartsWith("false alarm", StringComparison.Ordinal);
    }

    // In the suite always the same texts; PIGEN_FUZZ_TESTS=1000000 dotnet test … tries as many new ones.
    private static Config Budget() =>
        int.TryParse(Environment.GetEnvironmentVariable("PIGEN_FUZZ_TESTS"), out var tests)
            ? Config.QuickThrowOnFailure.WithMaxTest(tests)
            : Config.QuickThrowOnFailure.WithMaxTest(3000).WithReplay(20_260_101, 7);

    private static bool HasAnAnswer(string text)
    {
        var diagnostics = new DiagnosticBag();
        var template = TemplateText.Parse(new SourceText("fuzz", text), diagnostics);
        var rendered = template?.Render(Rendered.Model, Options, diagnostics);
        if (template is not null)
        {
            TemplateCheck.Check(template, Rendered.Model, Options, diagnostics);
        }
        return (rendered is not null || diagnostics.HasErrors)
            && (diagnostics.All(found => found.Span.Start >= 0 && found.Span.End <= text.Length));
    }
}
