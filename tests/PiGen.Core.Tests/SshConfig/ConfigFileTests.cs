using PiGen.Core.SshConfig;

namespace PiGen.Core.Tests.SshConfig;

/// <summary>How lines of ssh_config are taken apart.</summary>
public class ConfigFileTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("   \t", "")]
    [InlineData("# Host a", "")]
    [InlineData("  #Host a \"", "")]
    [InlineData("#\"", "")]
    [InlineData("Host a", "host|a")]
    [InlineData("Host a\r", "host|a")]
    [InlineData("Host a \f\r", "host|a")]
    [InlineData("\t hOsT\ta\t b ", "host|a|b")]
    [InlineData("Host=a", "host|a")]
    [InlineData("Host =a", "host|a")]
    [InlineData("Host = a=b", "host|a=b")]
    [InlineData("Host == a", "host|=|a")]
    [InlineData("=Host a", "host|a")]
    [InlineData("\"Host\" a", "host|a")]
    [InlineData("Ho\"st\" a", "host|a")]
    [InlineData("Host \"a b\" 'c d' e\"f g\"h", "host|a b|c d|ef gh")]
    [InlineData("Host \"it's\" 'a\"b'", "host|it's|a\"b")]
    [InlineData("Host a # b", "host|a")]
    [InlineData("Host a#b \"#c\"", "host|a#b|#c")]
    [InlineData("Host # a", "host")]
    [InlineData("Host \"\"", "host|")]
    [InlineData("Host a\\ b \"c\\ d\"", "host|a b|c\\ d")]
    [InlineData("Host \\\"a \\'b \\\\c \\d", "host|\"a|'b|\\c|\\d")]
    [InlineData("Host a\\", "host|a\\")]
    [InlineData("Host a\0b", "host|a")]
    [InlineData("\0Host a", "")]
    [InlineData("Host", "host!")]
    [InlineData("Host   ", "host!")]
    [InlineData("Host \"a", "host!")]
    [InlineData("Host a'", "host!")]
    [InlineData("\"Host a", "")]
    public void A_line_is_split_as_ssh_splits_it(string line, string words) =>
        Assert.Equal(words, Written(Ours.Parse(line + "\n").Lines[0]));

    [Theory]
    [InlineData("  Port  2222 # why\r\n", "Port", "Port  2222 # why", "2222")]
    [InlineData("Port = \"22\"", "Port", "Port = \"22\"", "\"22\"")]
    public void Each_part_of_a_line_has_its_place(string line, string keyword, string directive, string word)
    {
        var parsed = Ours.Parse(line).Lines[0];
        Assert.Equal(
            (line, keyword, directive, word),
            (
                parsed.Span.Text.ToString(),
                parsed.KeywordSpan.Text.ToString(),
                parsed.Directive.Text.ToString(),
                parsed.Words[0].Span.Text.ToString()
            )
        );
    }

    [Theory]
    [InlineData("", "\n")]
    [InlineData("Host a", "\n")]
    [InlineData("Host a\nHost b\r\n", "\n")]
    [InlineData("Host a\r\nHost b\n", "\r\n")]
    [InlineData("Host a\rHost b\n", "\n")]
    public void The_first_line_says_how_lines_end(string text, string ending) =>
        Assert.Equal(ending, Ours.Parse(text).LineEnding);

    private static string Written(ConfigLine line) =>
        line.HasKeyword
            ? string.Join('|', line.Words.Select(word => word.Value).Prepend(line.Keyword)) + (line.IsBroken ? "!" : "")
            : "";
}
