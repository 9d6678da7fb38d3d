using PiGen.Core.SshConfig;

namespace PiGen.Cli.Files;

/// <summary>
/// Exchanges files that an editor may write at any moment. The last look is right before; what comes out is looked at once
/// more, for nothing stops an editor in between, and what it wrote is put back.
/// </summary>
/// <exception cref="NothingDone">From all members: somebody has changed the file, and it is as they left it.</exception>
internal static class FileExchange
{
    /// <param name="content">Null for nothing at all.</param>
    public static bool Has(HeldFolder folder, string name, ReadOnlyMemory<byte>? content) =>
        Has(folder, name, content, hasComeOut: false);

    /// <summary>Puts a file that lies ready in the place of another, which lies there afterwards.</summary>
    /// <param name="expected">Null for nothing.</param>
    /// <param name="written">What is in the file that lies ready.</param>
    public static void Replace(
        HeldFolder folder,
        string name,
        string to,
        ReadOnlyMemory<byte>? expected,
        Func<ReadOnlyMemory<byte>> written
    )
    {
        if (!Has(folder, to, expected))
        {
            throw Changed(folder, to);
        }
        Exchange(folder, name, to, isNew: expected is null);
        if (expected is { } old && !Has(folder, name, old, hasComeOut: true))
        {
            PutBack(folder, name, to, written());
            throw Changed(folder, to);
        }
    }

    /// <summary>Moves a file away.</summary>
    public static void Take(HeldFolder folder, string name, string to, ReadOnlyMemory<byte> expected)
    {
        if (!Has(folder, name, expected))
        {
            throw Changed(folder, name);
        }
        folder.Move(name, to);
        if (!Has(folder, to, expected, hasComeOut: true))
        {
            folder.Move(to, name);
            throw Changed(folder, name);
        }
    }

    /// <summary>
    /// The way back of <see cref="Replace"/>. If what comes out is not what was put in, somebody has written it since: that is
    /// kept, under a name that stays.
    /// </summary>
    public static void PutBack(HeldFolder folder, string name, string to, ReadOnlyMemory<byte> written)
    {
        if (folder.Look(to).Kind == EntryKind.None)
        {
            folder.Move(name, to);
            return;
        }
        folder.Exchange(name, to);
        if (!Has(folder, name, written, hasComeOut: true))
        {
            var kept = ConfigPlaces.Kept(to).First(kept => folder.Look(kept).Kind == EntryKind.None);
            folder.Move(name, kept);
            throw NothingDone.ChangedTwice(Path.Combine(folder.Path, to), Path.Combine(folder.Path, kept));
        }
    }

    // What cannot be read is not what was read.
    private static bool Has(HeldFolder folder, string name, ReadOnlyMemory<byte>? content, bool hasComeOut)
    {
        try
        {
            var kind = folder.Look(name).Kind;
            if (hasComeOut && kind == EntryKind.File)
            {
                // An editor that has opened it under the name that it had writes it to the end.
                folder.WaitForWriters(name);
            }
            return content is { } bytes
                ? kind == EntryKind.File && folder.Read(name, MostBytes.Written).AsSpan().SequenceEqual(bytes.Span)
                : kind == EntryKind.None;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static void Exchange(HeldFolder folder, string name, string to, bool isNew)
    {
        try
        {
            if (isNew)
            {
                folder.Move(name, to);
            }
            else
            {
                folder.Exchange(name, to);
            }
        }
        catch (IOException e) when (e is FileNotFoundException || isNew == (folder.Look(to).Kind != EntryKind.None))
        {
            throw Changed(folder, to, e);
        }
    }

    private static NothingDone Changed(HeldFolder folder, string name, Exception? cause = null) =>
        NothingDone.Changed(Path.Combine(folder.Path, name), cause);
}
