using System.Buffers.Binary;

namespace PiGen.Cli.Ssh.Sftp;

/// <summary>Cuts what a server sends into packets, none longer than OpenSSH's own.</summary>
internal sealed class SftpFrames(Stream stream)
{
    private const int LongestPacket = 256 * 1024; // SFTP_MAX_MSG_LENGTH
    private const int LongestSample = 60;

    private readonly byte[] _buffer = new byte[sizeof(uint) + LongestPacket];
    private int _start;
    private int _end;

    private ReadOnlySpan<byte> Unread => _buffer.AsSpan(_start, _end - _start);

    /// <summary>The next packet, from its type on, in memory of its own.</summary>
    public async ValueTask<ReadOnlyMemory<byte>> NextAsync(CancellationToken cancellation)
    {
        await FillAsync(sizeof(uint), cancellation).ConfigureAwait(false);
        var length = BinaryPrimitives.ReadUInt32BigEndian(Unread);
        if (length is 0 or > LongestPacket)
        {
            throw SftpBroken.Nonsense("a packet of an impossible length");
        }
        await FillAsync(sizeof(uint) + (int)length, cancellation).ConfigureAwait(false);
        var packet = Unread.Slice(sizeof(uint), (int)length).ToArray();
        _start += sizeof(uint) + packet.Length;
        return packet;
    }

    /// <summary>The first packet, or what else has come in its place.</summary>
    public async ValueTask<SftpReply> FirstAsync(CancellationToken cancellation)
    {
        await FillAsync(sizeof(uint) + 1, cancellation).ConfigureAwait(false);
        // A shell's chatter, read as a length, is larger than any packet.
        return Unread[0] == 0 && Unread[sizeof(uint)] == (byte)SftpPacket.Version
            ? new(await NextAsync(cancellation).ConfigureAwait(false))
            : throw SftpBroken.Chatter(Sample());
    }

    private string Sample()
    {
        var bytes = Unread[..Math.Min(Unread.Length, LongestSample)];
        var letters = System.Text.Encoding.UTF8.GetString(bytes).Trim().Select(c => char.IsControl(c) ? '\uFFFD' : c);
        return string.Concat(letters).Split('\uFFFD', StringSplitOptions.RemoveEmptyEntries) is [var line, ..]
            ? PiGen.Templating.Text.ShownText.Of(line)
            : "bytes that are no text";
    }

    private async ValueTask FillAsync(int length, CancellationToken cancellation)
    {
        while (_end - _start < length)
        {
            if (_start > 0)
            {
                Unread.CopyTo(_buffer);
                (_start, _end) = (0, _end - _start);
            }
            // Waited for apart: not every kind of pipe lets go of a read that is cancelled.
            var reading = stream.ReadAsync(_buffer.AsMemory(_end), cancellation).AsTask();
            var read = await reading.WaitAsync(cancellation).ConfigureAwait(false);
            _end += read > 0 ? read : throw SftpBroken.Lost();
        }
    }
}
