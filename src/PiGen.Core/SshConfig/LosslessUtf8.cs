using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace PiGen.Core.SshConfig;

/// <summary>
/// UTF-8 of which every byte survives: one that belongs to no character is read as a lone surrogate of its own, U+DC80 to
/// U+DCFF, and written again as that byte.
/// </summary>
internal static class LosslessUtf8
{
    private const char FirstForeign = '\uDC00';

    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        if (Utf8.IsValid(bytes))
        {
            return Encoding.UTF8.GetString(bytes);
        }
        var text = new StringBuilder(bytes.Length);
        while (!bytes.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(bytes, out var rune, out var length) == OperationStatus.Done)
            {
                text.Append(rune.ToString());
            }
            else
            {
                length = 1;
                text.Append((char)(FirstForeign + bytes[0]));
            }
            bytes = bytes[length..];
        }
        return text.ToString();
    }

    public static byte[] Encode(ReadOnlySpan<char> text)
    {
        var bytes = new ArrayBufferWriter<byte>(Math.Max(1, text.Length));
        while (!text.IsEmpty)
        {
            var length = LengthWithoutForeign(text);
            Encoding.UTF8.GetBytes(text[..length], bytes);
            text = text[length..];
            if (!text.IsEmpty)
            {
                bytes.Write([(byte)(text[0] - FirstForeign)]);
                text = text[1..];
            }
        }
        return bytes.WrittenSpan.ToArray();
    }

    /// <summary>Whether a text holds bytes that are no UTF-8, which no other program can be told of.</summary>
    public static bool HoldsForeignBytes(ReadOnlySpan<char> text) => LengthWithoutForeign(text) < text.Length;

    private static int LengthWithoutForeign(ReadOnlySpan<char> text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (char.IsHighSurrogate(text[at]))
            {
                at++;
            }
            else if (char.IsLowSurrogate(text[at]))
            {
                return at;
            }
        }
        return text.Length;
    }
}
