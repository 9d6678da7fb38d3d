using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace PiGen.Cli.Ssh.Sftp;

/// <summary>A packet to a server while it is written: length, type, id, then what its type asks for, big-endian.</summary>
internal sealed class SftpRequest
{
    private const int IdAt = sizeof(uint) + 1;
    private const uint HasPermissions = 0x4; // SSH_FILEXFER_ATTR_PERMISSIONS

    // Strict: a lone surrogate would name another file.
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly ArrayBufferWriter<byte> _bytes;

    public SftpRequest(SftpPacket type, int roomFor = 0)
    {
        _bytes = new(roomFor + 256);
        UInt32(0).Byte((byte)type).UInt32(0);
    }

    public static SftpRequest Extended(string name) => new SftpRequest(SftpPacket.Extended).Text(name);

    public SftpRequest UInt32(uint number)
    {
        BinaryPrimitives.WriteUInt32BigEndian(_bytes.GetSpan(sizeof(uint)), number);
        _bytes.Advance(sizeof(uint));
        return this;
    }

    public SftpRequest UInt64(ulong number)
    {
        BinaryPrimitives.WriteUInt64BigEndian(_bytes.GetSpan(sizeof(ulong)), number);
        _bytes.Advance(sizeof(ulong));
        return this;
    }

    public SftpRequest Bytes(ReadOnlySpan<byte> bytes)
    {
        UInt32((uint)bytes.Length);
        _bytes.Write(bytes);
        return this;
    }

    /// <summary>A path or a name; a server in C would read only up to a NUL.</summary>
    public SftpRequest Text(string text) =>
        text.Contains('\0', StringComparison.Ordinal)
            ? throw new ArgumentException("no path can hold a NUL", nameof(text))
            : Bytes(Utf8.GetBytes(text));

    public SftpRequest Mode(UnixFileMode mode) => UInt32(HasPermissions).UInt32((uint)mode);

    public SftpRequest NoAttributes() => UInt32(0);

    /// <summary>The whole packet. The first of a connection has the protocol's version in the id's place.</summary>
    public ReadOnlyMemory<byte> Packet(uint id)
    {
        var packet = System.Runtime.InteropServices.MemoryMarshal.AsMemory(_bytes.WrittenMemory);
        BinaryPrimitives.WriteUInt32BigEndian(packet.Span, (uint)packet.Length - sizeof(uint));
        BinaryPrimitives.WriteUInt32BigEndian(packet.Span[IdAt..], id);
        return packet;
    }

    private SftpRequest Byte(byte value)
    {
        _bytes.Write([value]);
        return this;
    }
}
