using System.Net;
using System.Net.Sockets;
using PiGen.Core;
using Renci.SshNet;

namespace PiGen.Ssh.SshNet;

/// <summary>Sockets that lead to a host.</summary>
internal static class Route
{
    // tcp(7); on other systems the kernel's own patience has to do.
    private const int UserTimeout = 18;

    /// <summary>Connects straight to the host, by the first of its addresses that answers.</summary>
    /// <param name="target">What the person wants to reach: this host, or one behind it.</param>
    /// <param name="patience">For each address.</param>
    /// <exception cref="Failure">There is no way to it.</exception>
    public static async Task<Socket> ConnectAsync(
        ClientSettings settings,
        SshDestination target,
        TimeSpan patience,
        CancellationToken cancellation
    )
    {
        Failure failure = SshFailures.NameNotResolved(target, settings.HostName);
        foreach (var address in await ResolveAsync(settings, target, cancellation))
        {
            var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            limited.CancelAfter(patience);
            try
            {
                Bind(socket, settings);
                await socket.ConnectAsync(new IPEndPoint(address, settings.Port), limited.Token);
                NoticeSilence(socket, settings);
                return socket;
            }
            catch (Exception e) when (e is SocketException or OperationCanceledException)
            {
                socket.Dispose();
                cancellation.ThrowIfCancellationRequested();
                failure = FailureOf(e as SocketException, settings, target);
            }
        }
        throw failure;
    }

    /// <summary>Connects to the host through another one.</summary>
    /// <remarks>The way there begins at a port on loopback, which is closed to all but this socket.</remarks>
    public static async Task<Socket> ThroughAsync(
        SshClient jump,
        ClientSettings settings,
        CancellationToken cancellation
    )
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            var own = (IPEndPoint)socket.LocalEndPoint!;
            var port = new ForwardedPortLocal("127.0.0.1", settings.HostName, (uint)settings.Port);
            port.RequestReceived += (_, request) =>
            {
                // Thrown before anything is asked of the jump host: the connection is closed.
                if (request.OriginatorPort != own.Port || request.OriginatorHost != own.Address.ToString())
                {
                    throw new InvalidOperationException("not a connection of ours");
                }
            };
            lock (jump)
            {
                jump.AddForwardedPort(port);
            }
            port.Start();
            await socket.ConnectAsync(IPAddress.Loopback, (int)port.BoundPort, cancellation);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static async Task<IPAddress[]> ResolveAsync(
        ClientSettings settings,
        SshDestination target,
        CancellationToken cancellation
    )
    {
        try
        {
            return await Dns.GetHostAddressesAsync(settings.HostName, settings.AddressFamily, cancellation)
                .WaitAsync(cancellation);
        }
        catch (Exception e) when (e is SocketException or ArgumentException)
        {
            throw SshFailures.NameNotResolved(target, settings.HostName);
        }
    }

    private static void Bind(Socket socket, ClientSettings settings)
    {
        if (settings.BindAddress is { } own)
        {
            var address = Array.Find(Dns.GetHostAddresses(own), each => each.AddressFamily == socket.AddressFamily);
            socket.Bind(new IPEndPoint(address ?? throw new SocketException((int)SocketError.AddressNotAvailable), 0));
        }
    }

    // SSH.NET sends a sign of life now and then but counts no answers: that nobody takes it is for TCP to notice.
    private static void NoticeSilence(Socket socket, ClientSettings settings)
    {
        var interval = Patience.Alive(settings);
        if (interval == Timeout.InfiniteTimeSpan)
        {
            return;
        }
        var seconds = Math.Max(1, (int)interval.TotalSeconds);
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, seconds);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, seconds);
        var count = Math.Max(1, settings.ServerAliveCountMax);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, count);
        if (OperatingSystem.IsLinux())
        {
            var milliseconds = (int)Math.Min(int.MaxValue, 1000L * seconds * count);
            socket.SetRawSocketOption((int)SocketOptionLevel.Tcp, UserTimeout, BitConverter.GetBytes(milliseconds));
        }
    }

    private static Failure FailureOf(SocketException? refusal, ClientSettings settings, SshDestination target)
    {
        var where = $"{settings.HostName} port {settings.Port}";
        return refusal?.SocketErrorCode switch
        {
            null or SocketError.TimedOut => SshFailures.ConnectionTimedOut(target, where),
            SocketError.ConnectionRefused => SshFailures.ConnectionRefused(target, where),
            SocketError.HostUnreachable
            or SocketError.NetworkUnreachable
            or SocketError.HostDown
            or SocketError.NetworkDown
            or SocketError.AddressFamilyNotSupported => SshFailures.Unreachable(target, where),
            SocketError.ConnectionReset => SshFailures.ClosedBeforeLogin(target),
            _ => SshFailures.Other(target, refusal.Message),
        };
    }
}
