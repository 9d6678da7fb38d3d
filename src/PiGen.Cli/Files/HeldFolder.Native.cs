using System.Collections.Immutable;
using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace PiGen.Cli.Files;

internal sealed partial class HeldFolder
{
    /// <summary>The calls of Linux: open(2), rename(2), statx(2) and their numbers, which are those of x64 and arm64.</summary>
    private static class Native
    {
        public const int Read = 0;
        public const int Write = 1;
        public const int ReadAndWrite = 2;
        public const int Create = 0x40;
        public const int Exclusive = 0x80;
        public const int NonBlocking = 0x800;
        public const uint NoReplace = 1;
        public const uint Exchange = 2;
        public const int RemoveFolder = 0x200;
        public const int NotDirectory = 20;
        public const int Loop = 40;
        public const int Effectively = 0x200; // AT_EACCESS
        private const int CloseOnExec = 0x80000;
        private const int NoTerminal = 0x100;
        private const int EmptyPath = 0x1000;
        private const int NoFollowLast = 0x100;
        private const uint BasicStats = 0x7ff;
        public const int Missing = 2;
        public const int Exists = 17;
        public const int NotEmpty = 39;
        private const int LockWithoutWaiting = 2 | 4; // LOCK_EX | LOCK_NB
        private const int WouldBlock = 11;
        private const int TooLong = 36;
        private const int Access = 13;
        private const int Permission = 1;
        private const int OtherDevice = 18;
        private const int Invalid = 22;
        private const int NoCall = 38;
        private const int NotSupported = 95;
        private const int NoAttribute = 61;
        private const int Again = 11;
        public const int GetFlags = 1; // F_GETFD, on macOS too
        private const int SetSignal = 10;
        private const int UrgentData = 23;
        private const int SetLease = 1024;
        private const int ReadLease = 0;
        private const int NoLease = 2;

        private static readonly bool IsArm =
            RuntimeInformation.ProcessArchitecture is Architecture.Arm64 or Architecture.Arm;

        /// <summary>With O_PATH: as for any path that leads through it, no right to read the folder is needed.</summary>
        public static int FolderOnly => 0x200000 | (IsArm ? 0x4000 : 0x10000);

        public static int NoFollow => IsArm ? 0x8000 : 0x20000;

        public static int NewFile => Write | Create | Exclusive | NoFollow;

        public static SafeFileHandle AtWorkingFolder { get; } = new(-100, ownsHandle: false);

        public static SafeFileHandle OpenFolder(string path) => Open(AtWorkingFolder, path, FolderOnly, path);

        public static SafeFileHandle Open(SafeFileHandle folder, string name, int flags, string shown, uint mode = 0)
        {
            var opened = openat(folder, Bytes(name), flags | CloseOnExec | NoTerminal, mode);
            return opened >= 0 ? new(opened, ownsHandle: true) : throw Error(shown, (flags & FolderOnly) != 0);
        }

        public static Entry Look(SafeFileHandle folder, string name, string? shown = null)
        {
            if (
                statx(folder, Bytes(name), NoFollowLast | (name.Length == 0 ? EmptyPath : 0), BasicStats, out var found)
                != 0
            )
            {
                ThrowUnless([Missing], shown ?? name);
                return default;
            }
            var kind = (found.Mode & 0xf000) switch
            {
                0x8000 => EntryKind.File,
                0x4000 => EntryKind.Folder,
                0xa000 => EntryKind.Link,
                _ => EntryKind.Other,
            };
            var device = ((ulong)found.DeviceMajor << 32) | found.DeviceMinor;
            var mode = (UnixFileMode)(found.Mode & 0xfff);
            return new(
                kind,
                mode,
                (long)found.Size,
                (int)found.User,
                (int)found.Group,
                (int)found.Links,
                (device, found.Inode)
            );
        }

        /// <summary>Locks the file for this program alone, unless another one holds it.</summary>
        public static bool IsHeld(SafeFileHandle file) =>
            flock(file, LockWithoutWaiting) != 0 && Marshal.GetLastPInvokeError() == WouldBlock;

        /// <summary>False where the file system does not know the flag, or cannot move a folder: then nothing has happened.</summary>
        public static bool TryRename(
            SafeFileHandle folder,
            string name,
            SafeFileHandle toFolder,
            string toName,
            uint flag,
            string shown
        )
        {
            if (renameat2(folder, Bytes(name), toFolder, Bytes(toName), flag) == 0)
            {
                return true;
            }
            return Marshal.GetLastPInvokeError() is Invalid or NoCall or OtherDevice ? false : throw Error(shown);
        }

        /// <summary>Gives a file a second name. False where the file system has no hard links.</summary>
        public static bool TryLink(
            SafeFileHandle folder,
            byte[] name,
            SafeFileHandle toFolder,
            byte[] toName,
            string shown
        )
        {
            if (linkat(folder, name, toFolder, toName, 0) == 0)
            {
                return true;
            }
            return Marshal.GetLastPInvokeError() is Permission or NotSupported or NoCall ? false : throw Error(shown);
        }

        // A lease for reading, fcntl(2), is given for a file that nobody writes. Who opens it while we have the lease is told
        // by a signal, which has to be one that ends no program.
        public static bool IsWritten(SafeFileHandle file)
        {
            _ = fcntl(file, SetSignal, UrgentData);
            if (fcntl(file, SetLease, ReadLease) != 0)
            {
                return Marshal.GetLastPInvokeError() == Again;
            }
            _ = fcntl(file, SetLease, NoLease);
            return false;
        }

