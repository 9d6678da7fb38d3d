using PiGen.Lab.Tests.Hosts;
using PiGen.Testing;

namespace PiGen.Lab.Tests;

/// <summary>From workers that nobody knows yet to logins that never ask; and back.</summary>
[Collection<LaptopLab>]
public sealed class KeysTests : FreshWorkerTests
{
    private const string Identity = "/home/pi/.ssh/tunnels";
    private const string Keys = "/home/pi/.ssh/authorized_keys";

    // sshd reads its keys again on HUP.
    private const string Reinstall = """
        cd /etc/ssh
        [ -e key.before ] || cp -a ssh_host_ed25519_key key.before
        rm ssh_host_ed25519_key*
        ssh-keygen -q -t ed25519 -N '' -f ssh_host_ed25519_key
        kill -HUP "$(cat /run/sshd.pid)"
        """;

    private const string BringBack = """
        cd /etc/ssh
        [ -e key.before ] || exit 0
        mv key.before ssh_host_ed25519_key
        ssh-keygen -y -f ssh_host_ed25519_key >ssh_host_ed25519_key.pub
        kill -HUP "$(cat /run/sshd.pid)"
        """;

    private const string AddAdmin = """
        useradd --create-home --shell /bin/bash admin
        install -d -m 700 -o admin /home/admin/.ssh
        install -m 600 -o admin /home/pi/.ssh/authorized_keys /home/admin/.ssh
        echo 'admin ALL=(ALL) NOPASSWD: ALL' >/etc/sudoers.d/admin
        """;

    // Whoever logs in there is answered by this.
    private const string TakeOver = """
        printf '#!/bin/sh\n%s\n' "$1" >/evil
        chmod 755 /evil
        usermod --shell /evil pi
        """;

    private readonly string _output;

    public KeysTests(Lab lab)
        : base(lab)
    {
        _output = Folder["out"];
        Pigen.Render(_output, "--identity", Identity);
    }

    protected override void Restore()
    {
        foreach (var worker in Workers)
        {
            worker.ComeUp();
            worker.Do("sh", "-euc", BringBack);
        }
        base.Restore();
    }

    [Fact]
    public void From_fresh_workers_to_tunnels_and_both_styles_that_never_ask()
    {
        Assert.Equal(
            """
            laptop →  red     pi  open
            red →     red001  pi  closed: unknown host key
            red →     red002  pi  closed: unknown host key
            laptop →  red001  pi  closed: unknown host key
            laptop →  red002  pi  closed: unknown host key

            """,
            Done("list")
        );
        Assert.StartsWith($"created {Identity} on red: ED25519 SHA256:", Done("create"), StringComparison.Ordinal);
        Assert.Contains("new      red001  ED25519", Done("trust", "--yes"), StringComparison.Ordinal);
        Assert.EndsWith("red001: 1 key added\nred002: 1 key added\n", Done("push", "--yes"), StringComparison.Ordinal);
        Assert.Equal(
            """
            laptop →  red     pi  open
            red →     red001  pi  open
            red →     red002  pi  open
            laptop →  red001  pi  open
            laptop →  red002  pi  open

            """,
            Done("list")
        );
        var deploy = Lab.Laptop.Run(PigenProgram.Command("deploy", "--yes", "--output", _output));
        Assert.Equal((0, ""), (deploy.ExitCode, deploy.Error));
        Assert.Equal(
            "red001 red002 red001 red002",
            string.Join(
                ' ',
                from style in (string[])["forward", "jump"]
                from worker in (string[])["red001", "red002"]
                select Lab
                    .Laptop.Ssh(Path.Combine(_output, $"laptop/ssh_config.{style}"), worker, "hostname")
                    .Out.Trim()
            )
        );
    }

    [Fact]
    public void Nothing_is_changed_that_nobody_agreed_to_or_that_is_as_it_should_be()
    {
        Done("create");
        Done("trust", "--yes");
        Assert.Equal((1, 1), (Run("create").ExitCode, Run("create", "--on", "laptop", "--no-passphrase").ExitCode));
        var fresh = Homes();
        Assert.Contains("add     red001  red: ED25519 SHA256:", Done("push", "--dry-run"), StringComparison.Ordinal);
        Assert.Equal((1, fresh), (Run("push").ExitCode, Homes()));
        Done("push", "--yes");
        var before = (Homes(), File.ReadAllText(KnownHosts));
        Assert.Equal(
            (
                "nothing to do: every host key that was shown is known\n",
                "nothing to do: every worker that was reached has these keys\n"
            ),
            (Done("trust"), Done("push"))
        );
        Assert.Equal(before, (Homes(), File.ReadAllText(KnownHosts)));
    }

    [Theory]
    [InlineData(
        "printf '# mine' >>.ssh/authorized_keys",
        "printf '\\r\\n\\377\\000 x\\r\\n' >>.ssh/authorized_keys; chmod 640 .ssh/authorized_keys"
    )]
    [InlineData(
        "mkdir .dotfiles; mv .ssh/authorized_keys .dotfiles/keys; ln -s ../.dotfiles/keys .ssh/authorized_keys",
        "mv .ssh/authorized_keys .ssh/authorized_keys2"
    )]
    public void Push_adds_one_line_and_revoke_takes_it_away_again(string onOne, string onTheOther)
    {
        Done("create");
        Done("trust", "--yes");
        Lab.Red001.Do("sh", "-euc", $"cd /home/pi; {onOne}; chown -R pi:pi /home/pi");
        Lab.Red002.Do("sh", "-euc", $"cd /home/pi; {onTheOther}; chown -R pi:pi /home/pi");
        var before = Homes();
        Done("push", "--yes", "--key", Path.Combine(Lab.Laptop.Home, ".ssh/id_ed25519.pub"));
        Assert.Equal(
            ("1\n", "1\n", 0),
            (PushedOn(Lab.Red001), PushedOn(Lab.Red002), Run("list", "--exit-code").ExitCode)
        );
        Done("revoke", "--yes");
        Assert.Equal(before, Homes());
    }

