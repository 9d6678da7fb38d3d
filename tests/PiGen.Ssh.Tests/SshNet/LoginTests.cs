using System.Diagnostics;
using System.Net.Sockets;
using PiGen.Core.Keys;
using PiGen.Ssh.SshNet;
using PiGen.Testing;

namespace PiGen.Ssh.Tests.SshNet;

public sealed class LoginTests
{
    private const string Denied = "red refused the login (publickey)";

    [Theory]
    [InlineData("ed25519", "-o", "-q")]
    [InlineData("ecdsa", "-o", "-q")]
    [InlineData("rsa", "-o", "-q")]
    [InlineData("rsa", "-m", "PEM")]
    [InlineData("ecdsa", "-m", "PKCS8")]
    public async Task AKeyFileOfAnyFormGetsIn(params string[] kindAndForm)
    {
        await using var server = await SshServer.StartAsync();
        RealProgram.Run("ssh-keygen", ["-q", "-N", "", "-f", server.Folder["mine"], "-t", .. kindAndForm], []);
        Authorize(server, "mine");
        var settings = server.Settings() with { IdentityFiles = [server.Folder["mine"]] };

        Assert.Equal("in", Visit.Pay(settings, new ScriptedPerson()));
        Assert.Equal("in", Visit.PayByProgram(server, settings));
    }

    [Fact]
    public async Task AStrangersKeyIsRefusedWithWhatTheHostTakes()
    {
        await using var server = await SshServer.StartAsync();
        var settings = server.Settings() with { IdentityFiles = [server.Folder["stranger"]] };

        Assert.Equal(Denied, Visit.Pay(settings, new ScriptedPerson("never asked")));
        Assert.Equal(Denied, Visit.Pay(settings with { IdentityFiles = [] }, new ScriptedPerson("never asked")));
        Assert.Equal(Denied, Visit.Pay(settings with { AuthenticationMethods = [] }, new ScriptedPerson()));
    }

    [Fact]
    public async Task TheFirstKeyThatTheHostKnowsIsUsed()
    {
        await using var server = await SshServer.StartAsync();
        var settings = server.Settings() with
        {
            IdentityFiles = [server.Folder["missing"], server.Folder["stranger"], server.Folder["key"]],
            NamesIdentityFiles = true,
        };

        Assert.Equal("in", Visit.Pay(settings, new ScriptedPerson()));
        Assert.Equal(1, server.Logins());
    }

    [Fact]
    public async Task ANamedKeyThatIsMissingIsTold()
    {
        await using var server = await SshServer.StartAsync();
        var missing = server.Folder["missing"];
        var settings = server.Settings() with { IdentityFiles = [missing] };

        Assert.Equal(
            $"there is no key {missing} to log in to red with",
            Visit.Pay(settings with { NamesIdentityFiles = true }, new ScriptedPerson())
        );
        Assert.Equal(Denied, Visit.Pay(settings, new ScriptedPerson()));
    }

    [Fact]
    public async Task AKeyThatOthersCanReadIsNotUsed()
    {
        await using var server = await SshServer.StartAsync();
        var key = server.Folder["key"];
        RealProgram.Run("chmod", "0640", key);

        Assert.Equal(
            $"ssh did not offer the key {key} to red: others can read it",
            Visit.Pay(server.Settings(), new ScriptedPerson())
        );
        Assert.Contains($"Load key \"{key}\": bad permissions", Visit.PayByProgram(server, server.Settings()));
    }

