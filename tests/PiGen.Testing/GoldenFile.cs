using System.Runtime.CompilerServices;
using System.Text;

namespace PiGen.Testing;

/// <summary>
/// Compares bytes with a golden file beside the test, named as Verify names them: <c>Class.Method.verified.txt</c>;
/// on a difference the bytes are left in <c>Class.Method.received.txt</c> for a person to read and rename.
/// </summary>
public static class GoldenFile
{
    public static void Verify(
        string actual,
        [CallerFilePath] string testFile = "",
        [CallerMemberName] string method = ""
    )
    {
        var stem = Path.Combine(
            Path.GetDirectoryName(testFile)!,
            $"{Path.GetFileNameWithoutExtension(testFile)}.{method}"
        );
        var verified = stem + ".verified.txt";
        var received = stem + ".received.txt";
        if (File.Exists(verified) && File.ReadAllBytes(verified).AsSpan().SequenceEqual(Encoding.UTF8.GetBytes(actual)))
        {
            File.Delete(received);
            return;
        }
        File.WriteAllText(received, actual);
        throw new GoldenFileDiffersException(
            $"{Path.GetFileName(received)} differs from {Path.GetFileName(verified)}: read both; if the new text is right, rename it"
        );
    }
}

public sealed class GoldenFileDiffersException(string message) : Exception(message);
