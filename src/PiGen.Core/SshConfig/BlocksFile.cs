using System.Text;

namespace PiGen.Core.SshConfig;

/// <summary>The file of one cluster's sections, with a header that tells whether it is as PiGen wrote it.</summary>
public sealed record BlocksFile(string Cluster, string Sections)
{
    private const string Sign = "# written by pigen ssh-config, which also removes it: ";

    public byte[] ToBytes() => Encoding.UTF8.GetBytes($"{Sign}{InlineBlock.SealOf(Sections)}\n{Sections}");

    /// <summary>Whether PiGen has written a file, whatever became of it since.</summary>
    public static bool IsOurs(LaptopFile file) =>
        Encoding.UTF8.GetString(file.Content.Span).StartsWith(Sign, StringComparison.Ordinal);

    /// <summary>Whether a file is as PiGen wrote it.</summary>
    public static bool IsAsWritten(LaptopFile file)
    {
        var text = Encoding.UTF8.GetString(file.Content.Span);
        var end = text.IndexOf('\n', StringComparison.Ordinal);
        return IsOurs(file) && end > 0 && text[Sign.Length..end] == InlineBlock.SealOf(text[(end + 1)..]);
    }
}