    [Theory]
    [InlineData("OpenSSH", "ed25519")]
    [InlineData("PEM", "rsa")]
    [InlineData("PKCS8", "ecdsa")]
    public async Task AnEncryptedKeyIsOpenedOnceForAllClients(string form, string kind)
    {
        await using var server = await SshServer.StartAsync();
        var path = Encrypted(server, kind, form == "OpenSSH" ? ["-o"] : ["-m", form]);
        var question = $"Enter passphrase for key '{path}': ";
        var settings = server.Settings() with { IdentityFiles = [path] };
        var person = new ScriptedPerson("wrong", "wrong too", "secret");
        using var login = new Login(settings, person, TestContext.Current.CancellationToken);

        Assert.Equal("in", Visit.Pay(settings, login, new(settings, person)));
        Assert.Equal("in", Visit.Pay(settings, login, new(settings, person)));
        Assert.Equal([question, question, question], person.Questions);
        Assert.False(login.IsInteractive);
    }

    [Fact]
    public async Task APassphraseIsAskedForThreeTimesAtMost()
    {
        await using var server = await SshServer.StartAsync();
        var settings = server.Settings() with { IdentityFiles = [Encrypted(server, "ed25519", "-o")] };
        var person = new ScriptedPerson("wrong", "wrong", "wrong", "secret");

        Assert.Equal(Denied, Visit.Pay(settings, person));
        Assert.Equal(3, person.Questions.Count);
    }

    [Fact]
    public async Task AnEmptyPassphraseMeansTheNextKey()
    {
        await using var server = await SshServer.StartAsync();
        var settings = server.Settings() with
        {
            IdentityFiles = [Encrypted(server, "ed25519", "-o"), server.Folder["stranger"]],
        };
        Authorize(server, "mine", "stranger");
        var person = new ScriptedPerson("");

        Assert.Equal("in", Visit.Pay(settings, person));
        Assert.Single(person.Questions);
    }

    [Fact]
    public async Task NoPassphraseIsAskedForAKeyThatTheHostDoesNotKnowOrWhereNobodyIsThere()
    {
        await using var server = await SshServer.StartAsync();
        var path = Encrypted(server, "ed25519", "-o");
        var settings = server.Settings() with { IdentityFiles = [path] };
        Assert.Equal(Denied, Visit.Pay(settings, new ScriptedPerson()));
        Assert.Equal(Denied, Visit.Pay(settings with { BatchMode = true }, new ScriptedPerson("secret")));
        Authorize(server, "stranger");
        var person = new ScriptedPerson("secret");

        Assert.Equal("in", Visit.Pay(settings with { IdentityFiles = [path, server.Folder["stranger"]] }, person));
        Assert.Empty(person.Questions);
    }

    [Fact]
    public async Task TheAgentSignsWithEveryKindOfKey()
    {
        await using var server = await SshServer.StartAsync();
        foreach (var kind in (string[])["ed25519", "ecdsa", "rsa"])
        {
            using var agent = new RunningAgent(server.Folder, kind + ".sock");
            server.MakeKey(kind, kind);
            agent.Add(kind);
            Authorize(server, kind);
            var settings = server.Settings() with { IdentityFiles = [], IdentityAgent = agent.Address };

            Assert.Equal("in", Visit.Pay(settings, new ScriptedPerson()));
        }
    }

    [Fact]
    public async Task OfManyKeysInTheAgentTheOneThatAFileNamesIsTriedFirst()
    {
        await using var server = await SshServer.StartAsync("MaxAuthTries 2");
        using var agent = new RunningAgent(server.Folder, "agent.sock");
        foreach (var name in (string[])["a", "b", "c", "d"])
        {
            server.MakeKey(name);
            agent.Add(name);
        }
        Authorize(server, "d");
        var settings = server.Settings() with { IdentityAgent = agent.Address, IdentityFiles = [server.Folder["d"]] };
        File.Delete(server.Folder["d"]); // its public part alone is there

        Assert.Equal("in", Visit.Pay(settings, new ScriptedPerson()));
        Assert.Equal(
            "red refused the login after too many keys that it does not know",
            Visit.Pay(settings with { IdentityFiles = [] }, new ScriptedPerson())
        );
    }

