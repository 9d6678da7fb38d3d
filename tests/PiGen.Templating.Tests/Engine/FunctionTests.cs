using PiGen.Templating.Engine.Functions;
using Scriban;
using Scriban.Runtime;

namespace PiGen.Templating.Tests.Engine;

public class FunctionTests
{
    private static readonly ScriptObject Scriban = TemplateContext.GetDefaultBuiltinObject();

    private static readonly Builtins Own = new();

    private static string Signature(string name, object? value)
    {
        var function = (IScriptCustomFunction)value!;
        var parameters = Enumerable.Range(0, function.ParameterCount).Select(i => function.GetParameterInfo(i).Name);
        return $"{name} {string.Join(' ', parameters)}, {function.RequiredParameterCount} needed";
    }

    public static TheoryData<string> Objects =>
        ["array", "date", "html", "math", "object", "regex", "string", "timespan"];

    [Theory]
    [MemberData(nameof(Objects))]
    public void An_object_has_the_functions_of_Scriban_with_their_parameters(string name)
    {
        var (own, theirs) = ((ScriptObject)Own[name]!, (ScriptObject)Scriban[name]!);
        var functions = own.Where(static one => one.Value is CountedFunction).ToList();
        Assert.Equal(theirs.GetMembers().Order(), own.GetMembers().Order());
        Assert.Equal(
            functions.Select(one => Signature(one.Key, theirs[one.Key])),
            functions.Select(one => Signature(one.Key, one.Value))
        );
    }

    [Theory]
    // All dates are in UTC, and nothing is taken from the clock.
    [InlineData("date.parse '2016/01/05'", "05 Jan 2016")]
    [InlineData("date.parse '2016/01/05 23:30 -05:00' | date.to_string '%F %R %Z'", "2016-01-06 04:30 +00:00")]
    [InlineData("date.parse '2016/01/05 10:30' | date.to_string '%s'", "1451989800")]
    [InlineData("date.parse '2018--06--17' '%Y--%m--%d'", "17 Jun 2018")]
    [InlineData(
        "date.parse '2018~06~17~13~59~+08:00' '%Y~%m~%d~%H~%M~%Z' | date.to_string '%F %R'",
        "2018-06-17 05:59"
    )]
    [InlineData("date.parse '20/01/2022 08:32:48' culture: 'en-GB'", "20 Jan 2022")]
    [InlineData("date.parse '2016/01/05' | date.to_string '%d %B %Y' 'fr-FR'", "05 janvier 2016")]
    [InlineData("'03 14, 2016' | date.parse_to_string '%b %d, %y' input_pattern: '%m %d, %Y'", "Mar 14, 16")]
    [InlineData("date '2016/01/05'", "05 Jan 2016")]
    [InlineData("(date.parse '2016/01/05').day_of_week", "Tuesday")]
    [InlineData("1523.5 | math.format 'N2' 'fr-FR'", "1\u202f523,50")]
    [InlineData("1523 | object.format 'N2' 'en-US'", "1,523.00")]
    // JSON.
    [InlineData("{a: 1.5, b: [null, 'x', true], c: {}} | object.to_json", """{"a":1.5,"b":[null,"x",true],"c":{}}""")]
    [InlineData("[1..3, 2.5, 1 << 70] | object.to_json", "[[1,2,3],2.5,1180591620717411303424]")]
    [InlineData(
        "[date.parse '2016/01/05', timespan.from_hours 30] | object.to_json",
        """["2016-01-05T00:00:00Z","1.06:00:00"]"""
    )]
    [InlineData("""'{"a": [1, 2.5, 1e2, null], "a": 7}' | object.from_json""", "{a: 7}")]
    // Regular expressions, with results as Scriban gives them.
    [InlineData(@"'this is a text123' | regex.match `(\w+) a ([a-z]+\d+)`", """["is a text123", "is", "text123"]""")]
    [InlineData("'ab' | regex.match '(x)?(a)'", """["a", "", "a"]""")]
    [InlineData("'ab' | regex.match 'z'", "[]")]
    [InlineData(@"'a1 b2' | regex.matches `([a-z])\d`", """[["a1", "a"], ["b2", "b"]]""")]
    [InlineData(@"'a, b;c' | regex.split `\s*([,;])\s*`", """["a", ",", "b", ";", "c"]""")]
    [InlineData("'abbbcd' | regex.replace 'b+(c)' '<$1$&$$$9>'", "a<cbbbc$$9>d")]
    [InlineData("'A' | regex.replace 'a ' 'x' 'ix'", "x")]
    [InlineData("'192.168.1.1' | regex.match `^(\\d{1,3}\\.){3}\\d{1,3}$` | array.first", "192.168.1.1")]
    [InlineData("\"<p title='>'>a</p><!-- <b> -->b<script>x < y</script>\" | html.strip", "ab")]
    // Lists are made when a function is called.
    [InlineData("x = [3, 1, 2] | array.reverse; x[0] = 9; x", "[9, 1, 3]")]
    [InlineData("[1, 4294967297, 1] | array.uniq", "[1, 4294967297]")]
    [InlineData("['b', 'B', 'a', 'A'] | array.sort", """["A", "B", "a", "b"]""")]
    [InlineData("array.cycle ['a', 'b']; array.cycle ['a', 'b']", "ab")]
    [InlineData("5 | math.divided_by 2", "2")]
    [InlineData("10000000000 | math.divided_by 2", "5000000000")]
    [InlineData("'abc' | string.slice 1 2147483647", "bc")]
    public void A_function_does_what_Scriban_says_of_it(string template, string expected) =>
        Assert.Equal(expected, Rendered.Strict("{{ " + template + " }}"));

