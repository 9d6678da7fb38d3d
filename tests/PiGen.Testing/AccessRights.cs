using System.Runtime.InteropServices;
using System.Text;

namespace PiGen.Testing;

/// <summary>Extended attributes and access lists of files, xattr(7), on Linux: the programs for them are not everywhere.</summary>
public static class AccessRights
{
    public const string AccessList = "system.posix_acl_access";

    /// <summary>acl(5) as the kernel keeps it: user rw-, a named user r--, group ---, mask r--, other ---; the mode says 0640.</summary>
    public static byte[] ReadableByOneMore { get; } =
    [
        .. (byte[])[2, 0, 0, 0],
        .. Entry(0x01, 6, uint.MaxValue),
        .. Entry(0x02, 4, 12345),
        .. Entry(0x04, 0, uint.MaxValue),
        .. Entry(0x10, 4, uint.MaxValue),
        .. Entry(0x20, 0, uint.MaxValue),
    ];

    /// <summary>As a folder's default: what is made in it is for its owner alone, whatever mode is asked for.</summary>
    public static byte[] OwnersAlone { get; } =
    [
        .. (byte[])[2, 0, 0, 0],
        .. Entry(0x01, 7, uint.MaxValue),
        .. Entry(0x04, 0, uint.MaxValue),
        .. Entry(0x20, 0, uint.MaxValue),
    ];

    /// <summary>False where the file system has none.</summary>
    public static bool TrySet(string path, string name, byte[] value) =>
        OperatingSystem.IsLinux() && Set(Bytes(path), Bytes(name), value, value.Length, 0) == 0;

    /// <summary>Mode, access list and one attribute.</summary>
    public static string Of(string path, string name) =>
        $"{Convert.ToString((int)File.GetUnixFileMode(path), 8)} {Get(path, AccessList)} {Get(path, name)}";

    /// <summary>In hexadecimal; null for none.</summary>
    private static string? Get(string path, string name)
    {
        var value = new byte[1024];
        var size = Get(Bytes(path), Bytes(name), value, value.Length);
        return size < 0 ? null : Convert.ToHexString(value.AsSpan(0, (int)size));
    }

    private static byte[] Entry(short tag, short rights, uint id) =>
        [.. BitConverter.GetBytes(tag), .. BitConverter.GetBytes(rights), .. BitConverter.GetBytes(id)];

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text + '\0');

    [DllImport("libc", EntryPoint = "setxattr")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Set(byte[] path, byte[] name, byte[] value, nint size, int flags);

    [DllImport("libc", EntryPoint = "getxattr")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint Get(byte[] path, byte[] name, byte[] value, nint size);
}
