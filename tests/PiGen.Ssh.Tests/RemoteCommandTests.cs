using FsCheck;
using FsCheck.Fluent;
using PiGen.Core.Deployment;
using PiGen.Testing;

namespace PiGen.Ssh.Tests;

/// <summary>The line that a login shell is given.</summary>
public class RemoteCommandTests
{
    [Fact]
    public void A_word_that_no_program_can_be_given_is_refused() =>
        Assert.Throws<ArgumentException>(() => new RemoteCommand("echo", "a\0b").Text);

    [Theory]
    [InlineData("sh")]
    [InlineData("bash")]
    [InlineData("rbash")]
    [InlineData("zsh")]
    [InlineData("tcsh")]
    [InlineData("fish")]
    [InlineData("busybox", "sh")]
    public void Any_words_come_through_any_shell(string shell, params string[] applet)
    {
        Assert.SkipWhen(RealProgram.Missing(shell) is not null, $"not installed: {shell}");
        var words = Gen.Elements('a', ' ', '\'', '"', '\\', '$', '`', '\n', '*', '!', '~', 'ä', '-', '#', ';', '=', '%')
            .ArrayOf();
        var lists = words.Select(word => new string(word)).ArrayOf().ToArbitrary();
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(30), Prop.ForAll(lists, AreReadBack));

        bool AreReadBack(string[] list)
        {
            var command = new RemoteCommand(["printf", "%s\\0", "", .. list]);
            var expected = string.Concat(list.Select(word => word + "\0"));
            return RealProgram.Run(shell, [.. applet, "-c", command.Text]).Out == "\0" + expected;
        }
    }
}
