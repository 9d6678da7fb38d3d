namespace PiGen.Templating.Tests;

public class FunctionTests
{
    [Theory]
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
    [InlineData("'7' | string.pad_left 3 '0'", "007")]
    [InlineData("'Hello, World!' | string.handleize", "hello-world")]
    [InlineData("\"a\\n\\\"b\\\"\" | string.literal", "\"a\\n\\\"b\\\"\"")]
    [InlineData("'x' | string.to_int", "")]
    [InlineData("'abc' | string.index_of 'c'", "2")]
    [InlineData("'abc' | string.base64_encode | string.base64_decode", "abc")]
    [InlineData("'' | string.md5", "d41d8cd98f00b204e9800998ecf8427e")]
    public void Strings(string expression, string expected) => Check(expression, expected);

    [Theory]
    [InlineData("[3, 1, 2] | array.sort", "[1, 2, 3]")]
    [InlineData("['b', 'A', 'a'] | array.sort", "[\"a\", \"A\", \"b\"]")]
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
    public void Arrays(string expression, string expected) => Check(expression, expected);

    [Theory]
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
    public void Objects_numbers_and_the_rest(string expression, string expected) => Check(expression, expected);

    [Theory]
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
    public void Dates(string expression, string expected) => Check(expression, expected);

    [Fact]
    public void The_clock_is_the_one_given() =>
        Assert.Equal("1970", Rendered.With("{{ date.now.year }}", new RenderOptions { Time = new StoppedClock() }));

    private sealed class StoppedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch.AddDays(1);

        public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;
    }

    private static void Check(string script, string expected) =>
        Assert.Equal(expected, Rendered.With(script, RenderOptions.Default, new ParseOptions { IsScript = true }));
}
