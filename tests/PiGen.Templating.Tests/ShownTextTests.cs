using PiGen.Templating.Text;

namespace PiGen.Templating.Tests;

public class ShownTextTests
{
    [Theory]
    [InlineData("plain ~ text", "plain ~ text")]
    [InlineData("tab\tstays", "tab\tstays")]
    [InlineData("Zoë 日本 ❤️ 😀", "Zoë 日本 ❤️ 😀")]
    [InlineData("\e[2J", @"\u001B[2J")]
    [InlineData("a\r\nb", @"a\u000D\u000Ab")]
    [InlineData("\u0085\u009B", @"\u0085\u009B")]
    [InlineData("ab\u202Edc", @"ab\u202Edc")]
    [InlineData("\u2066\u2069\u061C", @"\u2066\u2069\u061C")]
    [InlineData("a\u200Bb\u200D\uFEFF\u00AD", @"a\u200Bb\u200D\uFEFF\u00AD")]
    [InlineData("\u2028\u2029", @"\u2028\u2029")]
    [InlineData("\u3164\u115F\u2800\u034F", @"\u3164\u115F\u2800\u034F")]
    [InlineData("\U000E0041", @"\U000E0041")]
    public void What_cannot_be_seen_is_an_escape(string text, string shown) =>
        Assert.Equal((shown, shown == text), (ShownText.Of(text), ShownText.IsPlain(text)));
}
