using System.Collections.Immutable;
using PiGen.Core;
using PiGen.Core.Keys;
using PiGen.Templating.Text;

namespace PiGen.Cli.Files;

/// <summary>Keys and known hosts of the person on this machine; of a private key only that it is there.</summary>
internal static class PersonsSshFolder
{
    private const string PublicSuffix = ".pub";

    private const UnixFileMode Own = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public static string DefaultKey => InPlace("~/.ssh/id_ed25519");

    /// <summary>A path as ssh writes it, <c>~/.ssh/id_ed25519</c>, as this system knows it.</summary>
    public static string InPlace(string path) =>
        path is ['~', '/', .. var rest]
            ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), rest)
            : Path.GetFullPath(path);

    /// <summary>The public part of a key, whichever of the two files was named; its private part is never opened.</summary>
    public static ImmutableArray<PublicKey> ReadPublic(SourceText argument, DiagnosticBag diagnostics)
    {
        var path = InPlace(PublicOf(argument.Content));
        if (!File.Exists(path))
        {
            diagnostics.Add(TemplateFileDiagnostics.NoFile(argument.Whole));
            return [];
        }
        return Utf8Text.ReadNamed(path, diagnostics) is { } text ? PublicKeyFile.Read(text, diagnostics) : [];
    }

    /// <summary>The first of those keys whose public part is there; null for none.</summary>
    public static string? FirstPublic(IEnumerable<string> identities) =>
        identities.Select(identity => PublicOf(identity)).FirstOrDefault(path => File.Exists(InPlace(path)));

    /// <summary>Makes room for a new key.</summary>
    /// <exception cref="Failure">One of its two files is there already.</exception>
    public static void Prepare(string key)
    {
        if (new[] { key, key + PublicSuffix }.FirstOrDefault(Path.Exists) is { } taken)
        {
            throw new Failure(
                $"no key was made: {taken} is there already",
                "use it, or name another file with -i FILE"
            );
        }
        NewOwnFolder(Path.GetDirectoryName(key)!);
    }

    /// <summary>Null for nothing.</summary>
    public static byte[]? Read(string path) =>
        Try(path, "read", () => File.Exists(path) ? File.ReadAllBytes(path) : null);

    /// <summary>
    /// Exchanges a file for another, in one step, with its mode. A link is followed; what was there is kept beside it.
    /// </summary>
    /// <param name="was">What was read; if something else is there by now, nothing is changed.</param>
    public static void Exchange(string path, byte[]? was, byte[] becomes) =>
        Try(
            path,
            "written",
            () =>
            {
                NewOwnFolder(Path.GetDirectoryName(path)!);
                var real = RealPath(path);
                var folder = Path.GetDirectoryName(real)!;
                using var held = FolderLock.Take(folder);
                ExchangeHeld(real, was, becomes);
                return true;
            }
        );

    private static string RealPath(string path) =>
        new FileInfo(path) is { LinkTarget: not null } link
            ? link.ResolveLinkTarget(returnFinalTarget: true)!.FullName
            : path;

    private static void ExchangeHeld(string path, byte[]? was, byte[] becomes)
    {
        var now = Read(path);
        if (now is null != was is null || !now.AsSpan().SequenceEqual(was))
        {
            throw new Failure($"{path} was changed meanwhile", "run this again: it begins with what is there now");
        }
        var mode = was is null ? Own : FileModeBits.Of(new(path), Own);
        if (was is not null)
        {
            Write(path, ".pigen-backup", was, mode);
        }
        File.Move(Write(path, ".pigen-new", becomes, mode), path, overwrite: true);
    }

    private static string Write(string path, string suffix, byte[] bytes, UnixFileMode mode)
    {
        var beside = path + suffix;
        File.Delete(beside);
        FileModeBits.WriteNew(beside, bytes, mode, isSynced: true);
        return beside;
    }

    private static string PublicOf(string key) =>
        key.EndsWith(PublicSuffix, StringComparison.Ordinal) ? key : key + PublicSuffix;

    private static void NewOwnFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, Own | UnixFileMode.UserExecute);
        }
    }

    private static T Try<T>(string path, string verb, Func<T> act)
    {
        try
        {
            return act();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new Failure($"{path} cannot be {verb}: {e.Message}", "see whose it is, and whether there is room", e);
        }
    }
}
