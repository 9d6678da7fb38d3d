using PiGen.Templating.Text;
using Scriban.Runtime;

namespace PiGen.Templating.Tests;

public class MistakeTests
{
    [Theory]
    [InlineData("a\n{{ name", "PG0301 2:1 this code block is never closed")]
    [InlineData("{{ name }}\n{{ \"x }}\nb", "PG0303 2:4 this string is never closed")]
    [InlineData("{%{ a }}", "PG0301 1:1 this escape block is never closed")]
    [InlineData("{{ 1 + }}", "PG0302 1:8 expecting an <expression> to the right of the operator instead of '}}'")]
    [InlineData("{{ [1, 2 }}", "PG0302 1:10 unexpected token found '}}' while expecting ']'")]
    [InlineData("{{ x = 1 ) }}", "PG0302 1:10 invalid token found ')'. Expecting <EOL>/end of line")]
    [InlineData("{{ if x = 1; end }}", "PG0302 1:7 expression is only allowed for a top level assignment")]
    [InlineData("{{ 1 = 2 }}", "PG0302 1:4 expression is only allowed for a top level assignment")]
    [InlineData("{{ if true }}\nx", "PG0302 1:14 the <end> statement was not found")]
    [InlineData("a{{ end }}", "PG0302 1:7 found <end> statement without a corresponding beginning of a block")]
    [InlineData(
        "{{ case 1; x = 2; end }}",
        "PG0302 1:12 unexpected statement/expression 'x' in the body of a 'case' statement. Only 'when'/'else' are expected"
    )]
    [InlineData("{{ while.last }}", "PG0302 1:4 the loop variable <while.last> is invalid")]
    [InlineData(
        "{{ {1: 2} }}",
        "PG0302 1:5 unexpected token '1' while parsing object initializer. Expecting a simple identifier for the member name"
    )]
    [InlineData("{{ 0x }}", "PG0302 1:4 unexpected token 0x")]
    [InlineData("{{ '\\q' }}", "PG0302 1:4 unexpected escape character 'q' in string")]
    [InlineData(
        "{{ func f(x..., y = 1); end }}",
        "PG0302 1:17 cannot declare an optional parameter after a variable parameter ('...')"
    )]
    [InlineData("{{ x = $$ }}", "PG0302 1:11 cannot use block delegate $$ in a nested expression")]
    [InlineData("{{% if x %}}", "PG0302 1:3 unexpected token %")]
    public void What_is_written_wrong_is_refused_in_its_place(string template, string expected) =>
        Assert.Equal(expected, Rendered.Strict(template));

    [Theory]
    [InlineData("{{ nam }}", "PG0331 1:4 the variable 'nam' does not exist")]
    [InlineData(
        "a{{ if true; break; end }}b",
        "PG0360 1:14 the <break> statement can only be used inside for/while loops"
    )]
    [InlineData("{{ continue }}a", "PG0360 1:4 the <continue> statement can only be used inside for/while loops")]
    [InlineData("{{ $x }}", "PG0331 1:4 the variable '$x' does not exist")]
    [InlineData("{{ workers[0].nme }}", "PG0332 1:15 there is no member 'nme' here")]
    [InlineData("{{ workers[0]['nme'] }}", "PG0332 1:15 there is no member 'nme' here")]
    [InlineData("{{ nowhere 1 }}", "PG0333 1:4 the function 'nowhere' does not exist")]
    [InlineData("{{ 1 2 }}", "PG0334 1:4 invalid target function '1' (int)")]
    [InlineData("{{ x = {}; x.x = x; x 1 }}", "PG0334 1:21 this is an object, which cannot be called")]
    [InlineData("{{ x = {}; x.x = x; -x }}", "PG0348 1:22 '-' does not work on an object")]
    [InlineData("{{ x = {}; x.x = x; x++ }}", "PG0348 1:21 '++' does not work on an object")]
    [InlineData("{{ x = {}; x.x = x; x + x }}", "PG0348 1:23 '+' does not work on an object")]
    [InlineData("{{ x = {}; x.x = x; for y in x; y + x; end }}", "PG0348 1:35 '+' does not work on an object")]
    [InlineData("{{ x = {}; x.x = x; for y in x; y 1; end }}", "PG0334 1:33 this is an object, which cannot be called")]
    [InlineData("{{ x = {}; x.x = x; x -= string }}", "PG0348 1:21 '-' does not work on an object")]
    [InlineData(
        "{{ x = {}; x.x = x; x | math.abs }}",
        "PG0356 1:25 'math.abs' needs a number as 'value', and this is object"
    )]
    [InlineData("{{ 'a' | string.slice 1 len: 2 }}", "PG0335 1:25 'string.slice' has no parameter 'len'")]
    [InlineData("{{ string.slice }}", "PG0336 1:4 'string.slice' needs a value for 'text'")]
    [InlineData("{{ string.strip 'a' 'b' }}", "PG0337 1:4 'string.strip' takes at most 1 arguments")]
    [InlineData("{{ string.slice text: 'a' 1 }}", "PG0338 1:27 a plain argument cannot follow a named one")]
    [InlineData("{{ string.slice 'a' text: 'a' }}", "PG0339 1:21 'text' is given twice")]
    [InlineData("{{ missing.x }}", "PG0340 1:12 object 'missing' is null. Cannot access member: missing.x")]
    [InlineData("{{ missing[0] }}", "PG0341 1:4 object 'missing' is null. Cannot access indexer: missing[0]")]
    [InlineData(
        "{{ workers[2].name }}",
        "PG0343 1:12 the index 2 is out of bounds [0, 2] on the 'workers' with the indexer: 2"
    )]
    [InlineData("{{ port[0] }}", "PG0344 1:4 cannot use the int primitive '8001' as a list")]
    [InlineData("{{ x = 1; readonly x; x = 2 }}", "PG0345 1:23 cannot set the readonly variable 'x'")]
    [InlineData("{{ string.new = 1 }}", "PG0345 1:4 this cannot be changed")]
    [InlineData("{{ {} + 1 }}", "PG0330 1:7 unable to convert type 'object' to int")]
    [InlineData("{{ 1 // 0 }}", "PG0349 1:6 attempted to divide by zero")]
    [InlineData("{{ for x in 1; end }}", "PG0350 1:13 unexpected type 'a number' for iterator")]
    [InlineData(
        "{{ for x in [1] step: 2; end }}",
        "PG0351 1:17 unsupported argument 'step' for statement: 'for x in [1] step:2; end'"
    )]
    [InlineData("{{ 1 | 2 }}", "PG0353 1:8 pipe expression destination '2' is not a valid function")]
    [InlineData("{{ include 'x' }}", "PG0354 1:4 there is no template 'x' to include")]
    [InlineData(
        "{{ date.now }}",
        "PG0355 1:4 'date.now' is left out on purpose: there is no clock, so that the same input gives the same text"
    )]
    [InlineData(
        "{{ math.uuid }}",
        "PG0355 1:4 'math.uuid' is left out on purpose: the same input must give the same text"
    )]
    [InlineData(
        "{{ object.eval '1' }}",
        "PG0355 1:4 'object.eval' is left out on purpose: a template says itself what it does"
    )]
    [InlineData(
        "{{ regex.match 'a' '(' }}",
        "PG0356 1:4 this is no regular expression: not enough )'s, at its character 1"
    )]
    public void What_cannot_be_done_is_refused_in_its_place(string template, string expected) =>
        Assert.Equal(expected, Rendered.Strict(template));