    [Theory]
    [InlineData("date.now", "PG0355 1:4 'date.now' is left out on purpose: there is no clock")]
    [InlineData(
        "math.random 1 2",
        "PG0355 1:4 'math.random' is left out on purpose: the same input must give the same text"
    )]
    [InlineData(
        "'1' | object.eval",
        "PG0355 1:10 'object.eval' is left out on purpose: a template says itself what it does"
    )]
    // .NET would take the year or the day from the clock.
    [InlineData("date.parse '12/25'", "PG0356 1:4 '12/25' is no date")]
    [InlineData("date.parse '10:30'", "PG0356 1:4 '10:30' is no date")]
    [InlineData("date.parse '10:30' '%H:%M'", "PG0356 1:4 a date cannot be read without its year")]
    [InlineData("1 | math.format 'N2' 'de-DE'", "PG0356 1:8 the culture 'de-DE' is not known")]
    [InlineData("5 | math.divided_by 0", "PG0356 1:8 'math.divided_by' cannot do this")]
    [InlineData(
        "'a' | regex.match '(?=a)'",
        "PG0356 1:10 this regular expression has lookahead or lookbehind: (?= (?! (?<= (?<!"
    )]
    [InlineData("'a' | regex.match `(a)\\1`", @"PG0356 1:10 this regular expression has a back-reference: \1 \k")]
    [InlineData("'a' | regex.match '(?>a)'", "PG0356 1:10 this regular expression has an atomic group: (?>")]
    [InlineData("'a' | regex.match '(a*)*'", "PG0356 1:10 this regular expression repeats something that may be empty")]
    [InlineData(
        "'a' | regex.match '(a*)(?#c){9}'",
        "PG0356 1:10 this regular expression repeats something that may be empty"
    )]
    [InlineData("'a' | regex.match '(?x)a'", "PG0356 1:10 'x' cannot be set within a regular expression")]
    [InlineData("'a' | regex.match 'a' 'q'", "PG0356 1:10 'q' is no option of a regular expression")]
    [InlineData("'{' | object.from_json", "PG0356 1:10 this is no JSON from line 1 on")]
    [InlineData("@string.size | object.to_json", "PG0356 1:19 a function cannot be written as JSON")]
    [InlineData("null | string.handleize", "PG0356 1:11 'string.handleize' needs a text as 'text', and this is null")]
    [InlineData(
        "[1] | array.each 5",
        "PG0356 1:10 'array.each' needs a function, as in @string.strip, as 'function', and this is int"
    )]
    [InlineData("[[1], [2]] | array.sort", "PG0356 1:17 'array.sort' cannot do this: failed to compare two elements")]
    public void What_a_function_cannot_do_is_refused_in_its_place(string template, string expected) =>
        Assert.StartsWith(expected, Rendered.Strict("{{ " + template + " }}"));

    private static readonly string[] Odd =
    [
        .. "null true 0 -1 2147483647 -2147483648 9223372036854775808 1.5 '' 'a' 'aXb' '%Y' '(' [] [1,'a',null] {} {a:1} 1..3 @string.size missing raw(5) date.parse('2026-01-31') timespan.zero empty".Split(
            ' '
        ),
        "(1 << 300)",
        "(0.0 / 0)",
        "[[1], {a: [2]}]",
    ];

    // What .NET says when a program is wrong, not what a person did.
    private static readonly string[] OfBugs =
    [
        "Object reference",
        "Index was",
        "Specified cast",
        "Nullable object",
        "System.",
    ];

    [Theory]
    [MemberData(nameof(Objects))]
    public void Whatever_a_function_is_given_there_is_a_text_or_a_mistake(string name)
    {
        var (random, limits) = (new Random(20261129), new Limits { Steps = 200_000, OutputSize = 100_000 });
        foreach (var (member, value) in (ScriptObject)Own[name]!)
        {
            for (var i = 0; value is CountedFunction function && i < 200; i++)
            {
                var count = random.Next(function.RequiredParameterCount, function.ParameterCount + 1);
                var arguments = string.Concat(random.GetItems(Odd, count).Select(static one => $" ({one})"));
                var template = $"{{{{ x = {name}.{member}{arguments}; $\"{{x}}\" }}}}";
                var result = Rendered.With(
                    template,
                    new RenderOptions { Limits = limits, Relaxed = true },
                    isChecked: false
                );
                Assert.False(
                    OfBugs.Any(part => result.Contains(part, StringComparison.OrdinalIgnoreCase)),
                    template + "\n" + result
                );
            }
        }
    }
}
