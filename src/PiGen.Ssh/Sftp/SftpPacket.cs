using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using PiGen.Core.Deployment;

namespace PiGen.Ssh.Sftp;

/// <summary>The packets of SFTP version 3: https://datatracker.ietf.org/doc/html/draft-ietf-secsh-filexfer-02#section-3</summary>
internal enum SftpPacket : byte
{
    Init = 1,
    Version = 2,
    Open = 3,
    Close = 4,
    Read = 5,
    Write = 6,
    LinkStat = 7,
    SetHandleStat = 10,
    RealPath = 16,
    ReadLink = 19,
    Status = 101,
    Handle = 102,
    Data = 103,
    Name = 104,
    Attributes = 105,
    Extended = 200,
    ExtendedReply = 201,
}

/// <summary>A file or a folder that a server holds open.</summary>
/// <param name="Bytes">The server's own word for it.</param>
internal sealed record SftpHandle(ReadOnlyMemory<byte> Bytes, string Path);

/// <summary>A name in a folder.</summary>
internal readonly record struct SftpName(string Text, SftpAttributes Attributes);

/// <summary>What a server says of a file; what it does not say is null.</summary>
/// <param name="Size">In bytes.</param>
/// <param name="Permissions">As in POSIX's st_mode: kind and permission bits.</param>
internal readonly record struct SftpAttributes(ulong? Size, uint? Permissions)
{
    private const uint KindMask = 0xF000; // S_IFMT

    public UnixFileMode Mode => (UnixFileMode)((Permissions ?? 0) & 0xFFF);

    /// <summary>A plain file where the server does not say.</summary>
    public RemoteFileKind Kind =>
        ((Permissions ?? 0) & KindMask) switch
        {
            0x8000 or 0 => RemoteFileKind.File,
            0x4000 => RemoteFileKind.Folder,
            0xA000 => RemoteFileKind.Link,
            _ => RemoteFileKind.Other,
        };
}

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

/// <summary>A packet from a server, read from its start to its end; whatever is in it, no read leads beyond it.</summary>
internal sealed class SftpReply(ReadOnlyMemory<byte> packet)
{
    private const uint HasSize = 0x1;
    private const uint HasOwner = 0x2;
    private const uint HasPermissions = 0x4;
    private const uint HasTimes = 0x8;
    private const uint HasExtended = 0x8000_0000;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private ReadOnlyMemory<byte> _rest = packet[1..];

    public SftpPacket Type { get; } = (SftpPacket)packet.Span[0];

    public bool IsAtEnd => _rest.IsEmpty;

    public uint UInt32() => BinaryPrimitives.ReadUInt32BigEndian(Take(sizeof(uint)).Span);

    public ulong UInt64() => BinaryPrimitives.ReadUInt64BigEndian(Take(sizeof(ulong)).Span);

    public ReadOnlyMemory<byte> Bytes() => Take(UInt32());

    public string Text()
    {
        try
        {
            return Utf8.GetString(Bytes().Span);
        }
        catch (DecoderFallbackException)
        {
            throw SftpBroken.Nonsense("a name that is not UTF-8");
        }
    }

    public SftpAttributes Attributes()
    {
        var flags = UInt32();
        var size = Has(HasSize) ? UInt64() : (ulong?)null;
        _ = Has(HasOwner) ? UInt64() : 0;
        var permissions = Has(HasPermissions) ? UInt32() : (uint?)null;
        _ = Has(HasTimes) ? UInt64() : 0;
        for (var pairs = Has(HasExtended) ? UInt32() : 0; pairs > 0; pairs--)
        {
            Bytes();
            Bytes();
        }
        return new(size, permissions);

        bool Has(uint flag) => (flags & flag) != 0;
    }

    private ReadOnlyMemory<byte> Take(uint length)
    {
        if (length > _rest.Length)
        {
            throw SftpBroken.Nonsense("a packet that is shorter than it says");
        }
        var taken = _rest[..(int)length];
        _rest = _rest[(int)length..];
        return taken;
    }
}