    [Fact]
    public async Task WithIdentitiesOnlyTheAgentsOtherKeysAreNotTried()
    {
        await using var server = await SshServer.StartAsync("MaxAuthTries 2");
        using var agent = new RunningAgent(server.Folder, "agent.sock");
        foreach (var name in (string[])["a", "b", "c"])
        {
            server.MakeKey(name);
            agent.Add(name);
        }
        var settings = server.Settings() with { IdentityAgent = agent.Address, IdentitiesOnly = true };

        Assert.Equal("in", Visit.Pay(settings, new ScriptedPerson()));
        Authorize(server, "a");
        Assert.Equal(Denied, Visit.Pay(settings, new ScriptedPerson()));
    }

    [Theory]
    [InlineData("beside")]
    [InlineData("named")]
    [InlineData("agent")]
    [InlineData("named, key in the agent")]
    public async Task ACertificateGetsInWhereTheKeyAloneDoesNot(string where)
    {
        var folder = new TemporaryFolder();
        RealProgram.Run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder["ca"]);
        await using var server = await SshServer.StartAsync(
            folder,
            [SshServer.Program],
            [$"TrustedUserCAKeys {folder["ca.pub"]}"]
        );
        server.MakeKey("mine", "rsa");
        RealProgram.Run(
            "ssh-keygen",
            "-q",
            "-s",
            folder["ca"],
            "-I",
            "me",
            "-n",
            Environment.UserName,
            folder["mine.pub"]
        );
        using var agent = new RunningAgent(folder, "agent.sock");
        if (where.Contains("agent"))
        {
            agent.Add("mine");
        }
        if (where != "beside")
        {
            File.Move(folder["mine-cert.pub"], folder["elsewhere"]);
        }
        var settings = server.Settings() with
        {
            IdentityFiles = where is "agent" or "named, key in the agent" ? [] : [folder["mine"]],
            CertificateFiles = where.StartsWith("named") ? [folder["elsewhere"]] : [],
            IdentityAgent = agent.Address,
        };

