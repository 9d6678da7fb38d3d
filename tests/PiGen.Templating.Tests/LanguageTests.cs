namespace PiGen.Templating.Tests;

public class LanguageTests
{
    [Theory]
    [InlineData("plain text", "plain text")]
    [InlineData("a {{ name }} b", "a red001 b")]
    [InlineData("a  {{- name -}}  b", "ared001b")]
    [InlineData("a\n  {{~ 1 ~}}  \nb", "a\n1b")]
    [InlineData("a\n  {{~ x = 1 ~}}\n  b", "a\n  b")]
    [InlineData("{%{ {{ name }} }%}", " {{ name }} ")]
    [InlineData("{%%{ }%} }%%}", " }%} ")]
    [InlineData("a {%{- x -}%} b", "a x b")]
    [InlineData("{{ # nothing }}", "")]
    [InlineData("{{ ## nothing\n at all ## 1 }}", "1")]
    [InlineData("{{ 1 # one\n 2 }}", "12")]
    public void Text_and_blocks_are_written_as_marked(string template, string expected) =>
        Assert.Equal(expected, Rendered.Strict(template));

    [Theory]
    [InlineData("  {{ \"a\\nb\" }}c", "  a\n  bc")]
    [InlineData("x {{ \"a\\nb\" }}", "x a\nb")]
    [InlineData("  {{- \"a\\nb\" }}", "a\nb")]
    [InlineData("\t{{ \"a\\n\"; \"b\" }}", "\ta\n\tb")]
    public void Further_lines_of_a_value_keep_the_indent_of_its_block(string template, string expected) =>
        Assert.Equal(expected, Rendered.Strict(template));

    [Theory]
    [InlineData("1", "1")]
    [InlineData("0x1f", "31")]
    [InlineData("0b101", "5")]
    [InlineData("1_000", "1000")]
    [InlineData("1.5", "1.5")]
    [InlineData("1e3", "1000")]
    [InlineData("9223372036854775807 + 1", "9223372036854775808")]
    [InlineData("\"a\\tb\\x41\\u0042\\\\\"", "a\tbAB\\")]
    [InlineData("`a\\b`", "a\\b")]
    [InlineData("`a``b`", "a`b")]
    [InlineData("$\"{1 + 2}{\"x\"}\\{\"", "3x{")]
    [InlineData("$'{$\"{1}\"}'", "1")]
    [InlineData("null", "")]
    [InlineData("[1, \"a\", null, true, [2]]", "[1, \"a\", null, true, [2]]")]
    [InlineData("{a: 1, \"b\": 'x'}", "{a: 1, b: \"x\"}")]
    public void Literals_read_as_written(string expression, string expected) =>
        Assert.Equal(expected, Rendered.Strict($"{{{{{expression} }}}}"));

    [Theory]
    [InlineData("1 + 2 * 3", "7")]
    [InlineData("(1 + 2) * 3", "9")]
    [InlineData("10 - 2 - 3", "5")]
    [InlineData("7 / 2", "3.5")]
    [InlineData("7 // 2", "3")]
    [InlineData("7 % 4", "3")]
    [InlineData("1 << 70", "1180591620717411303424")]
    [InlineData("12 & 10", "8")]
    [InlineData("-2 * -3", "6")]
    [InlineData("1.5 + 1", "2.5")]
    [InlineData("'a' + 1 + null", "a1")]
    [InlineData("'ab' * 3", "ababab")]
    [InlineData("2 * 'ab'", "abab")]
    [InlineData("[1] + [2]", "[1, 2]")]
    [InlineData("[1, 2] * 2", "[1, 2, 1, 2]")]
    [InlineData("[1] << 2", "[1, 2]")]
    [InlineData("1 >> [2]", "[1, 2]")]
    [InlineData("[1, 2, 3] & [3, 2]", "[2, 3]")]
    [InlineData("1 + null", "")]
    public void Operators_compute(string expression, string expected) =>
        Assert.Equal(expected, Rendered.Strict($"{{{{ {expression} }}}}"));

    [Theory]
    [InlineData("1 < 2 && 2 < 3 || false", "true")]
    [InlineData("1 == 1.0", "true")]
    [InlineData("1 == '1'", "true")]
    [InlineData("null == null", "true")]
    [InlineData("1 != null", "true")]
    [InlineData("null < 1", "false")]
    [InlineData("'a' < 'b'", "true")]
    [InlineData("[1, 2] == [1, 2]", "true")]
    [InlineData("{} == empty", "true")]
    [InlineData("[1] == empty", "false")]
    [InlineData("[].empty?", "true")]
    [InlineData("!null", "true")]
    [InlineData("!0", "false")]
    [InlineData("1 == 2 ? 'a' : 'b'", "b")]
    [InlineData("missing ?? 'none'", "none")]
    [InlineData("nowhere.at.all ?? 'none'", "none")]
    [InlineData("name ?! 'some'", "some")]
    [InlineData("missing?.a[0].b", "")]
    public void Conditions_compare(string expression, string expected) =>
        Assert.Equal(expected, Rendered.Strict($"{{{{ {expression} }}}}"));

