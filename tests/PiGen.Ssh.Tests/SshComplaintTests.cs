using PiGen.Ssh.OpenSsh;

namespace PiGen.Ssh.Tests;

/// <summary>What OpenSSH 8 and 9 print when they give up, and what a person reads instead.</summary>
public class SshComplaintTests
{
    [Theory]
    [InlineData("Host key verification failed.", "unknown host key", true)]
    [InlineData("@ REMOTE HOST IDENTIFICATION HAS CHANGED! @\nHost key verification failed.", "changed host key", true)]
    [InlineData("pi@red: Permission denied (publickey).", "login refused", true)]
    [InlineData("ssh: connect to host red001 port 22: No route to host", "no route", false)]
    [InlineData("ssh: connect to host red001 port 22: Connection refused", "connection refused", false)]
    [InlineData("ssh: connect to host red001 port 22: Connection timed out", "timed out", false)]
    [InlineData("ssh: Could not resolve hostname red009: Name or service not known", "name not resolved", false)]
    [InlineData("channel 0: open failed: administratively prohibited: open failed", "refused by the jump host", false)]
    [InlineData("who knows", "who knows", false)]
    [InlineData("", "ssh gave no reason", false)]
    public void A_complaint_has_a_short_word_for_tables(string lines, string word, bool isOfLogin) =>
        Assert.Equal(
            (word, isOfLogin),
            (SshComplaint.WordOf([.. lines.Split('\n')]), SshComplaint.IsOfLogin([.. lines.Split('\n')]))
        );

    [Theory]
    [InlineData(
        "Host key verification failed.",
        "the host key of pi@red:2222 is not known here, so it may be any machine"
    )]
    [InlineData(
        "No ED25519 host key is known for red and you have requested strict checking.\nHost key verification failed.",
        "the host key of pi@red:2222 is not known here, so it may be any machine"
    )]
    [InlineData(
        "@    WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!     @\nOffending ED25519 key in /home/a/.ssh/known_hosts:7\nHost key verification failed.",
        "the host key of pi@red:2222 is not the one that is known here (/home/a/.ssh/known_hosts:7): another machine answers, or the host was set up anew"
    )]
    [InlineData(
        "@       WARNING: REVOKED HOST KEY DETECTED!               @\nHost key verification failed.",
        "the host key of pi@red:2222 is marked as revoked"
    )]
    [InlineData(
        "pi@red: Permission denied (publickey,password).",
        "pi@red:2222 refused the login (publickey,password)"
    )]
    [InlineData(
        "Load key \"/k\": bad permissions\npi@red: Permission denied (publickey).",
        "ssh did not offer the key /k to pi@red:2222: others can read it"
    )]
    [InlineData(
        "Warning: Identity file /k not accessible: No such file or directory.\npi@red: Permission denied (publickey).",
        "there is no key /k to log in to pi@red:2222 with"
    )]
    [InlineData(
        "Warning: Identity file /k not accessible: No such file or directory.\nHost key verification failed.",
        "the host key of pi@red:2222 is not known here, so it may be any machine"
    )]
    [InlineData(
        "Received disconnect from 10.0.0.1 port 22:2: Too many authentication failures",
        "pi@red:2222 refused the login after too many keys that it does not know"
    )]
    [InlineData("ssh: Could not resolve hostname red: Name or service not known", "nobody knows the address of red")]
    [InlineData(
        "ssh: Could not resolve hostname jump: Temporary failure in name resolution\nkex_exchange_identification: Connection closed by remote host",
        "nobody knows the address of jump, on the way to pi@red:2222"
    )]
    [InlineData("ssh: connect to host red port 2222: Connection refused", "red port 2222 refuses connections")]
    [InlineData(
        "ssh: connect to host 10.0.0.1 port 22: Connection timed out",
        "10.0.0.1 port 22 did not answer in time, on the way to pi@red:2222"
    )]
    [InlineData("Connection timed out during banner exchange", "pi@red:2222 did not answer in time")]
    [InlineData("ssh: connect to host red port 2222: No route to host", "there is no way from here to red port 2222")]
    [InlineData(
        "channel 0: open failed: administratively prohibited: open failed\nstdio forwarding failed",
        "the jump host did not connect to pi@red:2222"
    )]
    [InlineData(
        "channel 0: open failed: connect failed: Connection refused\nstdio forwarding failed\nkex_exchange_identification: Connection closed by remote host",
        "the jump host did not connect to pi@red:2222"
    )]
    [InlineData(
        "subsystem request failed on channel 0",
        "pi@red:2222 has the sftp subsystem switched off, by which files are sent"
    )]
    [InlineData("exec request failed on channel 0", "pi@red:2222 let the user in and then ran nothing")]
    [InlineData(
        "Can't open user config file /none: No such file or directory",
        "ssh cannot read its configuration for pi@red:2222: Can't open user config file /none: No such file or directory"
    )]
    [InlineData(
        "Unable to negotiate with 10.0.0.1 port 22: no matching host key type found. Their offer: ssh-rsa",
        "ssh and pi@red:2222 have no common way to encrypt: Unable to negotiate with 10.0.0.1 port 22: no matching host key type found. Their offer: ssh-rsa"
    )]
    [InlineData("Connection to red closed by remote host.", "the connection to pi@red:2222 was lost on the way")]
    [InlineData("Timeout, server red not responding.", "the connection to pi@red:2222 was lost on the way")]
    [InlineData("client_loop: send disconnect: Broken pipe", "the connection to pi@red:2222 was lost on the way")]
    [InlineData(
        "kex_exchange_identification: read: Connection reset by peer\nConnection reset by 10.0.0.1 port 22",
        "pi@red:2222, or something on the way, closed the connection before the login"
    )]
    [InlineData("first\nsomething new\n", "ssh did not get to pi@red:2222: something new")]
    [InlineData("", "ssh did not get to pi@red:2222: ssh gave no reason")]
    public void A_complaint_is_read_back_into_a_sentence(string lines, string sentence) =>
        Assert.Equal(
            sentence,
            SshComplaint.Read(SshDestination.TryParse("pi@red:2222")!, [.. lines.Split('\n')]).Message
        );

    [Theory]
    [InlineData(
        "Host key verification failed.",
        "run this on a terminal: you are shown the fingerprint and asked, and can compare it with the host's own"
    )]
    [InlineData(
        "WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!",
        "find out which; only if it was set up anew, take its old keys out of your known_hosts"
    )]
    [InlineData(
        "Permission denied (publickey)",
        "look at the user, and at the key: give it with -i KEY, or put it there with ssh-copy-id -p 2222 pi@red"
    )]
    [InlineData("what", "look closer with ssh -v -p 2222 pi@red")]
    public void The_hint_can_be_typed(string line, string hint) =>
        Assert.Equal(hint, SshComplaint.Read(SshDestination.TryParse("pi@red:2222")!, [line]).Hint);
}
