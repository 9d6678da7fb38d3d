using PiGen.Templating.Checking;
using PiGen.Templating.Text;

namespace PiGen.Templating.Tests;

public class TemplateCheckTests
{
    [Theory]
    [InlineData("{{ if false; nam; end }}", "PG0331 1:14 the variable 'nam' does not exist")]
    [InlineData("{{ if false; workers[0].nme; end }}", "PG0332 1:25 there is no member 'nme' here")]
    [InlineData("{{ if false; workers[0]['nme']; end }}", "PG0332 1:25 there is no member 'nme' here")]
    [InlineData("{{ name.first }}", "PG0332 1:9 there is no member 'first' here")]
    [InlineData("{{ for w in workers; w.nme; end }}", "PG0332 1:24 there is no member 'nme' here")]
    [InlineData("{{ for w in workers | array.sort 'port'; w.nme; end }}", "PG0332 1:44 there is no member 'nme' here")]
    [InlineData("{{ for w in workers; end; w }}", "PG0331 1:27 the variable 'w' does not exist")]
    [InlineData("{{ (array.first workers).nme }}", "PG0332 1:26 there is no member 'nme' here")]
    [InlineData("{{ w = workers[0]; w.nme }}", "PG0332 1:22 there is no member 'nme' here")]
    [InlineData("{{ with workers[0]; nme; end }}", "PG0331 1:21 the variable 'nme' does not exist")]
    [InlineData("{{ func f(x); nme; end }}", "PG0331 1:15 the variable 'nme' does not exist")]
    [InlineData("{{ nme += 1 }}", "PG0331 1:4 the variable 'nme' does not exist")]
    [InlineData("{{ case 1; when 2; nme; end }}", "PG0331 1:20 the variable 'nme' does not exist")]
    [InlineData("{{ missing ?? nme }}", "PG0331 1:15 the variable 'nme' does not exist")]
    [InlineData("{{ $\"{nme}\" }}", "PG0331 1:7 the variable 'nme' does not exist")]
    [InlineData("{{ nowhere 1 }}", "PG0333 1:4 the function 'nowhere' does not exist")]
    [InlineData("{{ 'a' | nowhere }}", "PG0333 1:10 the function 'nowhere' does not exist")]
    [InlineData("{{ 'a' | string.upcse }}", "PG0332 1:17 there is no member 'upcse' here")]
    [InlineData("{{ 'a' | name }}", "PG0334 1:10 this is a string, which cannot be called")]
    [InlineData("{{ 'a' | string.slice 1 len: 2 }}", "PG0335 1:25 'string.slice' has no parameter 'len'")]
    [InlineData("{{ string.slice }}", "PG0336 1:4 'string.slice' needs a value for 'text'")]
    [InlineData("{{ 'a' | string.replace 'a' }}", "PG0336 1:10 'string.replace' needs a value for 'replace'")]
    [InlineData("{{ string.strip 'a' 'b' }}", "PG0337 1:4 'string.strip' takes at most 1 arguments")]
    [InlineData("{{ 'a' | string.strip 'b' }}", "PG0337 1:10 'string.strip' takes at most 1 arguments")]
    [InlineData("{{ string.slice text: 'a' 1 }}", "PG0338 1:27 a plain argument cannot follow a named one")]
    [InlineData("{{ string.slice 'a' text: 'a' }}", "PG0339 1:21 'text' is given twice")]
    [InlineData("{{ for x in port; end }}", "PG0350 1:13 this is an integer, which cannot be gone through")]
    [InlineData("{{ func f(x); end; f 1 2 }}", "PG0337 1:20 'f' takes at most 1 arguments")]
    [InlineData("{{ f = do(x, y = 1); end; if false; f y: 2; end }}", "PG0336 1:37 'f' needs a value for 'x'")]
    [InlineData("{{ include }}", "PG0336 1:4 'include' needs a value for 'template_name'")]
    [InlineData(
        "{{ name | string.slice 1 len: 2 | string.size }}",
        "PG0335 1:26 'string.slice' has no parameter 'len'"
    )]
    [InlineData("{{ x = 5; x.nme }}", "PG0332 1:13 there is no member 'nme' here")]
    [InlineData("{{ wrap name; end }}", "PG0334 1:9 this is a string, which cannot be called")]
    [InlineData("{{ for.index }}", "PG0331 1:4 the variable 'for' does not exist")]
    [InlineData("{{ manager.name = 'x' }}", "PG0345 1:4 this cannot be changed")]
    [InlineData("{{ if false; string.new = 'x'; end }}", "PG0345 1:14 this cannot be changed")]
    [InlineData("{{ tablerow x in [1] rows: 2; end }}", "PG0351 1:22 'for' has no option 'rows'")]
    [InlineData("{{ for x in [1] step: 2; end }}", "PG0351 1:17 'for' has no option 'step'")]
    [InlineData("{{ if false; include 'nope'; end }}", "PG0354 1:14 there is no template 'nope' to include")]
    [InlineData("{{ include_join ['nope'] ', ' }}", "PG0354 1:4 there is no template 'nope' to include")]
    [InlineData(
        "{{ if false; math.uuid; end }}",
        "PG0355 1:14 'math.uuid' is left out on purpose: the same input must give the same text"
    )]
    public void A_mistake_is_found_in_its_place_though_it_is_never_reached(string template, string expected) =>
        Assert.Equal(expected, Checked(template));

