using PiGen.Core.SshConfig;

namespace PiGen.Core.Tests.SshConfig;

/// <summary>What ssh -G prints, before and after.</summary>
public class EffectiveSettingsTests
{
    [Theory]
    [InlineData("port 22\nuser a\n", "port 22\nuser a\n", "")]
    [InlineData("port 22\nuser a\n", "user a\r\nport 22\r\n", "")]
    [InlineData("port 22\n", "port 8001\n", "port was 22 and would be 8001")]
    [InlineData("port 22\n", "port 22\nproxyjump red\n", "proxyjump was unset and would be red")]
    [InlineData("proxyjump red\n", "", "proxyjump was red and would be unset")]
    [InlineData(
        "identityfile a\nidentityfile b\n",
        "identityfile b\nidentityfile a\n",
        "identityfile was a, b and would be b, a"
    )]
    [InlineData("sendenv LANG\nx 1\nsendenv LC\n", "sendenv LANG\nsendenv LC\nx 1\n", "")]
    [InlineData("setenv A=1 2\n", "setenv A=1\n", "setenv was A=1 2 and would be A=1")]
    [InlineData(
        "a 1\nb 1\n",
        "b 2\nc 3\na 2\n",
        "a was 1 and would be 2; b was 1 and would be 2; c was unset and would be 3"
    )]
    public void What_differs_is_said_keyword_by_keyword(string before, string after, string sentences) =>
        Assert.Equal(
            sentences,
            string.Join(
                "; ",
                EffectiveSettings
                    .Parse(after)
                    .ChangesSince(EffectiveSettings.Parse(before))
                    .Select(difference => difference.Sentence)
            )
        );
}
