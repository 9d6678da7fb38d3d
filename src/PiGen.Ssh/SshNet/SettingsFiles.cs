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
            return named.Equals("none", StringComparison.OrdinalIgnoreCase) ? [] : [Tree(Read(named), Personal)];
        }
        var own = $"{local.Home}/.ssh/config";
        var system = $"{local.SystemFolder}/ssh_config";
        return
        [
            .. CanRead(own) ? [Tree(ReadTrusted(own), Personal)] : Array.Empty<ConfigTree>(),
            .. CanRead(system) ? [Tree(Read(system), local.SystemFolder)] : Array.Empty<ConfigTree>(),
        ];
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
            .Select(ReadTrusted);

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

    private ConfigFile ReadTrusted(string path) => Read(path, isTrusted: false);

    /// <param name="isTrusted">Whoever owns it and can write it.</param>
    private ConfigFile Read(string path, bool isTrusted = true)
    {
        try
        {
            using var file = File.OpenRead(path);
            return isTrusted || LocalUser.MayTrust(file.SafeFileHandle)
                ? ConfigFile.Parse(path, Bytes(file))
                : throw SshFailures.BadConfiguration(host, $"{path} belongs to another user, or others can write it");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw SshFailures.BadConfiguration(host, $"{path} cannot be read");
        }
    }

    private static byte[] Bytes(FileStream file)
    {
        var bytes = new MemoryStream();
        file.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static bool CanRead(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
