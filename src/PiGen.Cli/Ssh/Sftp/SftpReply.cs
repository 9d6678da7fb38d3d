using System.Buffers.Binary;
using System.Text;

namespace PiGen.Cli.Ssh.Sftp;

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
