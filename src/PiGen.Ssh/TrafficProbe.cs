using System.Net;
using System.Net.Sockets;
using PiGen.Core.Deployment;
using PiGen.Core.Model;

namespace PiGen.Ssh;

/// <summary>Tries tunnels from this machine, as a person's ssh or browser does: the one place that opens connections itself.</summary>
/// <param name="address">The manager's name or address.</param>
/// <param name="isDirect">Whether ssh goes there without a jump host.</param>
public sealed class TrafficProbe(string address, bool isDirect)
{
    private const int MostAtOnce = 128;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    // A forward takes a connection up before it asks the worker, and closes it once that one has refused.
    private static readonly TimeSpan UntilRefused = TimeSpan.FromMilliseconds(300);

    private Traffic NotReached =>
        Traffic.None(isDirect ? "not reached from here" : "not reached from here without the jump host");

    public async Task<ManagerStatus> TryAllAsync(ManagerStatus status, CancellationToken cancellation)
    {
        var addresses = status.Tunnels.IsEmpty ? [] : await ResolveAsync(cancellation);
        using var turns = new SemaphoreSlim(MostAtOnce);
        var tried = status.Tunnels.Select(async tunnel =>
        {
            await turns.WaitAsync(cancellation);
            try
            {
                var traffic = await TryAsync(tunnel.Tunnel.Forward, addresses, cancellation);
                return tunnel with { Traffic = traffic };
            }
            finally
            {
                turns.Release();
            }
        });
        return status with { Tunnels = [.. await Task.WhenAll(tried)] };
    }

    private async Task<IPAddress[]> ResolveAsync(CancellationToken cancellation)
    {
        try
        {
            return await Dns.GetHostAddressesAsync(address, cancellation).WaitAsync(Patience, cancellation);
        }
        catch (Exception e) when (e is SocketException or TimeoutException)
        {
            return [];
        }
    }

    private async Task<Traffic> TryAsync(Forward forward, IPAddress[] addresses, CancellationToken cancellation)
    {
        var bound = forward.Listener.BindAddress;
        IPAddress[] alike = [.. addresses.Where(each => each.AddressFamily == FamilyOf(bound))];
        if (bound.IsLoopback || alike.Length == 0)
        {
            return bound.IsLoopback ? Traffic.Untried("the manager's own") : NotReached;
        }
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limited.CancelAfter(Patience);
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(alike, forward.Listener.Port.Number, limited.Token);
            return await ListenAsync(client.GetStream(), forward, limited.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return Traffic.None("no answer");
        }
        catch (SocketException e)
        {
            return e.SocketErrorCode == SocketError.ConnectionRefused ? Traffic.None("refused") : NotReached;
        }
        catch (IOException)
        {
            return Closed;
        }
    }

    private static AddressFamily FamilyOf(IpAddress address) =>
        address.IsIPv6 ? AddressFamily.InterNetworkV6 : AddressFamily.InterNetwork;

    private static Traffic Closed { get; } = Traffic.None("closed at once: the worker does not answer");

    private static Task<Traffic> ListenAsync(NetworkStream stream, Forward forward, CancellationToken cancellation) =>
        forward.Purpose == ForwardPurpose.Ssh || forward.Target == Port.Ssh
            ? BannerAsync(stream, cancellation)
            : SilenceAsync(stream, cancellation);

    // RFC 4253, 4.2: a server says first who it is.
    private static async Task<Traffic> BannerAsync(NetworkStream stream, CancellationToken cancellation)
    {
        var banner = new byte[4];
        var read = await stream.ReadAtLeastAsync(banner, banner.Length, throwOnEndOfStream: false, cancellation);
        return banner.AsSpan().SequenceEqual("SSH-"u8) ? Traffic.Flowing
            : read < banner.Length ? Closed
            : Traffic.None("what answers is no ssh");
    }

    // Most services wait to be spoken to.
    private static async Task<Traffic> SilenceAsync(NetworkStream stream, CancellationToken cancellation)
    {
        var reading = stream.ReadAsync(new byte[1], cancellation).AsTask();
        try
        {
            return await reading.WaitAsync(UntilRefused, cancellation) == 0 ? Closed : Traffic.Flowing;
        }
        catch (TimeoutException)
        {
            return Traffic.Flowing;
        }
    }
}
