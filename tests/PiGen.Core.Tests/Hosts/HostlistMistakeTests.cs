namespace PiGen.Core.Tests.Hosts;

public class HostlistMistakeTests
{
    private static readonly string Label = new('a', 63);

    [Theory]
    [InlineData("", "PG0101@0 «»")]
    [InlineData(" \n", "PG0101@0 « \n»")]
    [InlineData(",", "PG0102@0 «,»")]
    [InlineData("red1,,red2", "PG0102@5 «,»")]
    [InlineData("red1,", "PG0102@4 «,»")]
    [InlineData(",red1", "PG0102@0 «,»")]
    [InlineData("!red1", "PG0102@0 «!»")]
    [InlineData("red1&\n", "PG0102@4 «&»")]
    [InlineData("red1,\n,red2", "PG0102@6 «,»")]
    public void A_host_that_is_missing_is_refused_at_its_separator(string text, string mistakes) =>
        Assert.Equal(mistakes, Written.Mistakes(text));

    [Theory]
    [InlineData("red[", "PG0103@3 «[»")]
    [InlineData("red[01-04", "PG0103@3 «[»")]
    [InlineData("red[1-2,blue[3-4]", "PG0103@3 «[»")]
    [InlineData("red[1-2\nblue[1-2", "PG0103@3 «[» PG0103@12 «[»")]
    [InlineData("red[[1-2]]", "PG0104@4 «[»")]
    [InlineData("red[1-[2-3]]", "PG0104@6 «[»")]
    [InlineData("red[]", "PG0105@3 «[]»")]
    [InlineData("red[ ]", "PG0105@3 «[ ]»")]
    [InlineData("red1]", "PG0106@4 «]»")]
    [InlineData("red[1-2]]", "PG0106@8 «]»")]
    public void Brackets_that_do_not_pair_are_refused(string text, string mistakes) =>
        Assert.Equal(mistakes, Written.Mistakes(text));

    [Theory]
    [InlineData("red[,1]", "PG0107@4 «,»")]
    [InlineData("red[1,,2]", "PG0107@6 «,»")]
    [InlineData("red[1, ]", "PG0107@5 «,»")]
    [InlineData("red[a-c]", "PG0108@4 «a-c»")]
    [InlineData("red[1 x]", "PG0108@6 «x»")]
    [InlineData("red[1e1]", "PG0108@5 «e»")]
    [InlineData("red[1,x,y]", "PG0108@6 «x» PG0108@8 «y»")]
    [InlineData("red[1..3]", "PG0108@5 «..»")]
    [InlineData("red[１-２]", "PG0108@4 «１-２»")]
    [InlineData("red[-1]", "PG0109@4 «-»")]
    [InlineData("red[1-]", "PG0109@5 «-»")]
    [InlineData("red[1--2]", "PG0109@5 «-»")]
    [InlineData("red[1-9/-2]", "PG0109@7 «/»")]
    [InlineData("red[1-9/]", "PG0109@7 «/»")]
    [InlineData("red[1-2-3]", "PG0110@7 «-3»")]
    [InlineData("red[5/2]", "PG0110@5 «/2»")]
    [InlineData("red[1-9/2/3]", "PG0110@9 «/3»")]
    [InlineData("red[3-1]", "PG0111@4 «3-1»")]
    [InlineData("red[9-1/2]", "PG0111@4 «9-1/2»")]
    [InlineData("red[10-9]", "PG0111@4 «10-9»")]
    [InlineData("red[8-011]", "PG0112@4 «8-011»")]
    [InlineData("red[9-010]", "PG0112@4 «9-010»")]
    [InlineData("red[1-03]", "PG0112@4 «1-03»")]
    [InlineData("red[0-00]", "PG0112@4 «0-00»")]
    [InlineData("red[001-03]", "PG0112@4 «001-03»")]
    [InlineData("red[1-9/0]", "PG0113@8 «0»")]
    [InlineData("red[1-9/00]", "PG0113@8 «00»")]
    public void A_range_that_is_none_is_refused_at_what_is_wrong_in_it(string text, string mistakes) =>
        Assert.Equal(mistakes, Written.Mistakes(text));

    [Theory]
    [InlineData("pi@red[01-10]", "PG0115@0 «pi@»")]
    [InlineData("red1,pi@red2", "PG0115@5 «pi@»")]
    [InlineData("@group", "PG0118@0 «@»")]
    [InlineData("red00[1-2]:22", "PG0116@10 «:22»")]
    [InlineData("red001:2222,red002", "PG0116@6 «:2222»")]
    [InlineData("red[1-2]:[80-81]", "PG0116@8 «:[80-81]»")]
    [InlineData("red:", "PG0116@3 «:»")]
    [InlineData("red:[80", "PG0118@3 «:» PG0103@4 «[»")]
    [InlineData("local:a,b", "PG0118@5 «:»")]
    [InlineData("fe80::[1-2],red1", "PG0130@4 «::[1-2]»")]
    [InlineData("red{1..3}", "PG0117@3 «{1..3}»")]
    [InlineData("red{a,b}1", "PG0117@3 «{a,b}»")]
    [InlineData("red{1", "PG0118@3 «{»")]
    [InlineData("red?", "PG0118@3 «?»")]
    [InlineData("red[1-2];id", "PG0118@8 «;»")]
    [InlineData("red/[1-2]", "PG0118@3 «/»")]
    [InlineData("-oProxyCommand=x[1-2]", "PG0118@14 «=»")]
    [InlineData("r\u00ebd", "PG0118@1 «\u00eb»")]
    [InlineData("red\U0001F980\0x", "PG0118@3 «\U0001F980\0»")]
    public void What_belongs_to_no_name_is_refused(string text, string mistakes) =>
        Assert.Equal(mistakes, Written.Mistakes(text));

