using System.Net;
using System.Net.Sockets;

namespace PiGen.Ssh.Tests.SshNet;

/// <summary>A port of this machine that leads to another place from the second connection on, as somebody in the middle may do it.</summary>
internal sealed class Crossing : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly List<Task> _connections = [];
    private readonly Task _accepting;

    public Crossing(int first, int then)
    {
        _listener.Start();
        _accepting = AcceptAsync(first, then);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _accepting;
        await Task.WhenAll(_connections);
    }

    private async Task AcceptAsync(int first, int then)
    {
        try
        {
            while (true)
            {
                var near = await _listener.AcceptTcpClientAsync();
                _connections.Add(PassAsync(near, _connections.Count == 0 ? first : then));
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // It was stopped.
        }
    }

    private static async Task PassAsync(TcpClient near, int port)
    {
        using var far = new TcpClient();
        using (near)
        {
            try
            {
                await far.ConnectAsync(IPAddress.Loopback, port);
                await Task.WhenAny(
                    near.GetStream().CopyToAsync(far.GetStream()),
                    far.GetStream().CopyToAsync(near.GetStream())
                );
            }
            catch (SocketException)
            {
                // Nobody is there any more.
            }
        }
    }
}
