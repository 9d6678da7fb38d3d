using System.Text;
using PiGen.Core.Model;

namespace PiGen.Core.Rendering;

/// <summary>One rendered file: destination, mode and bytes (UTF-8 without byte order mark, lines end in \n).</summary>
public sealed record Artifact(Destination Destination, UnixFileMode Mode, ReadOnlyMemory<byte> Bytes)
{
    // A template may hold any text; half a surrogate pair is the one thing that UTF-8 cannot say.
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    /// <summary>The forward that it is for; null for what is there once for a host or a worker.</summary>
    public Forward? Forward { get; init; }

    public static Artifact? TryCreate(Destination destination, UnixFileMode mode, string text)
    {
        try
        {
            return new(destination, mode, Strict.GetBytes(text));
        }
        catch (EncoderFallbackException)
        {
            return null;
        }
    }
}
