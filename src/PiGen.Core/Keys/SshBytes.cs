using System.Buffers.Binary;

namespace PiGen.Core.Keys;

/// <summary>Fields as ssh sends them: each after its length in four bytes (RFC 4251, section 5).</summary>
public static class SshBytes
{
    /// <summary>The next field; empty if there is none, or less than its length says: then nothing is left.</summary>
    public static ReadOnlySpan<byte> Take(ref ReadOnlySpan<byte> bytes)
    {
        var length = bytes.Length < sizeof(int) ? uint.MaxValue : BinaryPrimitives.ReadUInt32BigEndian(bytes);
        if (length > bytes.Length - sizeof(int))
        {
            bytes = default;
            return default;
        }
        var field = bytes.Slice(sizeof(int), (int)length);
        bytes = bytes[(sizeof(int) + (int)length)..];
        return field;
    }

    public static byte[] Field(ReadOnlySpan<byte> bytes) => [.. Number((uint)bytes.Length), .. bytes];

    public static byte[] Number(uint number)
    {
        var bytes = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, number);
        return bytes;
    }
}
