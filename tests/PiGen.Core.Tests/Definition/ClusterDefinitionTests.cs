using PiGen.Core.Definition;
using PiGen.Core.Model;
using PiGen.Templating.Text;
using PiGen.Testing;

namespace PiGen.Core.Tests.Definition;

public class ClusterDefinitionTests
{
    [Fact]
    public void Two_workers_get_a_manager_and_ssh_forwards_by_default() =>
        Assert.Equal(
            """
            red at red.local, pi with /home/pi/.ssh/id_rsa
            192.168.1.24:8001 -> red001:22
            192.168.1.24:8002 -> red002:22
            """,
            Summary("--workers", "red00[1-2]", "--wlan", "192.168.1.24")
        );

    [Fact]
    public void An_exposed_port_listens_once_for_each_worker() =>
        Assert.Equal(
            """
            red at red.local, pi with /home/pi/.ssh/id_rsa
            192.168.1.24:8080 -> red001:80
            192.168.1.24:8081 -> red002:80
            """,
            Summary("--workers", "red00[1-2]", "--wlan", "192.168.1.24", "--no-ssh", "", "--expose", "80:8080")
        );

    [Fact]
    public void Several_target_ports_take_consecutive_blocks_port_by_port() =>
        Assert.Equal(
            """
            red at red.local, pi with /home/pi/.ssh/id_rsa
            10.0.0.1:7000 -> red2:22
            10.0.0.1:7001 -> red1:22
            10.0.0.1:9000 -> red2:8001
            10.0.0.1:9001 -> red1:8001
            10.0.0.1:9002 -> red2:8000
            10.0.0.1:9003 -> red1:8000
            10.0.0.1:9100 -> red2:80
            10.0.0.1:9101 -> red1:80
            """,
            Summary(["--workers", "red[2,1]", "--wlan", "10.0.0.1", "--port", "7000"], ["8001,8000:9000", "80:9100"])
        );

    [Fact]
    public void Every_default_can_be_replaced() =>
        Assert.Equal(
            """
            boss at fd00::9, root with /keys/my key
            [fd00::24]:22001 -> n1:22
            """,
            Summary(
                ["--workers", "n1", "--wlan", "fd00:0::24", "--manager", "boss", "--manager-address", "fd00::9"],
                [],
                ["--user", "root", "--identity", "/keys/my key", "--port", "22001"]
            )
        );

    [Fact]
    public void Without_forwards_no_bind_address_is_needed() =>
        Assert.Equal(
            "red at red.local, root with /root/.ssh/id_rsa",
            Summary("--workers", "red1", "--no-ssh", "", "--user", "root")
        );

    [Theory]
    [InlineData("red00[1-2]", "red")]
    [InlineData("red001", "red")]
    [InlineData("red-1,red-2", "red")]
    [InlineData("rack[1-2]node[1-2]", "rack")]
    [InlineData("node1.lan,node2.lan", "node")]
    [InlineData("web-a,web-b", "web")]
    public void The_manager_is_called_what_the_workers_names_begin_with(string workers, string manager) =>
        Assert.StartsWith(
            manager + " at ",
            Summary("--workers", workers, "--wlan", "10.0.0.1"),
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData("red,blue", "PG0212 --workers \"red,blue\"")]
    [InlineData("red", "PG0212 --workers \"red\"")]
    [InlineData("[1-3]", "PG0212 --workers \"[1-3]\"\nPG0219 --workers \"[1-3]\"")]
    [InlineData("n1.5", "PG0219 --workers \"n1.5\"")]
    [InlineData("red,red1", "PG0212 --workers \"red,red1\"")]
    [InlineData("none1,none2", "PG0215 --workers \"none1,none2\"")]
    [InlineData("10.1.1.[2-4]", "PG0212 --workers \"10.1.1.[2-4]\"")]
    [InlineData("red1!red1", "PG0202 --workers \"red1!red1\"")]
    [InlineData("red1,rEd1", "PG0216 --workers \"red1,rEd1\"")]
    [InlineData("red[1", "PG0103 --workers \"[\"")]
    [InlineData("laptop1,laptop2", "PG0215 --workers \"laptop1,laptop2\"")]
    public void Workers_that_make_no_cluster_are_refused(string workers, string mistakes) =>
        Assert.Equal(mistakes, MistakesOf("--workers", workers, "--wlan", "10.0.0.1"));

