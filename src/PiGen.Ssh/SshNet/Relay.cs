using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace PiGen.Ssh.SshNet;

/// <summary>Carries the bytes of one connection between SSH.NET and a socket of ours that leads to the host.</summary>
/// <remarks>
/// SSH.NET opens its sockets itself and takes whatever a host sends. So it is told that there is a proxy on loopback, which is
/// this: it lets in one connection, that which knows the secret, and no other user of this machine; it holds back a host that
/// sends faster than is read; and it ends at once what SSH.NET would wait for.
/// </remarks>
internal sealed class Relay : IDisposable
{
    /// <summary>As the user of the proxy.</summary>
    public const string User = "pigen";

    private const int LongestRequest = 4096;
    private const int BufferSize = 64 * 1024;
    private const long MostUnread = 8 * 1024 * 1024;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    private readonly Socket _host;
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly byte[] _secret;
    private Socket? _guest;
    private PeriodicTimer? _ticks;
    private volatile bool _hasSpoken;

    /// <param name="host">Connected to the host; it is closed with the relay.</param>
    public Relay(Socket host)
    {
        _host = host;
        _secret = Encoding.ASCII.GetBytes(Convert.ToBase64String(Encoding.ASCII.GetBytes($"{User}:{Secret}")));
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen();
        Port = ((IPEndPoint)_listener.LocalEndPoint!).Port;
        _ = AcceptAsync();
    }

    public int Port { get; }

    /// <summary>As the password of the proxy.</summary>
    public string Secret { get; } = RandomNumberGenerator.GetHexString(32);

    /// <summary>Whether the host has sent anything yet.</summary>
    public bool HasHeard { get; private set; }

    /// <summary>How much of what the host sent lies unread in this process.</summary>
    public Func<long> Unread { get; set; } = () => 0;

    /// <summary>Ends the connection to a host that is silent and does not answer.</summary>
    /// <param name="interval">How long it may be silent before it is asked, and to answer.</param>
    /// <param name="most">How often it may leave that unanswered.</param>
    /// <param name="ask">Sends what it has to answer; it may wait for a host that takes nothing.</param>
    public async Task WatchAsync(TimeSpan interval, int most, Action ask)
    {
        _ticks = new(interval);
        var (unanswered, asking) = (0, Task.CompletedTask);
        while (unanswered <= most && await _ticks.WaitForNextTickAsync())
        {
            unanswered = IsSilent() ? unanswered + 1 : 0;
            asking =
                unanswered > 0 && asking.IsCompleted
                    ? Task.Factory.StartNew(ask, TaskCreationOptions.LongRunning)
                    : asking;
        }
        Dispose();
    }

    /// <summary>Ends the connection on both sides, at once.</summary>
    public void Dispose()
    {
        _ticks?.Dispose();
        _listener.Dispose();
        _host.Dispose();
        _guest?.Dispose();
    }

    // What lies there because this holds the host back is no silence.
    private bool IsSilent()
    {
        try
        {
            return !_hasSpoken && _host.Available == 0;
        }
        catch (ObjectDisposedException)
        {
            return true;
        }
        finally
        {
            _hasSpoken = false;
        }
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = AdmitAsync(await _listener.AcceptAsync());
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // It listens no more.
        }
    }

    private async Task AdmitAsync(Socket guest)
    {
        try
        {
            using (guest)
            {
                if (!await KnowsSecretAsync(guest) || Interlocked.CompareExchange(ref _guest, guest, null) is not null)
                {
                    return;
                }
                _listener.Dispose();
                guest.NoDelay = true;
                await guest.SendAsync("HTTP/1.0 200 OK\r\n\r\n"u8.ToArray());
                await Task.WhenAll(FromHostAsync(guest), ToHostAsync(guest));
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Either end is gone; the other one sees it.
        }
    }

    // RFC 9110, 11.7.2 and 9.3.6: a CONNECT with basic credentials.
    private async Task<bool> KnowsSecretAsync(Socket guest)
    {
        var request = new byte[LongestRequest];
        var length = 0;
        while (length < request.Length && request.AsSpan(0, length).IndexOf("\r\n\r\n"u8) < 0)
        {
            var read = await guest.ReceiveAsync(request.AsMemory(length));
            length += read > 0 ? read : request.Length;
        }
        var shown = request.AsSpan(0, Math.Min(length, request.Length));
        var at = shown.IndexOf("Basic "u8) + "Basic ".Length;
        return at + _secret.Length <= shown.Length
            && CryptographicOperations.FixedTimeEquals(shown.Slice(at, _secret.Length), _secret);
    }

    private async Task FromHostAsync(Socket guest)
    {
        var buffer = new byte[BufferSize];
        try
        {
            while (await _host.ReceiveAsync(buffer) is > 0 and var read)
            {
                (HasHeard, _hasSpoken) = (true, true);
                await SendAsync(guest, buffer.AsMemory(0, read));
                while (Unread() > MostUnread)
                {
                    await Task.Delay(Pause);
                }
            }
        }
        catch (SocketException)
        {
            // The host is gone: to SSH.NET that looks like an end.
        }
        guest.Shutdown(SocketShutdown.Send);
    }

    // To the end of what SSH.NET sends, even if nobody takes it any more: it holds locks while it sends.
    private async Task ToHostAsync(Socket guest)
    {
        var buffer = new byte[BufferSize];
        var isGone = false;
        while (await guest.ReceiveAsync(buffer) is > 0 and var read)
        {
            try
            {
                if (!isGone)
                {
                    await SendAsync(_host, buffer.AsMemory(0, read));
                }
            }
            catch (SocketException)
            {
                isGone = true;
            }
        }
        _host.Dispose();
    }

    private static async Task SendAsync(Socket to, ReadOnlyMemory<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            bytes = bytes[await to.SendAsync(bytes)..];
        }
    }
}
