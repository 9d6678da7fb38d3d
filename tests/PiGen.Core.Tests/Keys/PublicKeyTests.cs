using PiGen.Core.Keys;
using PiGen.Testing;

namespace PiGen.Core.Tests.Keys;

public sealed class PublicKeyTests : IDisposable
{
    // Of a key that opens nothing.
    private const string Ed25519 = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f";

    private const string SecurityKey =
        "sk-ssh-ed25519@openssh.com AAAAGnNrLXNzaC1lZDI1NTE5QG9wZW5zc2guY29tAAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4fAAAABHNzaDo=";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("ed25519")]
    [InlineData("rsa", "-b", "2048")]
    [InlineData("rsa", "-b", "3072")]
    [InlineData("ecdsa", "-b", "256")]
    [InlineData("ecdsa", "-b", "384")]
    [InlineData("ecdsa", "-b", "521")]
    public void A_key_is_read_as_ssh_keygen_reads_it(string type, params string[] options)
    {
        var line = SshKeygen.NewKey(_folder, type, "pi at home", options);
        var key = PublicKey.TryParse(line)!;
        Assert.Equal(
            (SshKeygen.Do("-l", "-f", _folder.Write("one.pub", line)), line),
            ($"{key.Bits} {key.Fingerprint} {key.Comment} ({key.Kind})\n", key.ToString())
        );
    }

    [Theory]
    [InlineData("ed25519")]
    [InlineData("rsa")]
    [InlineData("ecdsa")]
    public void A_certificate_holds_the_key_that_it_is_for(string type)
    {
        SshKeygen.NewKey(_folder, "ed25519", "authority");
        var authority = Directory.GetFiles(_folder.Path, "*.pub").Single()[..^".pub".Length];
        var line = SshKeygen.NewKey(_folder, type, "");

        Assert.Equal(PublicKey.TryParse(line), PublicKey.TryReadCertified(Certify(authority, line)));
    }

    [Fact]
    public void A_certificate_holds_the_key_of_a_security_key()
    {
        SshKeygen.NewKey(_folder, "ed25519", "authority");
        var authority = Directory.GetFiles(_folder.Path, "*.pub").Single()[..^".pub".Length];

        Assert.Equal(PublicKey.TryParse(SecurityKey), PublicKey.TryReadCertified(Certify(authority, SecurityKey)));
    }

    [Fact]
    public void A_key_is_read_back_from_its_bytes_and_nothing_else_is()
    {
        var key = PublicKey.TryParse(Ed25519)!;

        Assert.Equal(key, PublicKey.TryRead(key.ToBytes()));
        Assert.Null(PublicKey.TryRead([]));
        Assert.Null(PublicKey.TryRead(key.ToBytes().AsSpan()[..^1]));
        Assert.Null(PublicKey.TryReadCertified([]));
        Assert.Null(PublicKey.TryReadCertified(key.ToBytes()));
    }

    [Theory]
    [InlineData(Ed25519, "")]
    [InlineData(Ed25519 + " pi@red", "pi@red")]
    [InlineData("  " + Ed25519 + "\t pi  at home \r\n", "pi  at home")]
    public void What_stands_after_a_key_is_its_comment(string line, string comment) =>
        Assert.Equal(comment, PublicKey.TryParse(line)!.Comment);

    [Theory]
    [InlineData("")]
    [InlineData("ssh-ed25519")]
    [InlineData("ssh-ed25519 ")]
    [InlineData("ssh-ed25519 AAAA")]
    [InlineData("ssh-rsa AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f")]
    [InlineData("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4fAA==")]
    [InlineData("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAHwABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4=")]
    [InlineData("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5/////wABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f")]
    [InlineData("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f=")]
    [InlineData("-----BEGIN OPENSSH PRIVATE KEY-----")]
    [InlineData("restrict " + Ed25519)]
    [InlineData("ssh-unknown AAAAC3NzaC1lZDI1NTE5")]
    public void Anything_else_is_no_public_key(string line) => Assert.Null(PublicKey.TryParse(line));

    [Fact]
    public void A_comment_is_shown_without_what_a_terminal_obeys() =>
        Assert.Equal(
            @"Zoë \u001B[2J",
            PublicKey.TryParse(Ed25519 + " Zo\u00C3\u00AB \e[2J")!.ShownComment // the UTF-8 of ë, a character for each byte
        );

    private byte[] Certify(string authority, string line)
    {
        SshKeygen.Do("-q", "-s", authority, "-I", "name", _folder.Write("one.pub", line + "\n"));
        return Convert.FromBase64String(_folder.Read("one-cert.pub").Split(' ')[1]);
    }
}