        public static ImmutableSortedDictionary<string, byte[]> Attributes(SafeFileHandle file, string shown)
        {
            var names = Encoding.UTF8.GetString(Filled(bytes => flistxattr(file, bytes, bytes?.Length ?? 0), shown));
            return names
                .Split('\0', StringSplitOptions.RemoveEmptyEntries)
                // What the kernel itself writes of a file's bytes: it is not theirs any longer.
                .Where(name => name is not ("security.ima" or "security.evm"))
                .ToImmutableSortedDictionary(
                    name => name,
                    name => Filled(bytes => fgetxattr(file, Bytes(name), bytes, bytes?.Length ?? 0), shown),
                    StringComparer.Ordinal
                );
        }

        public static void SetAttributes(
            SafeFileHandle file,
            ImmutableSortedDictionary<string, byte[]> wanted,
            string shown
        )
        {
            var there = Attributes(file, shown);
            foreach (var name in there.Keys.Except(wanted.Keys))
            {
                Check(name, fremovexattr(file, Bytes(name)));
            }
            foreach (var (name, value) in wanted)
            {
                if (there.GetValueOrDefault(name)?.AsSpan().SequenceEqual(value) != true)
                {
                    Check(name, fsetxattr(file, Bytes(name), value, value.Length, 0));
                }
            }

            void Check(string name, int result)
            {
                if (result != 0)
                {
                    var what = name == "system.posix_acl_access" ? "access list (ACL)" : $"attribute {name}";
                    throw new IOException($"the {what} of {shown} cannot be kept: {Error(shown).Message}");
                }
            }
        }

        // First asked how much it is.
        private static byte[] Filled(Func<byte[]?, long> call, string shown)
        {
            var size = call(null);
            var bytes = new byte[Math.Max(0, size)];
            size = size > 0 ? call(bytes) : size;
            return size >= 0 ? bytes[..(int)size]
                : Marshal.GetLastPInvokeError() is NotSupported or NoAttribute ? []
                : throw Error(shown);
        }

        /// <summary>A name that leads to the open folder itself, for calls that know no other: proc(5).</summary>
        public static string PathOf(SafeFileHandle folder) => $"/proc/self/fd/{folder.DangerousGetHandle()}";

        public static byte[] Bytes(string path) => Encoding.UTF8.GetBytes(path + '\0');

        public static void Check(int result, string shown)
        {
            if (result != 0)
            {
                throw Error(shown);
            }
        }

        public static void ThrowUnless(ReadOnlySpan<int> errors, string shown)
        {
            if (!errors.Contains(Marshal.GetLastPInvokeError()))
            {
                throw Error(shown);
            }
        }

        // As the runtime's own calls do it: HResult is the errno.
        private static Exception Error(string shown, bool isFolder = false)
        {
            var error = Marshal.GetLastPInvokeError();
            var text = $"{shown}: {new Win32Exception(error).Message}";
            return error switch
            {
                Missing when isFolder => new DirectoryNotFoundException(text),
                Missing => new FileNotFoundException(text),
                Access or Permission => new UnauthorizedAccessException(text),
                Loop => new IOException($"{shown} is a link", error),
                TooLong => new PathTooLongException(text),
                _ => new IOException(text, error),
            };
        }

#pragma warning disable IDE1006, CA1707 // The system's own names.

        [DllImport("libc", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        private static extern int openat(SafeFileHandle folder, byte[] path, int flags, uint mode);

        [DllImport("libc", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern int mkdirat(SafeFileHandle folder, byte[] path, uint mode);

        [DllImport("libc", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern int unlinkat(SafeFileHandle folder, byte[] path, int flags);

        [DllImport("libc", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        private static extern int flock(SafeFileHandle file, int operation);

        [DllImport("libc", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        private static extern int linkat(
            SafeFileHandle folder,
            byte[] path,
            SafeFileHandle toFolder,
            byte[] to,
            int flags
        );

        [DllImport("libc", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern int renameat(SafeFileHandle folder, byte[] path, SafeFileHandle toFolder, byte[] to);

        [DllImport("libc", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        private static extern int renameat2(
            SafeFileHandle folder,
            byte[] path,
            SafeFileHandle toFolder,
            byte[] to,
            uint flags
        );

        [DllImport("libc", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        private static extern int statx(SafeFileHandle folder, byte[] path, int flags, uint mask, out Found found);

        [DllImport("libc", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern uint geteuid();

        [DllImport("libc", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern int access(byte[] path, int mode);

        [DllImport("libc", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern int faccessat(SafeFileHandle folder, byte[] path, int mode, int flags);

        [DllImport("libc", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern int fcntl(SafeFileHandle file, int what, int how);

        [DllImport("libc", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern int fchown(SafeFileHandle file, uint user, uint group);

        [DllImport("libc", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        private static extern nint flistxattr(SafeFileHandle file, byte[]? names, nint size);

        [DllImport("libc", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        private static extern nint fgetxattr(SafeFileHandle file, byte[] name, byte[]? value, nint size);

        [DllImport("libc", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        private static extern int fsetxattr(SafeFileHandle file, byte[] name, byte[] value, nint size, int flags);

        [DllImport("libc", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        private static extern int fremovexattr(SafeFileHandle file, byte[] name);

#pragma warning restore IDE1006, CA1707

        // struct statx of statx(2): the same on every processor.
        [StructLayout(LayoutKind.Explicit, Size = 256)]
        private struct Found
        {
            [FieldOffset(16)]
            public uint Links;

            [FieldOffset(20)]
            public uint User;

            [FieldOffset(24)]
            public uint Group;

            [FieldOffset(28)]
            public ushort Mode;

            [FieldOffset(32)]
            public ulong Inode;

            [FieldOffset(40)]
            public ulong Size;

            [FieldOffset(136)]
            public uint DeviceMajor;

            [FieldOffset(140)]
            public uint DeviceMinor;
        }
    }
}
