using System.Buffers.Binary;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Numerics;
using System.Text;

namespace PiGen.Core.Keys;

/// <summary>What the bytes of a public key are, by algorithm: its name and some fields, each after its length in four bytes (RFC 4253 6.6).</summary>
/// <param name="Fields">The lengths of the fields after the name in bytes; null for any.</param>
/// <param name="FixedBits">The key's size; null if it is that of the field <paramref name="SizeField"/>.</param>
internal sealed record KeyShape(
    string Algorithm,
    string Kind,
    ImmutableArray<int?> Fields,
    int? FixedBits,
    int SizeField = 0
)
{
    private static readonly FrozenDictionary<string, KeyShape> All = Enumerate()
        .ToFrozenDictionary(shape => shape.Algorithm, StringComparer.Ordinal);

    public static KeyShape? TryFind(string algorithm) => All.GetValueOrDefault(algorithm);

    public bool Fits(ReadOnlySpan<byte> blob)
    {
        var name = TakeField(ref blob);
        if (!name.SequenceEqual(Encoding.ASCII.GetBytes(Algorithm)))
        {
            return false;
        }
        foreach (var length in Fields)
        {
            var field = TakeField(ref blob);
            if (field.IsEmpty || (length is { } exact && field.Length != exact))
            {
                return false;
            }
        }
        return blob.IsEmpty;
    }

    /// <param name="blob">One that fits.</param>
    public int BitsOf(ReadOnlySpan<byte> blob)
    {
        if (FixedBits is { } bits)
        {
            return bits;
        }
        for (var i = 0; i <= SizeField; i++)
        {
            TakeField(ref blob);
        }
        return (int)new BigInteger(TakeField(ref blob), isUnsigned: true, isBigEndian: true).GetBitLength();
    }

    private static IEnumerable<KeyShape> Enumerate() =>
        [
            new("ssh-ed25519", "ED25519", [32], 256),
            new("sk-ssh-ed25519@openssh.com", "ED25519-SK", [32, null], 256),
            new("ecdsa-sha2-nistp256", "ECDSA", [8, 65], 256),
            new("ecdsa-sha2-nistp384", "ECDSA", [8, 97], 384),
            new("ecdsa-sha2-nistp521", "ECDSA", [8, 133], 521),
            new("sk-ecdsa-sha2-nistp256@openssh.com", "ECDSA-SK", [8, 65, null], 256),
            new("ssh-rsa", "RSA", [null, null], FixedBits: null, SizeField: 1),
            new("ssh-dss", "DSA", [null, null, null, null], FixedBits: null),
        ];

    // Empty if there is none, or less than its length says; then nothing is left either.
    private static ReadOnlySpan<byte> TakeField(ref ReadOnlySpan<byte> blob)
    {
        var length = blob.Length < 4 ? uint.MaxValue : BinaryPrimitives.ReadUInt32BigEndian(blob);
        if (length > blob.Length - 4)
        {
            blob = default;
            return default;
        }
        var field = blob.Slice(4, (int)length);
        blob = blob[(4 + (int)length)..];
        return field;
    }
}
