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