    [Theory]
    [InlineData("x = 1; x += 2; x *= 5; x -= 1; x //= 4; x %= 2; x", "1")]
    [InlineData("x = 1; x++; ++x; x--; x", "1332")]
    [InlineData("o = {}; o.a = {b: 1}; o['c'] = 2; o", "{a: {b: 1}, c: 2}")]
    [InlineData("a = [1]; a[3] = 2; a[-1] = 9; a", "[1, null, null, 9]")]
    [InlineData("a = [1]; a.x = 5; a.x + a[0] + a.size", "7")]
    [InlineData("this.z = 3; z", "3")]
    [InlineData("(if) = 5; x = if; x", "5")]
    [InlineData("$x = 1; $x + 1", "2")]
    [InlineData("import {m: 4}; m", "4")]
    [InlineData("o = {}; with o; p = 1; end; o", "{p: 1}")]
    [InlineData("capture c; 'a'; 'b'; end; c + c", "abab")]
    public void Statements_change_variables(string script, string expected) =>
        Assert.Equal(expected, Rendered.With(script, RenderOptions.Default, new ParseOptions { IsScript = true }));

    [Theory]
    [InlineData("if 1 == 2; 'a'; else if true; 'b'; else; 'c'; end", "b")]
    [InlineData("case 3; when 1, 2; 'a'; when 4 || 3; 'b'; else; 'c'; end", "b")]
    [InlineData("case 9; when 1; 'a'; else; 'c'; end", "c")]
    [InlineData("for w in workers; w.name; for.last ? '' : ','; end", "red001,red002")]
    [InlineData("for x in 1..<3; x; end", "12")]
    [InlineData("for x in 3..1; x; end", "321")]
    [InlineData("for x in [1, 2, 3, 4] offset: 1 limit: 2; x; end", "23")]
    [InlineData("for x in [1, 2, 3] reversed; x; end", "321")]
    [InlineData("for x in []; x; else; 'none'; end", "none")]
    [InlineData("for p in {a: 1}; p.key; p.value; end", "a1")]
    [InlineData("for x in 1..9; if x == 2; continue; end; if x == 4; break; end; x; end", "13")]
    [InlineData(
        "for x in [1, 1]; for.index; for.rindex; for.first; for.even; for.changed; for.length; end",
        "01truetruetrue210falsefalsefalse2"
    )]
    [InlineData("x = 0; while x < 3; x = x + 1; x; while.index; end", "102132")]
    [InlineData("for $x in 1..2; for $y in 1..2; $x * $y; end; end", "1224")]
    [InlineData(
        "for x in [1]; tablerow y in [1, 2]; y; end; end",
        "<tr class=\"row1\"><td class=\"col1\">1</td></tr>\n<tr class=\"row2\"><td class=\"col1\">2</td></tr>\n"
    )]
    public void Blocks_choose_and_repeat(string script, string expected) =>
        Assert.Equal(expected, Rendered.With(script, RenderOptions.Default, new ParseOptions { IsScript = true }));

    [Theory]
    [InlineData("func f; ret $0 + $1; end; f 1 2; 1 | f 5; f(1, 1)", "362")]
    [InlineData(
        "func f(x, y = 2, z...); ret [x, y, z]; end; f 1; f 1 3 4 5; f y: 7 x: 8",
        "[1, 2, []][1, 3, [4, 5]][8, 7, []]"
    )]
    [InlineData("f(x, y) = x * y; f 3 4", "12")]
    [InlineData("f = do; ret $0 + 1; end; f 1", "2")]
    [InlineData("func f; $.a; $['a']; end; f a: 1", "11")]
    [InlineData("func f(x); f2 = @string.upcase; ret x | f2; end; f 'a'", "A")]
    [InlineData("func f; ret $.size; end; f ^[1, 2] 3", "3")]
    [InlineData("func f; for i in 1..2; $$; end; end; wrap f; 'x' + i; end", "x1x2")]
    [InlineData("func $f; if $0 > 0; $0; $0 - 1 | $f; end; end; $f 3", "321")]
    [InlineData("[3, 1] | array.sort |\n array.join '-' | string.append '!'", "1-3!")]
    [InlineData("'12' | string.to_int + 1", "13")]
    [InlineData("y = 1; func f(x); y += x; z = 1; end; f 2; y", "3")]
    [InlineData("func f(x); z = x; end; f 2; z ?? 'hidden'", "hidden")]
    [InlineData("func g; ret x ?? 'hidden'; end; func f(x); ret g; end; f 2", "hidden")]
    [InlineData("if true; 'a'; ret; end; 'b'", "a")]
    public void Functions_are_defined_and_called(string script, string expected) =>
        Assert.Equal(expected, Rendered.With(script, RenderOptions.Default, new ParseOptions { IsScript = true }));

    [Theory]
    [InlineData("{{ include 'part' 1 x: 2 }}", "part 1 2 2")]
    [InlineData("{{ y = include 'plain'; y | string.upcase }}", "PLAIN")]
    [InlineData("  {{ include 'lines' }}", "  a\n  b")]
    [InlineData("{{ include_join ['plain', 'plain'] ', ' '<' 'tpl:plain' }}", "<plain, plainplain")]
    [InlineData("{{ include 'ends' }}x", "beforex")]
    public void Templates_are_included(string template, string expected) =>
        Assert.Equal(
            expected,
            Rendered.With(
                template,
                Rendered.Including(
                    ("part", "part {{ $1 }} {{ $.x }} {{ $x }}"),
                    ("plain", "plain"),
                    ("lines", "a\nb"),
                    ("ends", "before{{ ret }}after")
                )
            )
        );
}
