using System.Net;
using System.Net.Sockets;

namespace PiGen.Ssh.Tests;

/// <summary>A relay on a port of this machine to another, which all at once lets nothing through any more.</summary>
/// <param name="most">How many bytes it lets through, of all its connections in both directions.</param>
/// <param name="atATime">How many it passes on as one.</param>
/// <param name="isSilent">Whether it keeps the connections then, and says nothing; else it closes them.</param>
internal sealed class CuttingRelay(int to, long most = long.MaxValue, int atATime = 16 * 1024, bool isSilent = false)
    : IAsyncDisposable
{
    private readonly TcpListener _listener = Listen();
    private readonly List<TcpClient> _ends = [];
    private long _passed;
    private Task _accepting = Task.CompletedTask;

    public long Passed => Interlocked.Read(ref _passed);

    public int Start()
    {
        _accepting = AcceptAsync();
        return ((IPEndPoint)_listener.LocalEndpoint).Port;
    }

    public async ValueTask DisposeAsync()
    {
        Close();
        await _accepting;
    }

    private static TcpListener Listen()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return listener;
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var near = await _listener.AcceptTcpClientAsync();
                var far = new TcpClient();
                lock (_ends)
                {
                    _ends.AddRange([near, far]);
                }
                await far.ConnectAsync(IPAddress.Loopback, to);
                (near.NoDelay, far.NoDelay) = (true, true);
                _ = PassAsync(near, far);
                _ = PassAsync(far, near);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // It was stopped.
        }
    }

    private async Task PassAsync(TcpClient from, TcpClient to)
    {
        try
        {
            var buffer = new byte[atATime];
            while (await from.GetStream().ReadAsync(buffer) is > 0 and var read)
            {
                var left = most - (Interlocked.Add(ref _passed, read) - read);
                await to.GetStream().WriteAsync(buffer.AsMemory(0, (int)Math.Clamp(left, 0, read)));
                if (left < read)
                {
                    if (!isSilent)
                    {
                        Close();
                    }
                    return;
                }
            }
            to.Client.Shutdown(SocketShutdown.Send);
        }
        catch (Exception e)
            when (e is IOException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            Close(from, to);
        }
    }

    private void Close()
    {
        _listener.Stop();
        lock (_ends)
        {
            Close([.. _ends]);
        }
    }

    private static void Close(params TcpClient[] ends)
    {
        foreach (var end in ends)
        {
            end.Dispose();
        }
    }
}