    [Theory]
    [InlineData("red1 red2", "PG0119@4 « »")]
    [InlineData("red [1-2]", "PG0119@3 « »")]
    [InlineData("red[1 2]", "PG0119@5 « »")]
    [InlineData("red[1 - 2]", "PG0119@5 « »")]
    public void A_blank_is_no_separator(string text, string mistakes) => Assert.Equal(mistakes, Written.Mistakes(text));

    [Theory]
    [InlineData("-red", "PG0120@0 «-»")]
    [InlineData("red-", "PG0120@3 «-»")]
    [InlineData("red[1-3]-", "PG0120@8 «-»")]
    [InlineData("red[1-3]-.local", "PG0120@8 «-»")]
    [InlineData("-", "PG0120@0 «-»")]
    [InlineData("-red-", "PG0120@0 «-» PG0120@4 «-»")]
    [InlineData("red.", "PG0121@3 «.»")]
    [InlineData(".red", "PG0121@0 «.»")]
    [InlineData("red..[1-2]", "PG0121@4 «.»")]
    public void A_name_that_a_range_cannot_complete_is_refused(string text, string mistakes) =>
        Assert.Equal(mistakes, Written.Mistakes(text));

    [Fact]
    public void A_label_that_its_longest_number_makes_too_long_is_refused() =>
        Assert.Equal($"PG0122@4 «{Label[..62]}[8-11]»", Written.Mistakes($"red.{Label[..62]}[8-11].local"));

    [Fact]
    public void A_label_that_its_longest_number_fills_is_not() =>
        Assert.Equal("", Written.Mistakes($"{Label[..61]}[8-11]"));

    [Fact]
    public void A_name_that_is_too_long_is_refused()
    {
        var name = string.Join('.', Label, Label, Label, Label[..59], "[8-11]");
        Assert.Equal($"PG0123@0 «{name}»", Written.Mistakes(name));
    }

    [Fact]
    public void A_number_that_no_label_holds_is_refused() =>
        Assert.Equal($"PG0114@4 «{new string('9', 64)}»", Written.Mistakes($"red[{new string('9', 64)}]"));

    [Theory]
    [InlineData("red[1-1000001]", "PG0124@0 «red[1-1000001]»")]
    [InlineData("red[1-1000][0-1000]", "PG0124@0 «red[1-1000][0-1000]»")]
    [InlineData("red[0-99999999999999999999999999999999]", "PG0124@0 «red[0-99999999999999999999999999999999]»")]
    [InlineData("red[1-999999],a,b", "PG0125@16 «b»")]
    [InlineData("a[1-1000000]!a[1-1000000],b1,c[1-1000000]", "PG0125@29 «c[1-1000000]»")]
    public void More_than_a_million_hosts_are_refused(string text, string mistakes) =>
        Assert.Equal(mistakes, Written.Mistakes(text));

    [Fact]
    public void More_than_ten_million_names_are_refused_though_they_are_the_same() =>
        Assert.Equal(
            "PG0126@160 «red[1-1000000]»",
            Written.Mistakes(string.Join(", ", Enumerable.Repeat("red[1-1000000]", 11)))
        );

    [Fact]
    public void All_mistakes_are_reported_at_once() =>
        Assert.Equal(
            "PG0115@0 «pi@» PG0111@7 «3-1» PG0116@11 «:22» PG0102@15 «,» PG0120@20 «-»",
            Written.Mistakes("pi@red[3-1]:22,,blue-")
        );

    [Fact]
    public void A_text_of_mistakes_is_read_up_to_the_twentieth() =>
        Assert.Equal(20, Written.Parse(new string(',', 1000)).Diagnostics.Count);

    [Fact]
    public void An_unclosed_range_says_how_to_close_it() =>
        Assert.Equal(
            "this range is never closed; add ']' after the last number, as in red[01-04]",
            Advice("red[01-04")
        );

    [Theory]
    [InlineData("red{1..3}", "write red[1-3]")]
    [InlineData("red{1,3}", "write red[1,3]")]
    [InlineData("red{a,b}", "write a range as in red[1-3]")]
    [InlineData("pi@red", "give the user with --user")]
    [InlineData("red001:22", "ports are given by --port and --expose")]
    [InlineData("red[010-9]", "write 009-010, or list the numbers in their order, as in 3,2,1")]
    [InlineData("red[3-1]", "write 1-3, or list the numbers in their order, as in 3,2,1")]
    public void A_hint_says_what_to_write_instead(string text, string hint) =>
        Assert.EndsWith(hint, Advice(text), StringComparison.Ordinal);

    private static string Advice(string text)
    {
        var mistake = Assert.Single(Written.Parse(text).Diagnostics);
        return $"{mistake.Message}; {mistake.Hint}";
    }
}
