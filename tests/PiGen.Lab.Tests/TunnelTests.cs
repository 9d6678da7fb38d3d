using PiGen.Lab.Tests.Hosts;

namespace PiGen.Lab.Tests;

/// <summary>What a person gets: the workers, reached from the laptop.</summary>
[Collection<OneLab>]
public sealed class TunnelTests(Lab lab) : LabTests(lab)
{
    [Theory]
    [InlineData("autossh")]
    [InlineData("tutorial")]
    public void After_the_install_script_every_way_to_the_workers_is_open(string kind)
    {
        Install("--kind", kind, "--expose", "80:8080");
        EventuallyAnswers("red001");
        EventuallyAnswers("red002");
        Eventually.Equal("red001 red002", () => $"{Page(8080)} {Page(8081)}", Patience);
        Assert.Equal("red001 red002", $"{WhoAnswers(Jump, "red001")} {WhoAnswers(Jump, "red002")}");
    }
}
