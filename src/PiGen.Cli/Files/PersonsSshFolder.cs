using System.Collections.Immutable;
using PiGen.Core;
using PiGen.Core.Keys;
using PiGen.Templating.Text;

namespace PiGen.Cli.Files;

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
