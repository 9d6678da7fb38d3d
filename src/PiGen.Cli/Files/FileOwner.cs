using System.Formats.Tar;
using System.Runtime.InteropServices;
using System.Text;

namespace PiGen.Cli.Files;

/// <summary>Whose a file is, and what it is, where the system has such things; on Windows every file is the person's.</summary>
internal readonly record struct FileOwner(int User, int Group, bool IsPlainFile)
{
    private const int WriteAndSearch = 2 | 1; // W_OK | X_OK
    private const int Write = 2;
    private const uint Unchanged = uint.MaxValue; // (uid_t)-1: chown(2)

    public bool IsSelf => OperatingSystem.IsWindows() || User == EffectiveUser();

    /// <summary>What an archive would say of it: the one way to ask that the runtime has on every system. No pipe is opened.</summary>
    public static FileOwner Of(string path)
    {
        using var archive = new MemoryStream();
        using (var writer = new TarWriter(archive, TarEntryFormat.Pax, leaveOpen: true))
        {
            writer.WriteEntry(path, "file");
        }
        archive.Position = 0;
        using var reader = new TarReader(archive);
        var entry = reader.GetNextEntry()!;
        return new(entry.Uid, entry.Gid, entry.EntryType == TarEntryType.RegularFile);
    }

    /// <summary>Whether the system would let this program write: modes, access lists, and file systems that are read-only.</summary>
    public static bool CanWrite(string file) => OperatingSystem.IsWindows() || Access(Bytes(file), Write) == 0;

    public static bool CanChange(string folder) =>
        OperatingSystem.IsWindows() || Access(Bytes(folder), WriteAndSearch) == 0;

    /// <exception cref="IOException">The person is not of that group.</exception>
    public static void TakeGroup(string file, string like)
    {
        if (OperatingSystem.IsWindows() || (Of(like).Group is var group && Of(file).Group == group))
        {
            return;
        }
        if (ChangeOwner(Bytes(file), Unchanged, (uint)group) != 0)
        {
            throw new IOException("its group cannot be kept: you are not of that group");
        }
    }

    private static byte[] Bytes(string path) => Encoding.UTF8.GetBytes(path + '\0');

    [DllImport("libc", EntryPoint = "geteuid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern uint EffectiveUser();

    [DllImport("libc", EntryPoint = "access", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Access(byte[] path, int mode);

    [DllImport("libc", EntryPoint = "chown", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int ChangeOwner(byte[] path, uint user, uint group);
}
