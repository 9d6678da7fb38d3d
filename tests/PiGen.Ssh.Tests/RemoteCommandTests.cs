using FsCheck;
using FsCheck.Fluent;
using PiGen.Core.Deployment;
using PiGen.Testing;

namespace PiGen.Ssh.Tests;

public class RemoteCommandTests
{
    [Fact]
    public void Every_word_is_quoted() =>
        Assert.Equal(
            @"'sudo' '-n' 'sh' '/home/pi/it'\''s $HOME' '' '~'",
            new RemoteCommand("sudo", "-n", "sh", "/home/pi/it's $HOME", "", "~").Text
        );

    [Fact]
    public void A_word_that_no_program_can_be_given_is_refused() =>
        Assert.Throws<ArgumentException>(() => new RemoteCommand("echo", "a\0b").Text);

    [Fact]
    public void A_shell_reads_the_words_back()
    {
        Assert.SkipWhen(RealProgram.Missing("sh") is not null, "no sh here");
        var words = Gen.Elements('a', ' ', '\'', '"', '\\', '$', '`', '\n', '*', '!', '~', 'ä', '-', '#', ';')
            .ArrayOf();
        var lists = words.Select(word => new string(word)).ArrayOf().ToArbitrary();
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(40), Prop.ForAll(lists, AreReadBack));
    }

    private static bool AreReadBack(string[] words)
    {
        var command = new RemoteCommand(["printf", "%s\\0", "", .. words]);
        var expected = string.Concat(words.Select(word => word + "\0"));
        return RealProgram.Run("sh", "-c", command.Text).Out == "\0" + expected;
    }
}
