using System.Net;
using System.Net.Sockets;
using System.Text;
using PiGen.Core.Deployment;

namespace PiGen.Ssh.Tests;

public sealed class TrafficProbeTests : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly int _port;

    public TrafficProbeTests()
    {
        _listener.Start();
        _port = ((IPEndPoint)_listener.LocalEndpoint).Port;
    }

    public void Dispose() => _listener.Dispose();

    [Theory]
    [InlineData("22 ssh", "SSH-2.0-OpenSSH_9.2\r\n", "yes")]
    [InlineData("2222 ssh", "SSH-2.0-OpenSSH_9.2\r\n", "yes")]
    [InlineData("22 exposed", "HTTP/1.1 400\r\n", "no (what answers is no ssh)")]
    [InlineData("22 ssh", "", "no (closed at once: the worker does not answer)")]
    [InlineData("22 ssh", "SSH", "no (closed at once: the worker does not answer)")]
    [InlineData("80 exposed", "", "no (closed at once: the worker does not answer)")]
    [InlineData("80 exposed", "220 mail\r\n", "yes")]
    public async Task A_tunnel_carries_if_the_worker_answers_as_it_should(string target, string answer, string traffic)
    {
        var answering = AnswerAsync(answer);
        Assert.Equal(traffic, await TryAsync(target));
        await answering;
    }

    [Fact]
    public async Task A_service_that_waits_to_be_spoken_to_is_there() =>
        Assert.Equal("yes", await TryAsync("80 exposed"));

    [Fact]
    public async Task An_ssh_that_says_nothing_is_not() => Assert.Equal("no (no answer)", await TryAsync("22 ssh"));

    [Fact]
    public async Task A_port_on_which_nothing_listens_refuses()
    {
        _listener.Stop();
        Assert.Equal("no (refused)", await TryAsync("22 ssh"));
    }

    [Theory]
    [InlineData(true, "no (not reached from here)")]
    [InlineData(false, "no (not reached from here without the jump host)")]
    public async Task A_manager_that_has_no_address_is_not_reached(bool isDirect, string traffic) =>
        Assert.Equal(traffic, await TryAsync("22 ssh", address: "no-such-host.invalid", isDirect: isDirect));

    [Fact]
    public async Task An_IPv6_forward_is_not_looked_for_at_an_IPv4_address() =>
        Assert.Equal("no (not reached from here)", await TryAsync("22 ssh", bind: "fd00::24"));

    [Fact]
    public async Task What_only_the_manager_reaches_is_not_tried() =>
        Assert.Equal("? (the manager's own)", await TryAsync("22 ssh", bind: "127.0.0.1"));

    private async Task<string> TryAsync(
        string target,
        string bind = "192.168.1.24",
        string address = "127.0.0.1",
        bool isDirect = true
    )
    {
        var tunnel = Tunnel.TryParse($"a.service {bind} {_port} red001 {target}")!;
        var status = new ManagerStatus
        {
            Deployed = null,
            Holder = null,
            IsUnfinished = false,
            Pending = [],
            Drift = [],
            Tunnels = [new(tunnel, Unit: null, IsListening: true)],
        };
        var tried = await new TrafficProbe(address, isDirect).TryAllAsync(
            status,
            TestContext.Current.CancellationToken
        );
        var traffic = tried.Tunnels.Single().Traffic!;
        return traffic.Flows switch
        {
            true => "yes",
            false => $"no ({traffic.Reason})",
            null => $"? ({traffic.Reason})",
        };
    }

    private async Task AnswerAsync(string text)
    {
        using var client = await _listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(text), TestContext.Current.CancellationToken);
    }
}
