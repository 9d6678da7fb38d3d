using PiGen.Core.SshConfig;
using PiGen.Testing;

namespace PiGen.Core.Tests.SshConfig;

/// <summary>Ways that lead back to where they began, as ssh itself describes them.</summary>
public class JumpCycleTests
{
    [Theory]
    [InlineData("Host a\n  ProxyJump b\nHost b\n  ProxyJump c\n", "a", "")]
    [InlineData("Host a\n  ProxyJump a\n", "a", "a would be reached through itself")]
    [InlineData("Host *\n  ProxyJump b\nHost b\n  HostName b.lan\n", "a", "b would be reached through itself")]
    [InlineData("Host a\n  ProxyJump anna@a:2222\n", "a", "a would be reached through itself")]
    [InlineData("Host a\n  ProxyJump b\nHost b\n  ProxyJump a\n", "a", "the way to a goes round: a → b → a")]
    [InlineData(
        "Host a1 a2\n  ProxyJump b\nHost b\n  ProxyJump anna@c\nHost c\n  ProxyJump b:22\n",
        "a1 a2",
        "the way to b goes round: b → c → b"
    )]
    [InlineData("Host a\n  ProxyJump b,a\nHost b\n", "a", "")]
    [InlineData("Host a\n  ProxyJump b,c\nHost c\n  ProxyJump a\n", "a", "")]
    [InlineData("Host a\n  ProxyJump c,b\nHost c\n  ProxyJump a\n", "a", "the way to a goes round: a → c → a")]
    [InlineData("Host a\n  ProxyJump b\nHost b\n  ProxyJump none\nHost *\n  ProxyJump a\n", "a b", "")]
    [InlineData(
        "Host a\n  ProxyJump [fd00::1]:22\nHost fd00::1\n  ProxyJump a\n",
        "a",
        "the way to a goes round: a → fd00::1 → a"
    )]
    public void A_way_round_is_told_once(string config, string asked, string message)
    {
        Assert.SkipWhen(SshHome.WhyNot is not null, SshHome.WhyNot ?? "");
        using var home = new SshHome(System.Text.Encoding.UTF8.GetBytes(config));
        Assert.Equal(
            message,
            string.Join('\n', JumpCycles.In(home.Tree, Answers(home, asked.Split(' '))).Select(cycle => cycle.Message))
        );
    }

    [Fact]
    public void Each_turn_of_the_way_is_shown()
    {
        var tree = ConfigTree.Read(Ours.Parse("Host a\n  ProxyJump b # then\nHost b\n  ProxyJump a\n"), _ => []);
        var answers = new Dictionary<string, EffectiveSettings?>
        {
            ["a"] = EffectiveSettings.Parse("proxyjump b\n"),
            ["b"] = EffectiveSettings.Parse("proxyjump a\n"),
        };
        var cycle = JumpCycles.In(tree, answers).Single();
        Assert.Equal(
            ("PG0731 config \"ProxyJump b # then\"", "ProxyJump a"),
            (Mistakes.Of([cycle]), string.Join(' ', cycle.Notes.Select(note => note.Span.Text.ToString())))
        );
    }

    [Fact]
    public void A_way_is_asked_for_until_it_is_whole()
    {
        var answers = new Dictionary<string, EffectiveSettings?>
        {
            ["a"] = EffectiveSettings.Parse("proxyjump b,c\n"),
            ["d"] = EffectiveSettings.Parse("proxyjump anna@b:2222\n"),
            ["e"] = EffectiveSettings.Parse("proxyjump a\n"),
            ["f"] = null,
        };
        Assert.Equal(["b"], JumpCycles.Unasked(answers));
    }

    private static Dictionary<string, EffectiveSettings?> Answers(SshHome home, IEnumerable<string> names)
    {
        var answers = new Dictionary<string, EffectiveSettings?>();
        for (string[] asked = [.. names]; asked.Length > 0; asked = [.. JumpCycles.Unasked(answers)])
        {
            foreach (var (name, answer) in home.Ask(asked))
            {
                answers[name] = answer.EndsWith("exit 0", StringComparison.Ordinal)
                    ? EffectiveSettings.Parse(answer)
                    : null;
            }
        }
        return answers;
    }
}
