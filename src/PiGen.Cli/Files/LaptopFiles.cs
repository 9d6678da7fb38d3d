using System.Collections.Immutable;
using PiGen.Core;
using PiGen.Core.Keys;
using PiGen.Core.SshConfig;
using PiGen.Templating.Text;

namespace PiGen.Cli.Files;

/// <summary>The files round a person's ssh_config on this machine.</summary>
/// <param name="home">Absolute; what <c>~</c> stands for.</param>
internal sealed class LaptopFiles(string home)
{
    private const UnixFileMode OwnFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnFolder = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    public LaptopFile Look(string path)
    {
        try
        {
            return LookAt(path);
        }
        catch (UnauthorizedAccessException)
        {
            return new(path, InPlace(path), LaptopFileKind.Unreadable, UnixFileMode.None, default, LaptopObstacle.None);
        }
        catch (IOException e)
        {
            throw new Failure($"{path} cannot be read: {e.Message}", "see what lies there", e);
        }
    }

    public ImmutableArray<string> Find(string pattern) =>
        [
            .. IncludeGlob
                .Paths(pattern, user => user.Length == 0 ? home : null, EntriesOf)
                .Where(path => HeldFolder.IsFile(path) || HeldFolder.IsFolder(path)),
        ];

    /// <summary>The path as this system knows it.</summary>
    public string InPlace(string path) => ConfigPlaces.Expanded(path, home);

    /// <summary>Puts the files of a trial into a new folder that nobody else can write.</summary>
    public static ConfigTrial Fill(string folder, Func<string, ConfigTrial> trial)
    {
        var filled = trial(folder);
        using var held = HeldFolder.Open(folder);
        foreach (var file in filled.Files)
        {
            var path = file.Path.Replace(Path.DirectorySeparatorChar, '/');
            held.MakeFolder(path[..Math.Max(0, path.LastIndexOf('/'))], isPrivate: true);
            held.WriteNew(path, file.Content.Span, OwnFile);
        }
        return filled;
    }

    /// <summary>Whether this program could make files in a folder.</summary>
    public static bool CanChange(string folder)
    {
        using var held = HeldFolder.Open(folder);
        return held.CanWrite("");
    }

    private LaptopFile LookAt(string path)
    {
        var place = InPlace(path);
        var isLink = HeldFolder.LinkTarget(place) is not null;
        var real = RealPath(place);
        var parent = Path.GetDirectoryName(real);
        if (parent is null || !HeldFolder.IsFolder(parent))
        {
            return new(path, real, NoneOr(isLink), UnixFileMode.None, default, ObstacleOfNew(real)) { IsLink = isLink };
        }
        using var folder = HeldFolder.Open(parent);
        return LookAt(path, real, folder, Path.GetFileName(real), isLink) with { IsLink = isLink };
    }

    private static LaptopFile LookAt(string path, string real, HeldFolder folder, string name, bool isLink)
    {
        var entry = folder.Look(name);
        return entry.Kind switch
        {
            EntryKind.File => new(
                path,
                real,
                LaptopFileKind.File,
                OperatingSystem.IsWindows() ? OwnFile : entry.Mode,
                folder.Read(name, MostBytes.Written),
                ObstacleOf(folder, name, entry)
            )
            {
                Names = entry.Links,
            },
            EntryKind.Folder => new(
                path,
                real,
                LaptopFileKind.Folder,
                OperatingSystem.IsWindows() ? OwnFolder : entry.Mode,
                default,
                folder.CanWrite(name) ? ObstacleOfNew(real) : LaptopObstacle.ReadOnly
            ),
            EntryKind.Other => new(path, real, LaptopFileKind.Other, entry.Mode, default, LaptopObstacle.None),
            EntryKind.None or EntryKind.Link or EntryKind.Blocked => new(
                path,
                real,
                NoneOr(isLink || entry.Kind == EntryKind.Link),
                UnixFileMode.None,
                default,
                ObstacleOfNew(real)
            ),
        };
    }

