using System.Buffers.Binary;
using System.Collections.Immutable;
using System.IO.Pipes;
using System.Net.Sockets;
using System.Text;
using PiGen.Core.Keys;

namespace PiGen.Ssh.SshNet;

/// <summary>The person's ssh-agent, which keeps private keys and signs with them (draft-ietf-sshm-ssh-agent). Each request is a connection.</summary>
/// <param name="address">A Unix socket, or a named pipe of Windows.</param>
internal sealed class Agent(string address, CancellationToken cancellation)
{
    /// <summary>The environment's variable that says where it is.</summary>
    public const string Variable = "SSH_AUTH_SOCK";

    private const string Pipes = @"\\.\pipe\";

    // ssh's own bounds.
    private const int LongestAnswer = 256 * 1024;
    private const int MostKeys = 2048;

    private static readonly TimeSpan ListPatience = TimeSpan.FromSeconds(10);

    // A person may have to agree, or to touch a security key.
    private static readonly TimeSpan SignPatience = TimeSpan.FromSeconds(60);

    /// <summary>Keys and certificates, and what the person calls them; none if there is no agent, or one that does not answer as an agent does.</summary>
    public ImmutableArray<(byte[] Key, string Comment)> List()
    {
        ReadOnlySpan<byte> answer = Ask([11], answerKind: 12, ListPatience);
        var count = answer.Length < sizeof(uint) ? 0 : BinaryPrimitives.ReadUInt32BigEndian(answer);
        var rest = answer.Length < sizeof(uint) ? default : answer[sizeof(uint)..];
        var keys = ImmutableArray.CreateBuilder<(byte[], string)>();
        for (var i = 0; i < Math.Min(count, MostKeys) && !rest.IsEmpty; i++)
        {
            var key = SshBytes.Take(ref rest).ToArray();
            keys.Add((key, Encoding.Latin1.GetString(SshBytes.Take(ref rest))));
        }
        return keys.ToImmutable();
    }

    /// <summary>The signature as it is sent to a host; null if the agent refuses, or signs in another way.</summary>
    /// <param name="key">The key or certificate, as the agent lists it.</param>
    /// <param name="algorithm">How to sign: <c>rsa-sha2-512</c>.</param>
    public byte[]? Sign(byte[] key, string algorithm, byte[] text)
    {
        uint flags = algorithm switch
        {
            "rsa-sha2-256" => 2,
            "rsa-sha2-512" => 4,
            _ => 0,
        };
        byte[] request = [13, .. SshBytes.Field(key), .. SshBytes.Field(text), .. SshBytes.Number(flags)];
        ReadOnlySpan<byte> answer = Ask(request, answerKind: 14, SignPatience);
        var signature = SshBytes.Take(ref answer).ToArray();
        ReadOnlySpan<byte> rest = signature;
        return Encoding.ASCII.GetString(SshBytes.Take(ref rest)) == algorithm ? signature : null;
    }

    /// <summary>Where the person's agent is, unless ssh_config says otherwise; null for nowhere.</summary>
    public static string? Usual(Func<string, string?> variable) =>
        variable(Variable) ?? (OperatingSystem.IsWindows() ? Pipes + "openssh-ssh-agent" : null);

    private byte[] Ask(byte[] request, byte answerKind, TimeSpan patience)
    {
        using var timer = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        timer.CancelAfter(patience);
        try
        {
            using var stream = Connect(patience);
            // Neither a pipe nor a socket bounds a whole answer by itself.
            using var end = timer.Token.Register(stream.Dispose);
            stream.Write(SshBytes.Field(request));
            return Read(stream, answerKind);
        }
        catch (Exception e)
            when (e
                    is IOException
                        or SocketException
                        or ObjectDisposedException
                        or TimeoutException
                        or ArgumentException
                        or UnauthorizedAccessException
            )
        {
            cancellation.ThrowIfCancellationRequested();
            return [];
        }
    }

    private static byte[] Read(Stream stream, byte answerKind)
    {
        var header = new byte[sizeof(uint) + 1];
        stream.ReadExactly(header);
        var length = BinaryPrimitives.ReadUInt32BigEndian(header);
        if (length is 0 or > LongestAnswer || header[^1] != answerKind)
        {
            return [];
        }
        var answer = new byte[length - 1];
        stream.ReadExactly(answer);
        return answer;
    }

    private Stream Connect(TimeSpan patience)
    {
        if (address.StartsWith(Pipes, StringComparison.Ordinal))
        {
            var pipe = new NamedPipeClientStream(address[Pipes.Length..]);
            pipe.Connect(patience);
            return pipe;
        }
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            socket.Connect(new UnixDomainSocketEndPoint(address));
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
