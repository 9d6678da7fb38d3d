using PiGen.Core;
using PiGen.Ssh.OpenSsh;

namespace PiGen.Ssh;

/// <summary>What is found out before anybody connects: by which transport, and what the person's configuration says there.</summary>
public sealed record TransportChoice
{
    private TransportChoice(Transport transport, SshSettings? settings) =>
        (Transport, Settings) = (transport, settings);

    public Transport Transport { get; }

    /// <summary>What ssh says; null where it is not asked.</summary>
    internal SshSettings? Settings { get; }

    /// <summary>As the person wrote it: <c>openssh</c>, <c>ssh.net</c>; null for anything else.</summary>
    public static Transport? TryParse(string text) =>
        text switch
        {
            "openssh" => Transport.OpenSsh,
            "ssh.net" => Transport.SshNet,
            _ => null,
        };

    /// <exception cref="Failure">ssh cannot read its configuration.</exception>
    public static async Task<TransportChoice> MakeAsync(SshOptions options, CancellationToken cancellation)
    {
        if (options.Transport == Transport.SshNet || (options.Transport is null && !AreOnPath("ssh", "sftp")))
        {
            return new(Transport.SshNet, null);
        }
        var asking = OpenSshConnection.SettingsAsync(options, cancellation);
        if (options.Transport is null && !await IsOpenSshAsync(cancellation))
        {
            _ = asking.ContinueWith(task => task.Exception, TaskScheduler.Default);
            return new(Transport.SshNet, null);
        }
        return new(Transport.OpenSsh, await asking);
    }

    private static bool AreOnPath(params string[] programs)
    {
        string[] folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        var suffix = OperatingSystem.IsWindows() ? ".exe" : "";
        return programs.All(program => folders.Any(folder => File.Exists(Path.Combine(folder, program + suffix))));
    }

    // Others have a program of that name too: Tectia, dropbear.
    private static async Task<bool> IsOpenSshAsync(CancellationToken cancellation)
    {
        try
        {
            var (code, errors) = await LocalProgram.RunAsync("ssh", ["-V"], _ => { }, most: null, cancellation);
            return code == 0 && errors.Any(line => line.StartsWith("OpenSSH", StringComparison.Ordinal));
        }
        catch (Failure)
        {
            return false;
        }
    }
}
