using PiGen.Core;

namespace PiGen.Cli.Files;

/// <summary>
/// A folder for the time of this, in the system's temporary one, which nobody else can enter. One whose program was killed is
/// taken away by the next run: a lock in it tells whether somebody still needs it.
/// </summary>
internal sealed class RunFolder : IDisposable
{
    private const string Prefix = "pigen-run-";
    private const int MostTries = 100;

    private static int _hasCleared;

    private readonly FolderLock _lock;

    private RunFolder(string path, FolderLock held) => (Path, _lock) = (path, held);

    public string Path { get; }

    /// <exception cref="IOException">There is no room, or no temporary folder.</exception>
    public static RunFolder Create()
    {
        if (Interlocked.Exchange(ref _hasCleared, 1) == 0)
        {
            ClearAbandoned();
        }
        for (var tries = 1; ; tries++)
        {
            // Its mode is 0700.
            var path = HeldFolder.MakeTemporary(Prefix);
            try
            {
                return new(path, FolderLock.Take(path));
            }
            catch (Exception e) when (e is Failure or DirectoryNotFoundException && tries < MostTries)
            {
                // Another run took it for one that was left behind, since it had no lock yet.
            }
        }
    }

    public void Dispose()
    {
        Tidy(() =>
        {
            using var folder = HeldFolder.Open(Path);
            Empty(folder);
        });
        _lock.Dispose();
        Tidy(() =>
        {
            using var round = HeldFolder.OpenRound(Path, out var name);
            round.DeleteFolder(name);
        });
    }

    private static void ClearAbandoned() =>
        Tidy(() =>
        {
            using var temporary = HeldFolder.Open(System.IO.Path.GetTempPath());
            foreach (var name in temporary.Names("").Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)))
            {
                Tidy(() => ClearIfAbandoned(temporary, name));
            }
        });

    // Nobody but the owner can put anything in place of a folder of theirs, or into it.
    private static void ClearIfAbandoned(HeldFolder temporary, string name)
    {
        if (temporary.Look(name).Kind != EntryKind.Folder || !temporary.IsOwn(name))
        {
            return;
        }
        using (var folder = temporary.Below(name))
        {
            if (folder.TryLock(FolderLock.Name) is not { } held)
            {
                return;
            }
            using (held)
            {
                Empty(folder);
                folder.DeleteLocked(FolderLock.Name);
            }
        }
        temporary.DeleteFolder(name);
    }

    private static void Empty(HeldFolder folder)
    {
        foreach (var name in folder.Names("").Where(name => name != FolderLock.Name))
        {
            folder.DeleteAll(name);
        }
    }

    // What stays, the next run takes away.
    private static void Tidy(Action action)
    {
        try
        {
            action();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException) { }
    }
}