    [Theory]
    [InlineData("--wlan", "wlan0", "PG0205 --wlan \"wlan0\"")]
    [InlineData("--wlan", "192.168.1", "PG0204 --wlan \"192.168.1\"")]
    [InlineData("--wlan", "192.168.01.1", "PG0204 --wlan \"192.168.01.1\"")]
    [InlineData("--wlan", "192.168.1.256", "PG0204 --wlan \"192.168.1.256\"")]
    [InlineData("--wlan", "[fd00::1]", "PG0204 --wlan \"[fd00::1]\"")]
    [InlineData("--wlan", "fe80::1%wlan0", "PG0204 --wlan \"fe80::1%wlan0\"")]
    [InlineData("--wlan", "fe80::1", "PG0207 --wlan \"fe80::1\"")]
    [InlineData("--wlan", "224.0.0.1", "PG0206 --wlan \"224.0.0.1\"")]
    [InlineData("--wlan", "255.255.255.255", "PG0206 --wlan \"255.255.255.255\"")]
    [InlineData("--wlan", "ff02::1", "PG0206 --wlan \"ff02::1\"")]
    [InlineData("--wlan", "", "PG0204 --wlan \"\"")]
    [InlineData("--wlan", "10.0.0.1\n", "PG0204 --wlan \"10.0.0.1\n\"")]
    [InlineData("--manager", "red 1", "PG0211 --manager \"red 1\"")]
    [InlineData("--manager", "red001", "PG0213 --manager \"red001\"")]
    [InlineData("--manager", "RED001", "PG0213 --manager \"RED001\"")]
    [InlineData("--wlan", "eth0.10", "PG0205 --wlan \"eth0.10\"")]
    [InlineData("--wlan", "::ffff:10.0.0.1", "PG0204 --wlan \"::ffff:10.0.0.1\"")]
    [InlineData("--manager", "None", "PG0215 --manager \"None\"")]
    [InlineData("--manager", "pigen.json", "PG0215 --manager \"pigen.json\"")]
    [InlineData("--manager", "1", "PG0219 --manager \"1\"")]
    [InlineData("--manager-address", "fe80::1", "PG0207 --manager-address \"fe80::1\"")]
    [InlineData("--manager", "Laptop", "PG0215 --manager \"Laptop\"")]
    [InlineData("--manager-address", "red_local", "PG0218 --manager-address \"red_local\"")]
    [InlineData("--manager-address", "1.2.3", "PG0218 --manager-address \"1.2.3\"")]
    [InlineData("--manager-address", "red002", "PG0214 --manager-address \"red002\"")]
    [InlineData("--user", "pi pi", "PG0221 --user \"pi pi\"")]
    [InlineData("--user", "", "PG0221 --user \"\"")]
    [InlineData("--user", "1pi", "PG0221 --user \"1pi\"")]
    [InlineData("--user", "pi\nExecStart=/bin/sh", "PG0221 --user \"pi\nExecStart=/bin/sh\"")]
    [InlineData("--identity", "~/.ssh/id_rsa", "PG0222 --identity \"~/.ssh/id_rsa\"")]
    [InlineData("--identity", "/home/../x", "PG0222 --identity \"/home/../x\"")]
    [InlineData("--identity", "/home/%u/x", "PG0222 --identity \"/home/%u/x\"")]
    [InlineData("--identity", "/home/x/", "PG0222 --identity \"/home/x/\"")]
    [InlineData("--identity", "/a\n-o ProxyCommand=x", "PG0222 --identity \"/a\n-o ProxyCommand=x\"")]
    [InlineData("--port", "0", "PG0231 --port \"0\"")]
    [InlineData("--port", "-1", "PG0231 --port \"-1\"")]
    [InlineData("--port", "65536", "PG0231 --port \"65536\"")]
    [InlineData("--port", "8e3", "PG0231 --port \"8e3\"")]
    [InlineData("--port", "65535", "PG0233 --port \"65535\"")]
    [InlineData("--port", "80", "PG0237 --port \"80\"")]
    [InlineData("--expose", "80", "PG0232 --expose \"80\"")]
    [InlineData("--expose", "80:", "PG0231 --expose \"\"")]
    [InlineData("--expose", "80:http", "PG0231 --expose \"http\"")]
    [InlineData("--expose", "80:8001", "PG0234 --expose \"80:8001\"")]
    [InlineData("--expose", "80:8000", "PG0234 --expose \"80:8000\"")]
    [InlineData("--expose", "1-65535:9000", "PG0233 --expose \"1-65535:9000\"")]
    public void A_bad_value_is_pointed_at(string option, string value, string mistakes) =>
        Assert.Equal(mistakes, MistakesOf(["--workers", "red00[1-2]", "--wlan", "10.0.0.1", option, value]));