    [Fact]
    public void A_key_for_tunnels_only_carries_them_and_runs_nothing()
    {
        Done("create");
        Done("trust", "--yes");
        Done("push", "--yes", "--tunnel-only");
        var command = Lab.Manager.Run("runuser", "-u", "pi", "--", "ssh", "-i", Identity, "red001", "hostname");
        Assert.Equal((1, ""), (command.ExitCode, command.Out));
        Assert.Contains("red →     red001  pi  open", Done("list"), StringComparison.Ordinal);
        var deploy = Lab.Laptop.Run(PigenProgram.Command("deploy", "--yes", "--output", _output, "--require-up"));
        Assert.Equal(0, deploy.ExitCode);
        Done("revoke", "--yes");
        Assert.Equal(LaptopsKey, Lab.Red001.ReadFile(Keys));
    }

    [Fact]
    public void A_worker_that_was_set_up_anew_is_named_and_known_again_on_request_only()
    {
        Done("create");
        Done("trust", "--yes");
        Done("push", "--yes");
        var before = File.ReadAllText(KnownHosts);
        Lab.Red001.Do("sh", "-euc", Reinstall);
        var jump = Path.Combine(_output, "laptop/ssh_config.jump");
        Assert.Contains("HAS CHANGED", Lab.Laptop.Ssh(jump, "red001", "hostname").Error, StringComparison.Ordinal);
        var refused = Run("trust", "--yes");
        Assert.Equal((1, before), (refused.ExitCode, File.ReadAllText(KnownHosts)));
        Assert.Contains("error PG0811: the host key of red001 has changed", refused.Error, StringComparison.Ordinal);
        Assert.Contains(
            Lab.Red001.Do("ssh-keygen", "-lf", "/etc/ssh/ssh_host_ed25519_key.pub").Split(' ')[1],
            refused.Error,
            StringComparison.Ordinal
        );
        Done("trust", "--yes", "--repair");
        Assert.Equal("red001\n", Lab.Laptop.Ssh(jump, "red001", "hostname").Out);
        Assert.Equal(0, Run("list", "--exit-code").ExitCode);
    }

    [Fact]
    public void A_worker_that_is_down_keeps_nothing_from_the_others()
    {
        Done("create");
        Lab.Red002.GoDown(isSilent: false);
        var trust = Run("trust", "--yes");
        var push = Run("push", "--yes");
        Assert.Equal((1, 1), (trust.ExitCode, push.ExitCode));
        Assert.Contains("no host key was shown by red002", trust.Error, StringComparison.Ordinal);
        Assert.Contains("red001: 1 key added", push.Out, StringComparison.Ordinal);
        Assert.Contains("not reached: red002 (", push.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("head -c 65532 /dev/zero | tr '\\0' x; printf 'end 0\\nout none .ssh\\nend 0\\n'")]
    [InlineData("exec yes")]
    public void A_worker_that_is_not_what_it_was_keeps_no_key_on_another(string evil)
    {
        Done("create");
        Done("trust", "--yes");
        Done("push", "--yes");
        Lab.Red001.Do("sh", "-euc", TakeOver, "sh", evil);
        var revoke = Run("revoke", "--yes");
        Lab.Red001.Do("usermod", "--shell", "/bin/bash", "pi");
        Assert.Equal((1, LaptopsKey), (revoke.ExitCode, Lab.Red002.ReadFile(Keys)));
        Assert.Contains("not reached: red001 (", revoke.Error, StringComparison.Ordinal);
        Done("revoke", "--yes");
        Assert.Equal(LaptopsKey, Lab.Red001.ReadFile(Keys));
    }

    [Fact]
    public void Who_logs_in_on_the_manager_need_not_be_who_the_tunnels_run_as()
    {
        Lab.Manager.Do("sh", "-euc", AddAdmin);
        Done("create", "--host", "admin@red.local");
        Done("trust", "--yes", "--host", "admin@red.local");
        Done("push", "--yes", "--host", "admin@red.local");
        Assert.Contains(
            "red →     red001  pi     open",
            Done("list", "--host", "admin@red.local"),
            StringComparison.Ordinal
        );
        Assert.Equal(
            "pi pi pi",
            Lab.Manager.Do("stat", "-c", "%U", Identity, Identity + ".pub", "/home/pi/.ssh/known_hosts")
                .Trim()
                .Replace('\n', ' ')
        );
    }

    private static string PushedOn(Worker worker) => worker.Do("sh", "-c", $"grep -ac tunnels@red {Keys}");

    private string Homes() =>
        string.Concat(((LabHost[])[Lab.Manager, .. Workers]).Select(host => host.Snapshot("/home/pi/.ssh")));

    private Answer Run(string verb, params string[] options) =>
        Lab.Laptop.Run(PigenProgram.Command(["keys", verb, "--output", _output, .. options]));

    private string Done(string verb, params string[] options)
    {
        var answer = Run(verb, options);
        Assert.Equal((0, ""), (answer.ExitCode, answer.Error));
        return answer.Out;
    }
}
