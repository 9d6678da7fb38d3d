using System.Net;
using System.Net.Sockets;
using PiGen.Core;
using Renci.SshNet;

namespace PiGen.Ssh.SshNet;

/// <summary>Sockets that lead to a host.</summary>
internal static class Route
{
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
    public static async Task<Socket> ThroughAsync(
        SshClient jump,
        ClientSettings settings,
        CancellationToken cancellation
    )
    {
        var (near, far) = await PairAsync(cancellation);
        _ = Task.Factory.StartNew(Pass, TaskCreationOptions.LongRunning);
        return near;

        // Whoever has the near end sees that the far one is closed.
        void Pass()
        {
            using (far)
            {
                SshNetInternals.Pass(jump, settings.HostName, settings.Port, far);
            }
        }
    }

    // Two sockets that lead to each other; SSH.NET has a port to listen on instead, which any user of this machine can reach.
    private static async Task<(Socket Near, Socket Far)> PairAsync(CancellationToken cancellation)
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        var near = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await near.ConnectAsync(listener.LocalEndPoint!, cancellation);
            while (true)
            {
                var far = await listener.AcceptAsync(cancellation);
                if (near.LocalEndPoint!.Equals(far.RemoteEndPoint))
                {
                    far.NoDelay = true;
                    return (near, far);
                }
                far.Dispose();
            }
        }
        catch
        {
            near.Dispose();
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
