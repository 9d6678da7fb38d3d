using PiGen.Core.SshConfig;

namespace PiGen.Ssh.SshNet;

/// <summary>Reads the files of ssh_config, with all that they include.</summary>
internal sealed class SettingsFiles(LocalUser local, SshDestination host)
{
    /// <param name="named">As given with <c>-F</c>; null for the person's own file and then the system's.</param>
    public IEnumerable<ConfigTree> Trees(string? named)
    {
        if (named is not null)
        {
            return named.Equals("none", StringComparison.OrdinalIgnoreCase)
                ? []
                : [Tree(Read(named, isTrusted: true), Personal)];
        }
        ConfigFile?[] files =
        [
            TryRead($"{local.Home}/.ssh/config", isTrusted: false),
            TryRead($"{local.SystemFolder}/ssh_config", isTrusted: true),
        ];
        string[] folders = [Personal, local.SystemFolder];
        return files.Zip(folders).Where(pair => pair.First is not null).Select(pair => Tree(pair.First!, pair.Second));
    }

    private const string Personal = IncludeGlob.PersonsFolder;

    private ConfigTree Tree(ConfigFile file, string folder)
    {
        var tree = ConfigTree.Read(file, Included, folder);
        return tree.Diagnostics.FirstOrDefault() is { } mistake
            ? throw SshFailures.BadConfiguration(host, $"{SettingsReader.PlaceOf(mistake.Span)}: {mistake.Message}")
            : tree;
    }

    private IEnumerable<ConfigFile> Included(string pattern) =>
        IncludeGlob
            .Paths(pattern, user => user.Length == 0 ? local.IncludeHome : LocalUser.HomeOf(user), EntriesOf)
            // A drive of Windows comes out as /C:/Users.
            .Select(path => OperatingSystem.IsWindows() ? path.TrimStart('/') : path)
            .Where(File.Exists)
            .Select(path => Read(path, isTrusted: false));

    private static IEnumerable<string> EntriesOf(string folder)
    {
        try
        {
            return [.. Directory.EnumerateFileSystemEntries(folder).Select(entry => Path.GetFileName(entry))];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private ConfigFile Read(string path, bool isTrusted) =>
        TryRead(path, isTrusted) ?? throw SshFailures.BadConfiguration(host, $"{path} cannot be read");

    /// <summary>Null where there is none, or this user cannot read it.</summary>
    /// <param name="isTrusted">Whoever owns it and can write it.</param>
    private ConfigFile? TryRead(string path, bool isTrusted)
    {
        try
        {
            using var file = File.OpenRead(path);
            using var bytes = new MemoryStream();
            file.CopyTo(bytes);
            return isTrusted || LocalUser.MayTrust(file.SafeFileHandle)
                ? ConfigFile.Parse(path, bytes.ToArray())
                : throw SshFailures.BadConfiguration(host, $"{path} belongs to another user, or others can write it");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