    [Theory]
    [InlineData("{{ nam }}|{{ workers[0].nme }}|{{ workers[9] }}", "||")]
    [InlineData("{{ missing.x }}", "PG0340 1:12 cannot get the member missing.x for a null object")]
    [InlineData("{{ nowhere 1 }}", "PG0333 1:4 the function 'nowhere' does not exist")]
    public void Relaxed_reads_unknown_names_as_null_but_nothing_else(string template, string expected) =>
        Assert.Equal(expected, Rendered.Relaxed(template));

    [Theory]
    [InlineData(
        "{{ nope ?? 'd' }} {{ workers[0].nope ?? 'd' }} {{ workers[9] ?? 'd' }} {{ (nope.a[0]) ?? 'd' }}",
        "d d d d"
    )]
    [InlineData("{{ workers[0]?.nope }}|{{ missing?.a.b }}|{{ missing?.a[0].b }}", "||")]
    [InlineData("{{ nope ?! nope.x }}|{{ name ?! 'there' }}", "|there")]
    [InlineData("{{ workers[nam] ?? 'd' }}", "PG0331 1:12 the variable 'nam' does not exist")]
    [InlineData("{{ workers[0]?.nope.x }}{{ nope?.x }}{{ workers[0].nope?.x }}", "")]
    [InlineData("{{ nope ?? nam }}", "PG0331 1:12 the variable 'nam' does not exist")]
    [InlineData("{{ nope ?? 1; nope }}", "PG0331 1:15 the variable 'nope' does not exist")]
    public void What_may_be_missing_is_said_so(string template, string expected) =>
        Assert.Equal(expected, Rendered.With(template, RenderOptions.Default, isChecked: false));

    [Theory]
    [InlineData("{{ missing }}", "PG0352 1:4 this is null and cannot be printed")]
    [InlineData("{{ 'x' | string.to_int }}", "PG0352 1:4 this is null and cannot be printed")]
    [InlineData("{{ workers[0].port > 1 ? missing : 2 }}", "PG0352 1:4 this is null and cannot be printed")]
    [InlineData("{{ $'a{missing}' }}", "PG0352 1:8 this is null and cannot be printed")]
    [InlineData("{{ x = 1 + missing }}", "PG0348 1:12 this is null, and '+' needs a value")]
    [InlineData("{{ x = 'a'; x += missing }}", "PG0348 1:18 this is null, and '+' needs a value")]
    [InlineData("{{ for x in missing; end }}", "PG0350 1:13 this is null, which cannot be gone through")]
    [InlineData("{{ missing ?? 'x' }}{{ missing?.a }}{{ missing ?! 'y' }}{{ null }}{{ missing == null }}", "xtrue")]
    [InlineData("{{ func f; 'x'; end; f; 1 | f; func g(y); end; g 1; wrap f; end }}", "xxx")]
    [InlineData("{{ for x in missing ?? []; end; if missing; end; x = missing; [missing] | array.size }}", "1")]
    public void Where_null_is_refused_it_is_not_printed_computed_with_or_gone_through(
        string template,
        string expected
    ) => Assert.Equal(expected, Rendered.With(template, new RenderOptions { RefusesNull = true }));