    [Fact]
    public void All_mistakes_are_told_at_once() =>
        Assert.Equal(
            """
            PG0103 --workers "["
            PG0221 --user "x y"
            PG0231 --port "no"
            PG0232 --expose "80"
            PG0204 --wlan "1.2.3.4.5"
            """,
            MistakesOf(["--workers", "red[1", "--wlan", "1.2.3.4.5", "--user", "x y", "--port", "no"], ["80"])
        );

    [Fact]
    public void A_port_that_has_no_effect_is_read_and_warned_of() =>
        Assert.Equal(
            ("PG0238 --port \"8001\"", "PG0231 --port \"abc\""),
            (
                MistakesOf("--workers", "red1", "--no-ssh", "", "--port", "8001"),
                MistakesOf("--workers", "red1", "--no-ssh", "", "--port", "abc")
            )
        );

    [Fact]
    public void A_thousand_clashes_are_told_as_twenty() =>
        Assert.Equal(
            20,
            Read(
                ["--workers", "red1", "--wlan", "10.0.0.1"],
                [.. Enumerable.Range(1, 1000).Select(target => $"{target}:9000")]
            ).Diagnostics.Count
        );

    [Fact]
    public void What_is_missing_is_asked_for() =>
        Assert.Equal("PG0201 command line \"\"\nPG0203 command line \"\"", MistakesOf());

    [Fact]
    public void A_port_exposed_twice_is_refused() =>
        Assert.Equal(
            "PG0235 --expose \"80-81:9000\"",
            MistakesOf(["--workers", "red00[1-2]", "--wlan", "10.0.0.1"], ["81:8100", "80-81:9000"])
        );

    [Fact]
    public void Two_tunnels_of_one_name_are_refused() =>
        Assert.Equal(
            "PG0236 --workers \"red1,red1-80\"",
            MistakesOf(["--workers", "red1,red1-80", "--wlan", "10.0.0.1"], ["80:9000"])
        );

    [Fact]
    public void Root_may_listen_on_a_privileged_port() =>
        Assert.Equal("", MistakesOf("--workers", "red1", "--wlan", "10.0.0.1", "--port", "80", "--user", "root"));

    [Fact]
    public void A_hint_for_ports_that_end_too_high_names_the_highest_start() =>
        Assert.Equal(
            "start at 65534 or below",
            Read(["--workers", "red00[1-2]", "--wlan", "10.0.0.1", "--port", "65535"], []).Diagnostics.Single().Hint
        );

    private static string MistakesOf(params string[] args) => MistakesOf(args, []);

    private static string MistakesOf(string[] args, string[] expose) => Mistakes.Of(Read(args, expose).Diagnostics);

    private static string Summary(params string[] args) => Summary(args, []);

    private static string Summary(string[] args, string[] expose, string[]? more = null)
    {
        var (cluster, diagnostics) = Read([.. args, .. more ?? []], expose);
        Assert.Equal("", Mistakes.Of(diagnostics));
        var manager = cluster!.Manager;
        return string.Join(
            '\n',
            cluster
                .Forwards.Select(f => $"{f.Listener.BindAddress.Bracketed}:{f.Listener.Port} -> {f.Worker}:{f.Target}")
                .Prepend($"{manager.Name} at {manager.Address}, {manager.User} with {manager.Identity}")
        );
    }

    private static (Cluster? Cluster, DiagnosticBag Diagnostics) Read(string[] args, string[] expose)
    {
        var given = args.Chunk(2).ToLookup(pair => pair[0], pair => pair[1]);
        var diagnostics = new DiagnosticBag();
        var cluster = ClusterDefinition.Read(
            new()
            {
                Origin = new SourceText("command line", "pigen render").Whole,
                Workers = Text("--workers"),
                Wlan = Text("--wlan"),
                Manager = Text("--manager"),
                ManagerAddress = Text("--manager-address"),
                User = Text("--user"),
                Identity = Text("--identity"),
                Port = Text("--port"),
                NoSsh = given.Contains("--no-ssh"),
                Expose = [.. given["--expose"].Concat(expose).Select(value => new SourceText("--expose", value))],
            },
            diagnostics
        );
        return (cluster, diagnostics);

        SourceText? Text(string option) => given[option].LastOrDefault() is { } value ? new(option, value) : null;
    }
}