        Assert.Equal("in", Visit.Pay(settings, new ScriptedPerson()));
        Assert.Equal(
            Denied,
            Visit.Pay(
                settings with
                {
                    CertificateFiles = [],
                    IdentityAgent = null,
                    IdentityFiles = [folder["ca"]],
                },
                new ScriptedPerson()
            )
        );
    }

    [Fact]
    public async Task KeysThatAreTooShortOrOfAnAlgorithmThatIsNotAcceptedAreNotTried()
    {
        await using var server = await SshServer.StartAsync();
        server.MakeKey("mine", "rsa");
        Authorize(server, "mine");
        var settings = server.Settings() with { IdentityFiles = [server.Folder["mine"]] };

        Assert.Equal(
            "in",
            Visit.Pay(settings with { PubkeyAcceptedAlgorithms = ["rsa-sha2-256"] }, new ScriptedPerson())
        );
        Assert.Equal(
            Denied,
            Visit.Pay(settings with { PubkeyAcceptedAlgorithms = ["ssh-ed25519"] }, new ScriptedPerson())
        );
        Assert.Equal(Denied, Visit.Pay(settings with { RequiredRSASize = 4096 }, new ScriptedPerson()));
    }

    [Fact]
    public async Task AKeyOfASecurityKeyIsRefusedWithTheOtherTransportNamed()
    {
        await using var server = await SshServer.StartAsync();
        var key = RealProgram.Run("ssh-keygen", "-y", "-f", server.Folder["key"]).Out.Split(' ')[1];
        byte[] point = Convert.FromBase64String(key)[^32..];
        byte[] blob =
        [
            .. SshBytes.Field("sk-ssh-ed25519@openssh.com"u8),
            .. SshBytes.Field(point),
            .. SshBytes.Field("ssh:"u8),
        ];
        var path = server.Folder["id_sk"];
        server.Folder.Write("id_sk.pub", $"sk-ssh-ed25519@openssh.com {Convert.ToBase64String(blob)} me\n");
        var settings = server.Settings() with { IdentityFiles = [path] };

        Assert.Equal(
            $"the key {path} is in a security key, which the transport ssh.net does not reach to log in to red",
            Visit.Pay(settings, new ScriptedPerson())
        );
        Assert.Equal(
            "in",
            Visit.Pay(settings with { IdentityFiles = [path, server.Folder["key"]] }, new ScriptedPerson())
        );
    }

    [Fact]
    public async Task APasswordIsAskedForThreeTimesAndGetsIn()
    {
        await using var server = await UserServer.StartAsync(first: ["PasswordAuthentication=yes"]);
        var settings = server.Server.Settings("ann") with { IdentityFiles = [] };
        var person = new ScriptedPerson("wrong", "wrong", UserServer.Password);
        using var login = new Login(settings, person, TestContext.Current.CancellationToken);

        Assert.Equal("in", Visit.Pay(settings, login, new(settings, person)));
        Assert.Equal(
            [
                "ann@red's password: ",
                "Permission denied, please try again.\nann@red's password: ",
                "Permission denied, please try again.\nann@red's password: ",
            ],
            person.Questions
        );
        Assert.True(login.IsInteractive);
        Assert.Equal("red refused the login (publickey,password)", Visit.Pay(settings, login, new(settings, person)));
        Assert.Equal(3, person.Questions.Count);
    }

    [Fact]
    public async Task NoPasswordIsAskedForInABatchOrForAHostWhoseKeyHasChanged()
    {
        await using var server = await UserServer.StartAsync(first: ["PasswordAuthentication=yes"]);
        var person = new ScriptedPerson(UserServer.Password);
        var settings = server.Server.Settings("ann") with { IdentityFiles = [] };
        var loose = settings with { StrictHostKeyChecking = HostKeyChecking.No };
        var changed = server.Server.Folder.Write("changed", $"red {server.Server.Folder.Read("stranger.pub")}");

        Assert.Equal(
            "red refused the login (publickey,password)",
            Visit.Pay(settings with { BatchMode = true }, person)
        );
        // It is the key that keeps the password from being asked for.
        Assert.Equal(
            SshFailures.ChangedHostKey(settings.Destination, $"{changed}:1").Message,
            Visit.Pay(loose with { UserKnownHostsFiles = [changed] }, person)
        );
        Assert.Empty(person.Questions);
        Assert.Equal("in", Visit.Pay(loose, person));
    }

    [Fact]
    public async Task AHostsOwnQuestionsAreShownAndAnswered()
    {
        Assert.SkipUnless(File.Exists("/etc/pam.d/sshd"), "sshd asks questions of its own by PAM only");
        await using var server = await UserServer.StartAsync(first: ["UsePAM=yes", "KbdInteractiveAuthentication=yes"]);
        var settings = server.Server.Settings("ann") with { IdentityFiles = [] };
        var person = new ScriptedPerson("wrong", UserServer.Password);

        Assert.Equal("in", Visit.Pay(settings, person));
        Assert.Equal(
            ["(ann@red) Password: ", "Permission denied, please try again.\n(ann@red) Password: "],
            person.Questions
        );
    }

    [Fact]
    public async Task APasswordAndThenTheHostsOwnQuestionGetIn()
    {
        Assert.SkipUnless(File.Exists("/etc/pam.d/sshd"), "sshd asks questions of its own by PAM only");
        await using var server = await UserServer.StartAsync(
            first:
            [
                "UsePAM=yes",
                "KbdInteractiveAuthentication=yes",
                "PasswordAuthentication=yes",
                "AuthenticationMethods=password,keyboard-interactive",
            ]
        );
        var person = new ScriptedPerson(UserServer.Password, UserServer.Password);

        Assert.Equal("in", Visit.Pay(server.Server.Settings("ann"), person));
        Assert.Equal(["ann@red's password: ", "(ann@red) Password: "], person.Questions);
    }

    [Fact]
    public async Task OfTwoClientsSideBySideOneAsksForThePassword()
    {
        await using var server = await UserServer.StartAsync(first: ["PasswordAuthentication=yes"]);
        var settings = server.Server.Settings("ann") with { IdentityFiles = [] };
        var person = new ScriptedPerson(UserServer.Password);
        using var login = new Login(settings, person, TestContext.Current.CancellationToken);
        var hostKeys = new HostKeys(settings, person);

        var outcomes = await Task.WhenAll(
            Enumerable.Range(0, 2).Select(_ => Task.Run(() => Visit.Pay(settings, login, hostKeys)))
        );

        Assert.Equal(["in", "red refused the login (publickey,password)"], outcomes.Order());
        Assert.Single(person.Questions);
    }

    [Fact]
    public async Task AQuestionThatIsCancelledEndsTheLogin()
    {
        await using var server = await UserServer.StartAsync(first: ["PasswordAuthentication=yes"]);
        var settings = server.Server.Settings("ann") with { IdentityFiles = [] };

        Assert.Throws<OperationCanceledException>(() => Visit.Pay(settings, new ScriptedPerson(ScriptedPerson.Cancel)));
    }

    [Fact]
    public async Task AKeyAndThenAPasswordGetIn()
    {
        await using var server = await UserServer.StartAsync(
            first: ["PasswordAuthentication=yes", "AuthenticationMethods=publickey,password"]
        );
        var person = new ScriptedPerson(UserServer.Password);

        Assert.Equal("in", Visit.Pay(server.Server.Settings("ann"), person));
        Assert.Equal(["ann@red's password: "], person.Questions);
    }

    [Fact]
    public async Task AnAgentThatAnswersNonsenseOrIsNotThereIsNoAgent()
    {
        await using var server = await SshServer.StartAsync();
        var address = server.Folder["nonsense.sock"];
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(address));
        listener.Listen();
        var answer = Task.Run(
            () =>
            {
                using var client = listener.Accept();
                client.Send([0xff, 0xff, 0xff, 0xff, 12, 0xff, 0xff, 0xff, 0xff]);
            },
            TestContext.Current.CancellationToken
        );

        Assert.Equal("in", Visit.Pay(server.Settings() with { IdentityAgent = address }, new ScriptedPerson()));
        await answer;
        Assert.Equal(
            "in",
            Visit.Pay(server.Settings() with { IdentityAgent = server.Folder["no-such.sock"] }, new ScriptedPerson())
        );
    }

    private static void Authorize(SshServer server, params string[] names) =>
        server.Folder.Write("key.pub", string.Concat(names.Select(name => server.Folder.Read(name + ".pub"))));

    private static string Encrypted(SshServer server, string kind, params string[] form)
    {
        var path = server.Folder["mine"];
        RealProgram.Run("ssh-keygen", ["-q", "-t", kind, "-N", "secret", "-f", path, .. form], []);
        Authorize(server, "mine");
        return path;
    }

    /// <summary>A real ssh-agent, ended with the test.</summary>
    private sealed class RunningAgent : IDisposable
    {
        private readonly TemporaryFolder _folder;
        private readonly Process _process;

        public RunningAgent(TemporaryFolder folder, string socket)
        {
            _folder = folder;
            _process = Process.Start(
                new ProcessStartInfo("ssh-agent", ["-D", "-a", folder[socket]]) { RedirectStandardOutput = true }
            )!;
            Address = folder[socket];
            // It says where it listens once it does.
            _process.StandardOutput.ReadLine();
        }

        public string Address { get; }

        public void Add(string key) =>
            Assert.Equal(
                0,
                RealProgram.Run("ssh-add", ["-q", _folder[key]], new() { ["SSH_AUTH_SOCK"] = Address }).ExitCode
            );

        public void Dispose()
        {
            _process.Kill();
            _process.WaitForExit();
            _process.Dispose();
        }
    }
}