    [Theory]
    [InlineData("{{ if false; x = 1; end; x }}")]
    [InlineData("{{ if false; capture x; end; end; x }}")]
    [InlineData("{{ if false; this.x = 1; end; x }}")]
    [InlineData("{{ if false; import {x: 1}; end; x }}")]
    [InlineData("{{ if false; import missing; end; x }}")]
    [InlineData("{{ func f; x; end; for x in workers; f; end }}")]
    [InlineData("{{ func f; nme; end; with missing; f; end }}")]
    [InlineData("{{ func f(x); x.nme; end }}")]
    [InlineData("{{ func f; $0.nme; $x; end }}")]
    [InlineData("{{ wrap f; x; end; func f; for x in workers; $$; end; end }}")]
    [InlineData("{{ with missing; anything; end }}")]
    [InlineData("{{ x ?? 1; x }}")]
    [InlineData("{{ workers[0].rack ?? 1; workers[0].rack.name }}")]
    [InlineData("{{ workers[0]?.rack?.name; x ?! x.name }}")]
    [InlineData("{{ if object.has_key this 'rack'; rack; end }}")]
    [InlineData("{{ for w in workers; if object.has_key w 'rack'; w.rack; end; end }}")]
    [InlineData("{{ if object.has_key key: 'rack' value: this; rack; end }}")]
    [InlineData("{{ missing.x; missing[0].x }}")]
    [InlineData("{{ workers[0].rack = 1; workers[1].rack }}")]
    [InlineData("{{ x = workers[0]; x = {rack: 1}; x.rack }}")]
    [InlineData("{{ x = workers[0]; if false; x = 1; end; x.rack }}")]
    [InlineData("{{ name = {rack: 1}; name.rack }}")]
    [InlineData("{{ string.slice ^[] }}")]
    [InlineData("{{ missing | missing.x | string.strip }}")]
    [InlineData("{{ for x in workers; string = x; string.name; end }}")]
    [InlineData("{{ if false; include missing; end; whatever }}")]
    [InlineData("{{ workers.size; name.size; 'a'.size }}")]
    [InlineData("{{ ^[1, 2] | math.plus; 'abc' | string.slice start: 1 | string.upcase }}")]
    [InlineData("{{ 'a' | name ? string.upcase : string.downcase }}")]
    [InlineData("{{ x = {a: 1, b: a}; func f; c; end; y = {c: 1, d: f} }}")]
    [InlineData("{{ func f(name); with workers[0]; name.nme; end; end; f {nme: 1} }}")]
    [InlineData("{{ x = {}; with x; nme = 1; end; x.nme }}")]
    [InlineData("{{ workers[0].rack = 1; with workers[0]; rack; end; import workers[0]; rack }}")]
    [InlineData("{{ x = workers | array.limit 1; x[0] = {rack: 1}; x[0].rack }}")]
    [InlineData("{{ f ?? 1; func f(x); g = @string.size; end; f 2; g ?? 3 }}")]
    [InlineData("{{ f = do; ret $0; end; f 1 2; 3 | @f }}")]
    [InlineData("{{ date.parse('2026-11-29').year; d = date; d.format }}")]
    [InlineData("{{ for x in []; else; for.index; end; while false; while.index; end }}")]
    [InlineData("{{ f = @include; f 'part'; whatever }}")]
    [InlineData("{{ capture $x; end; $x; readonly name; name = 1 }}")]
    public void What_may_be_right_is_accepted(string template) => Assert.Equal("", Checked(template));

