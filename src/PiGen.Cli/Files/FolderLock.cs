using Microsoft.Win32.SafeHandles;
using PiGen.Core;

namespace PiGen.Cli.Files;

/// <summary>Keeps a second program out of a folder, by an empty file that is gone with the program that holds it.</summary>
internal sealed class FolderLock : IDisposable
{
    public const string Name = ".pigen-lock";

    private readonly HeldFolder _folder;
    private readonly SafeFileHandle _file;
    private readonly bool _isOwner;

    private FolderLock(HeldFolder folder, SafeFileHandle file, bool isOwner) =>
        (_folder, _file, _isOwner) = (folder, file, isOwner);

    /// <exception cref="Failure">Another program holds the folder.</exception>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static FolderLock Take(HeldFolder folder) => Take(folder, isOwner: false);

    /// <summary>Of a folder that a person named: links on the way are theirs and are followed.</summary>
    /// <exception cref="Failure">Another program holds the folder.</exception>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static FolderLock Take(string folder)
    {
        var held = HeldFolder.Open(folder);
        try
        {
            return Take(held, isOwner: true);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>Whether nobody else could put a lock of their own into a folder, and hold that.</summary>
    public static bool IsPersonsAlone(HeldFolder folder) =>
        !OperatingSystem.IsLinux()
        || (folder.IsOwn("") && (folder.Look("").Mode & (UnixFileMode.GroupWrite | UnixFileMode.OtherWrite)) == 0);

    public static Failure Taken(string folder) =>
        new($"another pigen is at work in {folder}", "wait until it has ended, then try again");

    // The name goes before the lock does: whoever opens it in between finds out that it is not in place.
    public void Dispose()
    {
        if (_file.IsClosed)
        {
            return;
        }
        try
        {
            _folder.DeleteLocked(Name);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It is empty, and whoever comes next takes it over.
        }
        _file.Dispose();
        if (_isOwner)
        {
            _folder.Dispose();
        }
    }

    private static FolderLock Take(HeldFolder folder, bool isOwner) =>
        folder.TryLock(Name) is { } file ? new(folder, file, isOwner) : throw Taken(folder.Path);
}
