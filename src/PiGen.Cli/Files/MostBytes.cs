namespace PiGen.Cli.Files;

/// <summary>How large a file may be that is read, whoever made it: docs/render.md.</summary>
internal static class MostBytes
{
    /// <summary>What a render makes: an artifact, the manifest, a staging's journal.</summary>
    public const long Rendered = 64L << 20;

    /// <summary>All artifacts of one host together: they are held in memory at once.</summary>
    public const long OfOneHost = 512L << 20;

    /// <summary>What people write: a template, a text that it includes, a model.</summary>
    public const long Written = 16L << 20;
}
