using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace PiGen.Ssh.SshNet;

/// <summary>Whose ssh_config is read, and where it lies.</summary>
/// <param name="Home">As the system's list of users has it, which is not always the environment's.</param>
internal sealed record LocalUser(string Name, string Home)
{
    /// <summary>What <c>~</c> means in an Include: glob(3) asks the environment first.</summary>
    public required string IncludeHome { get; init; }

    /// <summary>The folder of the configuration for all users.</summary>
    public string SystemFolder { get; init; } =
        OperatingSystem.IsWindows()
            ? $"{Environment.GetFolderPath(Environment.SpecialFolder.CommonApplicationData)}/ssh".Replace('\\', '/')
            : "/etc/ssh";

    public Func<string, string?> Variable { get; init; } = Environment.GetEnvironmentVariable;

    public static LocalUser Current
    {
        get
        {
            var name = Environment.UserName;
            var ofEnvironment = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile).Replace('\\', '/');
            return new(name, HomeOf(name) ?? ofEnvironment) { IncludeHome = ofEnvironment };
        }
    }

    /// <summary>The number that <c>%i</c> stands for.</summary>
    public static uint Id => OperatingSystem.IsWindows() ? 0 : getuid();

    /// <summary>The home folder of any user of this machine; null for none.</summary>
    public static string? HomeOf(string user)
    {
        const string Users = "/etc/passwd";
        var entry = File.Exists(Users)
            ? File.ReadLines(Users).Select(line => line.Split(':')).FirstOrDefault(parts => parts[0] == user)
            : null;
        return entry is { Length: > 5 } && entry[5].Length > 0 ? entry[5] : null;
    }

    /// <summary>Whether only its owner can write a file, and they are this user or root: ssh reads no other.</summary>
    public static bool MayTrust(SafeFileHandle file) =>
        OperatingSystem.IsWindows()
        || (
            (File.GetUnixFileMode(file) & (UnixFileMode.GroupWrite | UnixFileMode.OtherWrite)) == 0
            && OwnerOf(file) is var owner
            && (owner is null or 0 || owner == getuid())
        );

    // statx(2), whose structure is the same on every Linux; null where there is none.
    private static uint? OwnerOf(SafeFileHandle file)
    {
        const int ThatFile = 0x1000;
        const uint Owner = 8;
        var found = new byte[256];
        return OperatingSystem.IsLinux() && statx(file, [0], ThatFile, Owner, found) == 0
            ? BitConverter.ToUInt32(found, 20)
            : null;
    }

    [DllImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern uint getuid();

    [DllImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int statx(SafeFileHandle folder, byte[] path, int flags, uint wanted, byte[] found);
}