    private static LaptopFileKind NoneOr(bool isLink) => isLink ? LaptopFileKind.BrokenLink : LaptopFileKind.None;

    // A link that leads round leads nowhere.
    private static string RealPath(string place)
    {
        try
        {
            return HeldFolder.RealPath(place);
        }
        catch (IOException)
        {
            return place;
        }
    }

    // Root could write what its owner made read-only, which was somebody's wish all the same.
    private static LaptopObstacle ObstacleOf(HeldFolder folder, string name, Entry entry) =>
        !folder.IsOwn(name) ? LaptopObstacle.Foreign
        : !entry.Mode.HasFlag(UnixFileMode.UserWrite) || !folder.CanWrite(name) ? LaptopObstacle.ReadOnly
        : folder.CanWrite("") ? LaptopObstacle.None
        : LaptopObstacle.ReadOnlyFolder;

    private static LaptopObstacle ObstacleOfNew(string path)
    {
        var parent = Path.GetDirectoryName(path);
        while (parent is not null && !HeldFolder.IsFolder(parent))
        {
            parent = Path.GetDirectoryName(parent);
        }
        return parent is null || !CanChange(parent) ? LaptopObstacle.ReadOnlyFolder : LaptopObstacle.None;
    }

    private static IEnumerable<string> EntriesOf(string folder)
    {
        try
        {
            using var held = HeldFolder.Open(folder);
            return held.Names("");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}

/// <summary>Keys and known hosts of the person on this machine; of a private key only that it is there.</summary>
internal static class PersonsSshFolder
{
    private const string PublicSuffix = ".pub";

    public static string Home => Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);

    public static string DefaultKey => InPlace("~/.ssh/id_ed25519");

    /// <summary>A path as ssh writes it, <c>~/.ssh/id_ed25519</c>, as this system knows it.</summary>
    public static string InPlace(string path) =>
        path is ['~', '/', .. var rest] ? Path.Combine(Home, rest) : Path.GetFullPath(path);

    /// <summary>The public part of a key, whichever of the two files was named; its private part is never opened.</summary>
    public static ImmutableArray<PublicKey> ReadPublic(SourceText argument, DiagnosticBag diagnostics)
    {
        var path = InPlace(PublicOf(argument.Content));
        if (!HeldFolder.IsFile(path))
        {
            diagnostics.Add(TemplateFileDiagnostics.NoFile(argument.Whole));
            return [];
        }
        return Utf8Text.ReadNamed(path, diagnostics) is { } text ? PublicKeyFile.Read(text, diagnostics) : [];
    }

    /// <summary>The first of those keys whose public part is there; null for none.</summary>
    public static string? FirstPublic(IEnumerable<string> identities) =>
        identities.Select(identity => PublicOf(identity)).FirstOrDefault(path => HeldFolder.IsFile(InPlace(path)));

    /// <summary>Makes room for a new key.</summary>
    /// <exception cref="Failure">One of its two files is there already.</exception>
    public static void Prepare(string key)
    {
        if (
            new[] { key, key + PublicSuffix }.FirstOrDefault(path =>
                HeldFolder.IsFile(path) || HeldFolder.IsFolder(path)
            ) is
            { } taken
        )
        {
            throw new Failure(
                $"no key was made: {taken} is there already",
                "use it, or name another file with -i FILE"
            );
        }
        var folder = Path.GetDirectoryName(key)!;
        if (!HeldFolder.IsFolder(folder))
        {
            using var round = HeldFolder.OpenRound(folder, out var name);
            round.MakeFolder(name, isPrivate: true);
        }
    }

    /// <summary>Null for nothing.</summary>
    public static byte[]? Read(string path)
    {
        try
        {
            return path != "/dev/null" && HeldFolder.IsFile(path)
                ? HeldFolder.ReadNamed(path, MostBytes.Written)
                : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new Failure($"{path} cannot be read: {e.Message}", "see whose it is", e);
        }
    }

    private static string PublicOf(string key) =>
        key.EndsWith(PublicSuffix, StringComparison.Ordinal) ? key : key + PublicSuffix;
}