    // A walk that visits a part twice would visit the innermost of them 2^100 times.
    [Theory]
    [InlineData("x[", "0", "]++", 100)]
    [InlineData("(", "nme", ")", 1)]
    [InlineData("x.y + ", "nme", "", 101)]
    [InlineData("[", "nme", "]", 1)]
    [InlineData("'a' | (", "nme", " | string.size)", 1)]
    [InlineData("func f; ", "nme", "; end", 1)]
    public void What_is_nested_deep_is_checked_once(string open, string middle, string close, int mistakes)
    {
        var (before, after) = (Repeated(open), Repeated(close));
        Assert.Equal(mistakes, Find($"{{{{ {before}{middle}{after} }}}}", RenderOptions.Default).Count);

        static string Repeated(string text) => string.Concat(Enumerable.Repeat(text, 100));
    }

    [Fact]
    public void All_mistakes_are_found_at_once() =>
        Assert.Equal(
            """
            PG0331 1:4 the variable 'a' does not exist
            PG0332 2:15 there is no member 'b' here
            PG0333 2:18 the function 'c' does not exist
            """,
            Checked("{{ a }}\n{{ workers[0].b; c 1 }}")
        );

    [Theory]
    [InlineData("{{ workrs }}", "did you mean 'workers'?")]
    [InlineData("{{ for worker in workers; worker.nam; end }}", "did you mean 'worker.name'?")]
    [InlineData("{{ for worker in workers; wroker.name; end }}", "did you mean 'worker'?")]
    [InlineData("{{ with workers[0]; prt; end }}", "did you mean 'port'?")]
    [InlineData("{{ 'a' | string.slice 1 lenght: 2 }}", "did you mean 'length'?")]
    public void A_near_name_is_suggested(string template, string hint) =>
        Assert.Equal(hint, Find(template, RenderOptions.Default).First().Hint);

    [Fact]
    public void What_is_included_is_checked_once_and_names_the_way_there()
    {
        var options = Rendered.Including(
            ("outer", "{{ include 'inner'; 'inner' | include }}"),
            ("inner", "{{ $x; nowhere }}")
        );
        var found = Find("{{ if false; include 'outer'; include 'outer'; end }}", options)
            .Select(mistake =>
                $"{mistake.Span.Source.Name} from {string.Join(' ', mistake.Notes.Select(note => note.Span.Source.Name))}"
            );
        Assert.Equal(["inner from outer test"], found);
    }

    [Fact]
    public void What_is_included_sees_the_loops_around_it_and_its_includer_what_it_sets()
    {
        var options = Rendered.Including(("part", "{{ set = w.name; include 'part' }}"));
        Assert.Empty(Find("{{ for w in workers; include 'part'; end; set }}", options));
    }

    [Fact]
    public void An_include_that_is_no_template_is_refused_where_it_is_broken()
    {
        var found = Assert.Single(Find("{{ include 'part' }}", Rendered.Including(("part", "{{ 1 + }}"))));
        Assert.Equal(
            ("PG0302 1:8 expecting an <expression> to the right of the operator instead of '}}'", "test"),
            (Rendered.Describe(found), found.Notes[0].Span.Source.Name)
        );
    }

    [Fact]
    public void Relaxed_accepts_unknown_names_but_no_unknown_functions() =>
        Assert.Equal(
            ["PG0333 1:28 the function 'nowhere' does not exist"],
            Find("{{ nam; workers[0].nme;    nowhere 1 }}", new RenderOptions { Relaxed = true })
                .Select(Rendered.Describe)
        );

    private static string Checked(string template) =>
        string.Join('\n', Find(template, RenderOptions.Default).Select(Rendered.Describe));

    private static DiagnosticBag Find(string template, RenderOptions options)
    {
        var diagnostics = new DiagnosticBag();
        var parsed = TemplateText.Parse(new SourceText("test", template), diagnostics)!;
        TemplateCheck.Check(parsed, Rendered.Model, options, diagnostics);
        return diagnostics;
    }
}