    [Theory]
    [InlineData("{{ manager.name = 'x' }}", "PG0345 1:4 this cannot be changed")]
    [InlineData("{{ manager['name'] = 'x' }}", "PG0345 1:4 this cannot be changed")]
    [InlineData("{{ with manager; name = 'x'; end }}", "PG0345 1:18 this cannot be changed")]
    [InlineData("{{ workers[0] = 'x' }}", "PG0345 1:4 this cannot be changed")]
    [InlineData("{{ workers[5] = 'x' }}", "PG0345 1:4 this cannot be changed")]
    [InlineData("{{ workers.x = 'x' }}", "PG0345 1:4 this cannot be changed")]
    [InlineData("{{ date.format = 'x' }}", "PG0345 1:4 this cannot be changed")]
    [InlineData(
        "{{ manager = {name: 'x'}; manager.name; workers | array.add 3 | array.size; workers << 4 }}",
        "x2[1, 4]"
    )]
    public void What_a_model_shares_cannot_be_changed_but_its_names_can_be_bound_anew(string template, string expected)
    {
        var model = new ScriptObject
        {
            ["manager"] = new ScriptObject { ["name"] = "red", IsReadOnly = true },
            ["workers"] = new ScriptArray { 1 },
        };
        ((ScriptArray)model["workers"]!).IsReadOnly = true;
        var diagnostics = new DiagnosticBag();
        var text = TemplateText
            .Parse(new SourceText("test", template), diagnostics)!
            .Render(model, RenderOptions.Default, diagnostics);
        Assert.Equal(expected, text ?? Rendered.Describe(diagnostics.First()));
    }

    [Fact]
    public void Nothing_of_a_render_is_left_for_the_next_one()
    {
        string[] first =
        [
            "{{ $x = 1; y = 2; capture z; 3; end; func f; end }}",
            "{{ capture z; nowhere; end }}",
            "{{ 1 | nowhere }}",
        ];
        foreach (var template in first)
        {
            Rendered.Strict(template);
            Assert.Equal("[]", Rendered.Strict("[{{ $x ?? ''; y ?? ''; z ?? ''; f ?? '' }}]"));
        }
    }

    [Theory]
    [InlineData("{{ workrs }}", "did you mean 'workers'?")]
    [InlineData("{{ worker = {name: 1}; worker.nam }}", "did you mean 'worker.name'?")]
    [InlineData("{{ 'a' | string.upcse }}", "did you mean 'string.upcase'?")]
    [InlineData("{{ 'a' | string.slice start: 1 lenght: 2 }}", "did you mean 'length'?")]
    public void A_near_name_is_suggested(string template, string hint) => Assert.Equal(hint, FirstOf(template).Hint);

    [Fact]
    public void All_mistakes_of_a_text_are_found_in_one_go()
    {
        var diagnostics = new DiagnosticBag();
        TemplateText.Parse(new SourceText("t", "{{ 1 + }}\n{{ x = }}\n{{ ok = 1 }}\n{{ [1 }}"), diagnostics);
        Assert.Equal([1, 2, 4], diagnostics.Select(found => found.Span.Source.PlaceOf(found.Span.Start).Line));
    }

    [Fact]
    public void A_mistake_within_includes_names_the_way_there()
    {
        var options = Rendered.Including(("outer", "a\n{{ include 'inner' }}"), ("inner", "{{ nowhere }}"));
        var found = FirstOf("\n\n{{ include 'outer' }}", options);
        var way = found.Notes.Select(note =>
            $"{note.Span.Source.Name}:{note.Span.Source.PlaceOf(note.Span.Start).Line}"
        );
        Assert.Equal("inner: outer:2 test:3", $"{found.Span.Source.Name}: {string.Join(' ', way)}");
    }

    private static Diagnostic FirstOf(string template, RenderOptions? options = null)
    {
        var diagnostics = new DiagnosticBag();
        TemplateText
            .Parse(new SourceText("test", template), diagnostics)
            ?.Render(Rendered.Model, options ?? RenderOptions.Default, diagnostics);
        return diagnostics.First();
    }

    [Fact]
    public void Rendering_leaves_the_model_as_it_was()
    {
        var model = new ScriptObject { { "x", 1 } };
        TemplateText
            .Parse(new SourceText("t", "{{ x = 2; y = 3 }}"), new DiagnosticBag())!
            .Render(model, RenderOptions.Default, new DiagnosticBag());
        Assert.Equal(1, Assert.Single(model).Value);
    }
}
