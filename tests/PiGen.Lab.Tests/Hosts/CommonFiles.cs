namespace PiGen.Lab.Tests.Hosts;

/// <summary>
/// What all hosts have over this machine's own files: the user <c>pi</c>, sudo without password, a plain sshd, names;
/// and nothing of what somebody made this machine start.
/// </summary>
public sealed class CommonFiles(LabName lab, LabKeys keys)
{
    private const string Hosts = """
        127.0.0.1 localhost
        10.77.0.1 red
        10.77.0.2 red001
        10.77.0.3 red002

        """;

    private const string Sshd = """
        HostKey /etc/ssh/ssh_host_ed25519_key
        PasswordAuthentication no
        KbdInteractiveAuthentication no
        UsePAM yes
        Subsystem sftp /usr/lib/openssh/sftp-server

        """;

    /// <summary>Answers every request with one page.</summary>
    private const string Web = """
        #!/usr/bin/perl
        use strict;
        use warnings;
        use IO::Socket::INET;
        my ($address, $port, $page) = @ARGV;
        my $server = IO::Socket::INET->new(LocalAddr => $address, LocalPort => $port, Listen => 16, ReuseAddr => 1)
            or die "$address:$port: $@\n";
        while (my $client = $server->accept) {
            while (defined(my $line = <$client>)) { last if $line =~ /^\r?$/ }
            print $client "HTTP/1.0 200 OK\r\nContent-Length: ", length $page, "\r\n\r\n", $page;
            close $client;
        }

        """;

    private const string Preparation = """
        cd "$1"
        rm -rf etc/systemd/system/* etc/rc?.d etc/crypttab etc/netns etc/sudoers.d/*
        rm -rf etc/ssh/ssh_host_* etc/ssh/*.d home/pi/.ssh
        : >etc/fstab
        mkdir -p etc/systemd/system/multi-user.target.wants
        ln -s /lib/systemd/system/multi-user.target etc/systemd/system/default.target
        ln -s /lib/systemd/system/ssh.service etc/systemd/system/multi-user.target.wants/ssh.service
        ln -s /dev/null etc/systemd/system/console-getty.service
        chroot . id pi >/dev/null 2>&1 || chroot . useradd --create-home --shell /bin/bash pi
        chroot . install -d -m 700 -o pi -g pi /home/pi/.ssh
        """;

    private string Root => Path.Combine(lab.Folder, "common", "root");

    private string Pi => Path.Combine(Root, "home/pi/.ssh");

    public void Build()
    {
        // Hidden from the hosts below, whatever other labs put there later: that takes a folder which is there now.
        Directory.CreateDirectory(Leftovers.NamespaceFiles);
        HostRoot.Overlay(Root, Path.Combine(lab.Folder, "common"), "/");
        Machine.Do("sh", "-euc", Preparation, "sh", Root);
        WriteSystem();
        WriteHome();
        Leftovers.Unmount(Root);
    }

    private void WriteSystem()
    {
        Machine.Write(Path.Combine(Root, "etc/hosts"), Hosts);
        Machine.Write(Path.Combine(Root, "etc/ssh/sshd_config"), Sshd);
        Machine.Write(Path.Combine(Root, "etc/ssh/ssh_config"), "");
        Machine.Write(Path.Combine(Root, "etc/sudoers.d/pi"), "pi ALL=(ALL) NOPASSWD: ALL\n");
        var web = Path.Combine(Root, Worker.Web[1..]);
        Machine.Write(web, Web);
        Machine.Do("chmod", "755", web);
    }

    private void WriteHome()
    {
        File.Copy(keys.PrivateKey(LabKeys.Pi), Path.Combine(Pi, "id_rsa"));
        Machine.Write(Path.Combine(Pi, "authorized_keys"), keys.AuthorizedKeys());
        Machine.Write(Path.Combine(Pi, "known_hosts"), keys.KnownInside());
        Machine.Do("chroot", Root, "chown", "-R", "pi:pi", "/home/pi");
        Machine.Do("chroot", Root, "chmod", "600", "/home/pi/.ssh/id_rsa");
    }
}
