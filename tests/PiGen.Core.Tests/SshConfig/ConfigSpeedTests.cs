using System.Diagnostics;
using PiGen.Core.Hosts;
using PiGen.Core.SshConfig;

namespace PiGen.Core.Tests.SshConfig;

public class ConfigSpeedTests
{
    // All of it takes about 0.2 s on one core, first calls included; what costs the square of the hosts would take minutes.
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(5);

    [Fact]
    public void Among_five_thousand_hosts_a_thousand_workers_find_their_place_at_once()
    {
        var sections = string.Concat(
            Enumerable.Range(1, 1000).Select(at => $"Host red{at:0000}\n  HostName red{at:0000}\n  ProxyJump red\n")
        );
        var own = ConfigFile.Parse("pigen-red.conf", System.Text.Encoding.UTF8.GetBytes(sections));
        var watch = Stopwatch.StartNew();
        var with = ConfigEdit.AddInclude(ConfigFile.Parse("config", ManyHosts.Bytes), IncludeLine.Default).Bytes!;
        var tree = ConfigTree.Read(ConfigFile.Parse("config", with), _ => [own]);
        var found = HostNames.Of(tree).Length + Conflicts.In(tree, OwnLines.Of(own)).Length;
        Assert.Equal((ManyHosts.Count + 1000, true), (found, watch.Elapsed < Bound));
    }

    [Fact]
    public void A_pattern_of_many_stars_is_matched_at_once()
    {
        var pattern = new HostPattern(string.Concat(Enumerable.Repeat("*a", 500)) + "b");
        var watch = Stopwatch.StartNew();
        Assert.Equal((false, true), (pattern.Fits(new string('a', 20_000)), watch.Elapsed < Bound));
    }
}
