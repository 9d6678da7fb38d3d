using PiGen.Testing;

namespace PiGen.Cli.Tests;

/// <summary>
/// The template language as the published program speaks it. Scriban finds much by reflection, of which a native program has
/// only what was kept for it, so each kind of expression, statement and function is tried there.
/// </summary>
public sealed class TemplateLanguageTests : IDisposable
{
    private const string Model =
        """{"name":"red001","port":8001,"missing":null,"workers":[{"name":"red001","port":8001},{"name":"red002","port":8002}]}""";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

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
    [InlineData("  {{ \"a\\nb\" }}c", "  a\n  bc")]
    [InlineData("x {{ \"a\\nb\" }}", "x a\nb")]
    [InlineData("  {{- \"a\\nb\" }}", "a\nb")]
    [InlineData("\t{{ \"a\\n\"; \"b\" }}", "\ta\n\tb")]
    public void A_text_is_rendered(string template, string expected) => Assert.Equal(expected, Render(template));

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
    [InlineData("1 + 2 * 3", "7")]
    [InlineData("(1 + 2) * 3", "9")]
    [InlineData("10 - 2 - 3", "5")]
    [InlineData("7 / 2", "3.5")]
    [InlineData("7 // 2", "3")]
    [InlineData("7 % 4", "3")]
    [InlineData("1 << 70", "1180591620717411303424")]
    [InlineData("-2 * -3", "6")]
    [InlineData("1.5 + 1", "2.5")]
    [InlineData("'a' + 1 + null", "a1")]
    [InlineData("'ab' * 3", "ababab")]
    [InlineData("2 * 'ab'", "abab")]
    [InlineData("[1] + [2]", "[1, 2]")]
    [InlineData("[1, 2] * 2", "[1, 2, 1, 2]")]
    [InlineData("[1] << 2", "[1, 2]")]
    [InlineData("1 >> [2]", "[1, 2]")]
    [InlineData("1 + null", "")]
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
    [InlineData("func f; ret $0 + $1; end; f 1 2; 1 | f 5; f(1, 1)", "362")]
    [InlineData(
        "func f(x, y = 2, z...); ret [x, y, z]; end; f 1; f 1 3 4 5; f y: 7 x: 8",
        "[1, 2, []][1, 3, [4, 5]][8, 7, []]"
    )]
    [InlineData("f(x, y) = x * y; f 3 4", "12")]
    [InlineData("f = do; ret $0 + 1; end; f 1", "2")]
    [InlineData("func f; $.a; $['a']; end; f a: 1", "11")]
    [InlineData("func f(x); f2 = @string.upcase; ret x | f2; end; f 'a'", "A")]
    [InlineData("func f; for i in 1..2; $$; end; end; wrap f; 'x' + i; end", "x1x2")]
    [InlineData("func $f; if $0 > 0; $0; $0 - 1 | $f; end; end; $f 3", "321")]
    [InlineData("[3, 1] | array.sort |\n array.join '-' | string.append '!'", "1-3!")]
    [InlineData("'12' | string.to_int + 1", "13")]
    [InlineData("y = 1; func f(x); y += x; z = 1; end; f 2; y", "3")]
    [InlineData("func f(x); z = x; end; f 2; z ?? 'hidden'", "hidden")]
    [InlineData("func g; ret x ?? 'hidden'; end; func f(x); ret g; end; f 2", "hidden")]
    [InlineData("if true; 'a'; ret; end; 'b'", "a")]
    [InlineData("'a b' | string.capitalize", "A b")]
    [InlineData("'a b' | string.capitalizewords", "A B")]
    [InlineData("'ABC' | string.downcase", "abc")]
    [InlineData("'red001' | string.contains '00'", "true")]
    [InlineData("' x ' | string.strip | string.size", "1")]
    [InlineData("'a-b-a' | string.replace 'a' 'c'", "c-b-c")]
    [InlineData("'a-b-a' | string.replace_first 'a' 'c'", "c-b-a")]
    [InlineData("'a-b-a' | string.remove_last 'a'", "a-b-")]
    [InlineData("'abcdef' | string.slice 1 length: 2", "bc")]
    [InlineData("'abcdef' | string.slice (-2)", "ef")]
    [InlineData("'abc' | string.slice1 1", "b")]
    [InlineData("'a,,b' | string.split ','", "[\"a\", \"b\"]")]
    [InlineData("'abcdefgh' | string.truncate 6", "abc...")]
    [InlineData("'one two three' | string.truncatewords 2", "one two...")]
    [InlineData("2 | string.pluralize 'unit' 'units'", "units")]
    [InlineData("'Hello, World!' | string.handleize", "hello-world")]
    [InlineData("\"a\\n\\\"b\\\"\" | string.literal", "\"a\\n\\\"b\\\"\"")]
    [InlineData("'x' | string.to_int", "")]
    [InlineData("'abc' | string.index_of 'c'", "2")]
    [InlineData("'abc' | string.base64_encode | string.base64_decode", "abc")]
    [InlineData("'' | string.md5", "d41d8cd98f00b204e9800998ecf8427e")]
    [InlineData("[3, 1, 2] | array.sort", "[1, 2, 3]")]
    [InlineData("workers | array.sort 'port' | array.map 'name' | array.last", "red002")]
    [InlineData("[1, null, 2] | array.compact | array.size", "2")]
    [InlineData("[1, 2, 2] | array.uniq", "[1, 2]")]
    [InlineData("[1, 2, 3] | array.limit 2 | array.reverse", "[2, 1]")]
    [InlineData("[1, 2, 3] | array.offset 2", "[3]")]
    [InlineData("[1] | array.insert_at 2 'x'", "[1, null, \"x\"]")]
    [InlineData("[1, 2, 3] | array.remove_at (-1)", "[1, 2]")]
    [InlineData("[1, 2] | array.contains 2", "true")]
    [InlineData("['a', 'b'] | array.each @string.upcase", "[\"A\", \"B\"]")]
    [InlineData("['a', ''] | array.filter @string.empty", "[\"\"]")]
    [InlineData("['ab', 'c'] | array.any @string.contains 'b'", "true")]
    [InlineData("[1, 2] | array.join ', ' @(do; ret $0 + '!'; end)", "1!, 2!")]
    [InlineData("a = [1]; b = a | array.add 2; a.size + b.size", "3")]
    [InlineData("array.cycle ['a', 'b']; array.cycle ['a', 'b']; array.cycle ['a', 'b']", "aba")]
    [InlineData("{a: 1} | object.has_key 'a'", "true")]
    [InlineData("{a: null} | object.has_value 'a'", "false")]
    [InlineData("{b: 1, a: 2} | object.keys", "[\"b\", \"a\"]")]
    [InlineData("'' | object.default 'x'", "x")]
    [InlineData("1..3 | object.typeof", "iterator")]
    [InlineData("9999999999 | object.kind", "long")]
    [InlineData("{a: [1, 'x', null, 1.5]} | object.to_json", "{\"a\":[1,\"x\",null,1.5]}")]
    [InlineData("x = '{\"a\": [1, true]}' | object.from_json; x.a[0]", "1")]
    [InlineData("12.345 | object.format '0.0'", "12.3")]
    [InlineData("'a1b22' | regex.replace '[0-9]+' '#'", "a#b#")]
    [InlineData("'A1' | regex.match '([a-z])([0-9])' 'i'", "[\"A1\", \"A\", \"1\"]")]
    [InlineData("'a, b' | regex.split `\\s*,\\s*`", "[\"a\", \"b\"]")]
    [InlineData("'(a)' | regex.escape | regex.unescape", "(a)")]
    [InlineData("4.5 | math.ceil; 4.5 | math.floor; 2.345 | math.round 2", "542.35")]
    [InlineData("8 | math.divided_by 3; 8.0 | math.divided_by 2.5", "23.2")]
    [InlineData("255 | math.format 'x4'", "00ff")]
    [InlineData("'<a>' | html.escape; '<b>x</b>' | html.strip; 'a b&' | html.url_encode", "&lt;a&gt;xa%20b%26")]
    [InlineData("date.parse '2016/01/05'", "05 Jan 2016")]
    [InlineData(
        "date.parse '2016/01/05 13:04:05' | date.to_string '%F %T %I %p %j %a %e'",
        "2016-01-05 13:04:05 01 PM 005 Tue  5"
    )]
    [InlineData("date.parse '2016/01/05' | date.add_days 1 | date.add_months 1", "06 Feb 2016")]
    [InlineData("date.parse '17.06.2018' '%d.%m.%Y'", "17 Jun 2018")]
    [InlineData("date.parse '2016/01/05' | date.to_string '%d %B %Y' 'fr-FR'", "05 janvier 2016")]
    [InlineData("date.parse '20/01/2022' culture: 'en-GB'", "20 Jan 2022")]
    [InlineData("d = date.parse '2016/03/01'; d.year; d.day_of_year", "201661")]
    [InlineData("((date.parse '2016/01/05') - (date.parse '2016/01/01')).days", "4")]
    [InlineData("(timespan.from_hours 36).total_days", "1.5")]
    [InlineData("for p in {a: 1}; p; p.key; p.value; end", "{key: \"a\", value: 1}a1")]
    [InlineData("for f in math limit: 2; f.key; end", "absceil")]
    public void A_script_is_run(string script, string expected) => Assert.Equal(expected, Render(script, "--script"));

    private string Render(string template, params string[] options)
    {
        _folder.Write("t.scriban", template);
        _folder.Write("model.json", Model);
        string[] render = ["template", "render", _folder["t.scriban"], "--model", _folder["model.json"], .. options];
        var command = PigenProgram.Command(render);
        var answer = RealProgram.Run(command[0], command[1..]);
        return answer.Out + answer.Error;
    }
}
