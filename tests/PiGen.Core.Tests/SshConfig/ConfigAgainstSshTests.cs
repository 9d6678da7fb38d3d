using FsCheck;
using FsCheck.Fluent;
using PiGen.Core.SshConfig;

namespace PiGen.Core.Tests.SshConfig;

/// <summary>What PiGen reads in a configuration is what the real ssh reads there.</summary>
public class ConfigAgainstSshTests
{
    // What hangs on a command, a user or a second reading is not foretold; what is no UTF-8 is not told by this test.
    private static readonly string[] Uncertain =
    [
        "match-canonical",
        "match-exec",
        "match-final",
        "match-user",
        "latin-1-values",
    ];

    public static TheoryData<string> Certain =>
        new(AwkwardConfigs.ReadBySsh.Where(name => !Uncertain.Any(name.Contains) && name != "include-in-match-exec"));

    [Theory]
    [MemberData(nameof(Certain))]
    public void Awkward_files_mean_what_ssh_makes_of_them(string name)
    {
        Assert.SkipWhen(SshHome.WhyNot is not null, SshHome.WhyNot ?? "");
        using var home = new SshHome(AwkwardConfigs.Bytes(name));
        AssertForetold(home.Tree, AwkwardAnswers.Of(name).Answers);
    }

    [Fact]
    public void Whatever_lines_come_together_mean_what_ssh_makes_of_them()
    {
        Assert.SkipWhen(SshHome.WhyNot is not null, SshHome.WhyNot ?? "");
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(20),
            Prop.ForAll(ConfigGenerators.Text.ToArbitrary(), IsForetold)
        );
    }

    private static bool IsForetold(string text)
    {
        using var home = new SshHome(System.Text.Encoding.UTF8.GetBytes(text));
        AssertForetold(home.Tree, home.Ask(home.AllNames()));
        return true;
    }

    private static void AssertForetold(ConfigTree tree, IReadOnlyDictionary<string, string> answers) =>
        Assert.Equal(
            answers.Select(answer => Said(answer.Key, EffectiveSettings.Parse(answer.Value))),
            answers.Keys.Select(name => Foretold(tree, name))
        );

    private static string Said(string name, EffectiveSettings settings) =>
        $"{name}: {settings.First("hostname")} {settings.First("port")} {settings.First("user")}";

    private static string Foretold(ConfigTree tree, string name)
    {
        var found = new Dictionary<string, string>();
        var decided = new Dictionary<Condition, bool>();
        foreach (var (line, when) in tree.Settings)
        {
            var subject = new ConfigSubject(name, found.GetValueOrDefault("hostname", name), User: null);
            if (Holds(when, subject, decided))
            {
                found.TryAdd(line.Keyword, line.Words[0].Value);
            }
        }
        var host = found.GetValueOrDefault("hostname", name).ToLowerInvariant();
        return $"{name}: {host} {found.GetValueOrDefault("port", "22")} {found.GetValueOrDefault("user", Environment.UserName)}";
    }

    // ssh decides at the line itself, with what it has found until then.
    private static bool Holds(Condition when, ConfigSubject subject, Dictionary<Condition, bool> decided)
    {
        if (decided.TryGetValue(when, out var holds))
        {
            return holds;
        }
        holds =
            (when.Outer is null || Holds(when.Outer, subject, decided))
            && (when.Header is null || Condition.Of(when.Header, Condition.Always).For(subject) == Holding.Yes);
        decided.Add(when, holds);
        return holds;
    }
}
