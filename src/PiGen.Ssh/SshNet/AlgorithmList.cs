using System.Collections.Immutable;
using PiGen.Core.Hosts;
using Renci.SshNet;

namespace PiGen.Ssh.SshNet;

/// <summary>The algorithms of one purpose: those that OpenSSH takes by itself, and further ones that SSH.NET has.</summary>
/// <param name="defaults">In OpenSSH's order; those that SSH.NET lacks are left out.</param>
/// <param name="others">For a person to ask for.</param>
internal sealed class AlgorithmList(string defaults, string others)
{
    private const string Keys =
        "ssh-ed25519,ecdsa-sha2-nistp256,ecdsa-sha2-nistp384,ecdsa-sha2-nistp521,rsa-sha2-512,rsa-sha2-256";
    private const string Certificates =
        "ssh-ed25519-cert-v01@openssh.com,ecdsa-sha2-nistp256-cert-v01@openssh.com,"
        + "ecdsa-sha2-nistp384-cert-v01@openssh.com,ecdsa-sha2-nistp521-cert-v01@openssh.com,"
        + "rsa-sha2-512-cert-v01@openssh.com,rsa-sha2-256-cert-v01@openssh.com";

    private const string SecurityKeys =
        "sk-ssh-ed25519@openssh.com,sk-ecdsa-sha2-nistp256@openssh.com,"
        + "sk-ssh-ed25519-cert-v01@openssh.com,sk-ecdsa-sha2-nistp256-cert-v01@openssh.com";
    private const string Old = "ssh-rsa,ssh-rsa-cert-v01@openssh.com";

    private readonly string[] _defaults = defaults.Split(',');
    private readonly string[] _all = $"{defaults},{others}".Split(',', StringSplitOptions.RemoveEmptyEntries);

    public static AlgorithmList Ciphers { get; } =
        new(
            "chacha20-poly1305@openssh.com,aes128-gcm@openssh.com,aes256-gcm@openssh.com,aes128-ctr,aes192-ctr,aes256-ctr",
            "aes128-cbc,aes192-cbc,aes256-cbc,3des-cbc"
        );

    public static AlgorithmList Macs { get; } =
        new(
            "hmac-sha2-256-etm@openssh.com,hmac-sha2-512-etm@openssh.com,hmac-sha1-etm@openssh.com,"
                + "hmac-sha2-256,hmac-sha2-512,hmac-sha1",
            ""
        );

    public static AlgorithmList KeyExchange { get; } =
        new(
            "mlkem768x25519-sha256,sntrup761x25519-sha512,sntrup761x25519-sha512@openssh.com,curve25519-sha256,"
                + "curve25519-sha256@libssh.org,ecdh-sha2-nistp256,ecdh-sha2-nistp384,ecdh-sha2-nistp521,"
                + "diffie-hellman-group-exchange-sha256,diffie-hellman-group16-sha512,diffie-hellman-group18-sha512,"
                + "diffie-hellman-group14-sha256",
            "diffie-hellman-group-exchange-sha1,diffie-hellman-group14-sha1,diffie-hellman-group1-sha1"
        );

    public static AlgorithmList HostKeys { get; } = new($"{Certificates},{Keys}", Old);

    /// <summary>Keys of persons: an agent signs with those in security keys too.</summary>
    public static AlgorithmList PersonKeys { get; } = new($"{Certificates},{Keys},{SecurityKeys}", Old);

    public static AlgorithmList AuthoritySignatures { get; } = new(Keys, "ssh-rsa");

    /// <summary>In no order.</summary>
    public IEnumerable<string> All => _all;

    /// <summary>Those that a value of ssh_config means: names and patterns with commas between, after '+', '-' or '^' relative to the defaults.</summary>
    public ImmutableArray<string> Of(string? value) =>
        value switch
        {
            null => [.. _defaults],
            ['+', .. var more] => [.. _defaults.Union(Meant(more))],
            ['^', .. var first] => [.. Meant(first).Union(_defaults)],
            ['-', .. var without] => [.. _defaults.Except(Meant(without))],
            _ => [.. Meant(value)],
        };

    /// <summary>Has a connection offer only these, in this order.</summary>
    public static void Offer<T>(IOrderedDictionary<string, T> all, ImmutableArray<string> wanted)
    {
        var offered = wanted.Distinct().Where(all.ContainsKey).Select(name => (name, all[name])).ToArray();
        all.Clear();
        foreach (var (name, algorithm) in offered)
        {
            all.Add(name, algorithm);
        }
    }

    private IEnumerable<string> Meant(string names) =>
        names.Split(',').SelectMany(name => _all.Where(algorithm => new HostPattern(name).Fits(algorithm))).Distinct();
}
