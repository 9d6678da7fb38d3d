using PiGen.Core.Hosts;
using PiGen.Templating.Text;

namespace PiGen.Core.Tests.Hosts;

public class NumberListTests
{
    [Theory]
    [InlineData("80", "80")]
    [InlineData("80,443", "80 443")]
    [InlineData("8000-8002", "8000 8001 8002")]
    [InlineData(" 443 , 80-82 , 81 ", "443 80 81 82")]
    [InlineData("1-65535/30000", "1 30001 60001")]
    [InlineData("5-6/99999999999999999999", "5")]
    [InlineData("0080", "80")]
    public void Numbers_are_listed_in_the_order_written(string text, string numbers) =>
        Assert.Equal(numbers, Parse(text).Numbers);

    [Theory]
    [InlineData("", "PG0127@0 «»")]
    [InlineData("  ", "PG0127@0 «  »")]
    [InlineData("80,", "PG0107@2 «,»")]
    [InlineData(",80,,81", "PG0107@0 «,» PG0107@4 «,»")]
    [InlineData("http", "PG0108@0 «http»")]
    [InlineData("[80-81]", "PG0108@0 «[80-81]»")]
    [InlineData("82-80", "PG0111@0 «82-80»")]
    [InlineData("0,80,65536-70000", "PG0128@0 «0» PG0128@5 «65536» PG0128@11 «70000»")]
    [InlineData("99999999999999999999", "PG0128@0 «99999999999999999999»")]
    public void A_mistake_is_refused_at_what_is_wrong(string text, string mistakes) =>
        Assert.Equal(mistakes, Parse(text).Mistakes);

    [Fact]
    public void A_mistake_is_placed_in_the_text_around_it()
    {
        var diagnostics = new DiagnosticBag();
        NumberList.Parse(new SourceText("--expose", "80,x:8080").Span(0, 4), 1, 65535, diagnostics);
        Assert.Equal("PG0108@3 «x»", Written.Places(diagnostics));
    }

    [Fact]
    public void A_number_repeated_a_million_times_is_refused() =>
        Assert.Equal("PG0129@120 «1-65535»", Parse(string.Join(',', Enumerable.Repeat("1-65535", 1000))).Mistakes);

    private static (string? Numbers, string Mistakes) Parse(string text)
    {
        var diagnostics = new DiagnosticBag();
        var numbers = NumberList.Parse(new SourceText("--expose", text).Whole, 1, 65535, diagnostics);
        return (numbers is { } list ? string.Join(' ', list) : null, Written.Places(diagnostics));
    }
}
