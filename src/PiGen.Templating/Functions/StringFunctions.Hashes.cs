using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using PiGen.Templating.Evaluation;

namespace PiGen.Templating.Functions;

internal static partial class StringFunctions
{
    [SuppressMessage("Security", "CA5350", Justification = "templates name files by hash; nothing is kept safe by it")]
    [SuppressMessage("Security", "CA5351", Justification = "templates name files by hash; nothing is kept safe by it")]
    private static void AddHashes(FunctionTable table) =>
        table
            .Add("md5", "text", static (in FunctionCall c) => Hex(MD5.HashData(Bytes(c, 0))))
            .Add("sha1", "text", static (in FunctionCall c) => Hex(SHA1.HashData(Bytes(c, 0))))
            .Add("sha256", "text", static (in FunctionCall c) => Hex(SHA256.HashData(Bytes(c, 0))))
            .Add("sha512", "text", static (in FunctionCall c) => Hex(SHA512.HashData(Bytes(c, 0))))
            .Add(
                "hmac_sha1",
                "text secretKey",
                static (in FunctionCall c) => Hex(HMACSHA1.HashData(Bytes(c, 1), Bytes(c, 0)))
            )
            .Add(
                "hmac_sha256",
                "text secretKey",
                static (in FunctionCall c) => Hex(HMACSHA256.HashData(Bytes(c, 1), Bytes(c, 0)))
            )
            .Add(
                "hmac_sha512",
                "text secretKey",
                static (in FunctionCall c) => Hex(HMACSHA512.HashData(Bytes(c, 1), Bytes(c, 0)))
            )
            .Add("base64_encode", "text", static (in FunctionCall c) => c.Made(Convert.ToBase64String(Bytes(c, 0))))
            .Add("base64_decode", "text", Base64Decode);

    private static byte[] Bytes(in FunctionCall call, int index) => Encoding.UTF8.GetBytes(call.Text(index));

    private static string Hex(byte[] hash) => Convert.ToHexStringLower(hash);

    private static Value Base64Decode(in FunctionCall call)
    {
        var text = call.Text(0);
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length)
            ? Encoding.UTF8.GetString(bytes, 0, length)
            : throw call.Refused("this is no base64", "pass what base64_encode gives");
    }
}
