using System.Collections.Immutable;
using PiGen.Core;
using PiGen.Ssh.SshNet;
using PiGen.Testing;

namespace PiGen.Ssh.Tests.SshNet;

/// <summary>A home folder and a folder of the system, of which settings are read.</summary>
internal sealed class SettingsHome : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public SettingsHome(string own, string system = "")
    {
        Write("home/.ssh/config", own);
        Write("etc/ssh_config", system);
    }

    public string Path => _folder["home"];

    public LocalUser Local =>
        new("anna", Path)
        {
            IncludeHome = Path,
            SystemFolder = _folder["etc"],
            Variable = name => name == "SET" ? "value" : null,
        };

    /// <summary>Only its owner can write it.</summary>
    public string Write(string relative, string text)
    {
        var path = _folder.Write(relative, text);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return path;
    }

    public ClientSettings Read(string destination, Func<SshOptions, SshOptions>? with = null) =>
        SettingsReader.Read(Options(destination, with), Local);

    public ImmutableArray<ClientSettings> Way(string destination, Func<SshOptions, SshOptions>? with = null) =>
        SettingsReader.Way(Options(destination, with), Local);

    /// <summary>What is said instead of settings, with the hint; paths as below the folder.</summary>
    public string Refusal(string destination)
    {
        var failure = Assert.ThrowsAny<Failure>(() => Read(destination));
        return Shown($"{failure.Message} | {failure.Hint}");
    }

    /// <summary>With paths as below the folder.</summary>
    public string Shown(string text) => text.Replace(_folder.Path, "", StringComparison.Ordinal);

    public void Dispose() => _folder.Dispose();

    private static SshOptions Options(string destination, Func<SshOptions, SshOptions>? with)
    {
        var options = new SshOptions { Destination = SshDestination.TryParse(destination)! };
        return with is null ? options : with(options);
    }
}
