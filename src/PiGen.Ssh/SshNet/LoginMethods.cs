using Renci.SshNet;
using Renci.SshNet.Common;
using Renci.SshNet.Security;

namespace PiGen.Ssh.SshNet;

/// <summary>A kind of login that is tried several times, each time by a method of SSH.NET's own.</summary>
internal abstract class LoginMethod(Login login, string name) : AuthenticationMethod(login.Settings.User)
{
    public override string Name => name;

    /// <param name="way">What it is, for who wants to know it.</param>
    protected AuthenticationResult Try(AuthenticationMethod method, Session session, string way)
    {
        using (method)
        {
            try
            {
                var result = method.Authenticate(session);
                login.Way = result == AuthenticationResult.Failure ? login.Way : way;
                return result;
            }
            catch (SshConnectionException e) when (e.Message.Contains("Too many authentication failures"))
            {
                login.HasTooManyKeys = true;
                throw new SshAuthenticationException(e.Message, e);
            }
            finally
            {
                AllowedAuthentications = method.AllowedAuthentications ?? AllowedAuthentications;
                login.Offered = AllowedAuthentications ?? login.Offered;
            }
        }
    }

    // What partly succeeds asks for another kind of login; and a host may have had enough of this one.
    protected bool IsOver(AuthenticationResult result) =>
        result != AuthenticationResult.Failure || AllowedAuthentications?.Contains(Name) == false;
}

/// <summary>The person's keys, one after the other.</summary>
internal sealed class KeyMethod(Login login) : LoginMethod(login, "publickey")
{
    private readonly Login _login = login;

    public override AuthenticationResult Authenticate(Session session)
    {
        foreach (var key in _login.Keys.Select(Opened).OfType<LoginKey>())
        {
            foreach (var algorithm in key.OffersOf(_login.Settings))
            {
                var result = Try(key, algorithm, session);
                if (IsOver(result))
                {
                    return result;
                }
            }
        }
        if (AllowedAuthentications is null)
        {
            // No key was tried: the host is asked what it takes, for the sentence that says so.
            Try(new NoneAuthenticationMethod(Username), session, "none");
        }
        return AuthenticationResult.Failure;
    }

    // Only the passphrase tells which key is in an encrypted PEM.
    private LoginKey? Opened(LoginKey key) =>
        key.Bytes is not null || key.File is not { } file ? key
        : _login.Unlock(file) is null ? null
        : key with { Public = file.Public, Bytes = file.Public?.ToBytes() };

    // Of one key SSH.NET sends a signature at once; of several it asks first whether the host knows them.
    private AuthenticationResult Try(LoginKey key, string algorithm, Session session)
    {
        var way = new Way(algorithm, () => key.Bytes!, text => key.Sign(algorithm, text, _login));
        var end = new Way("none", () => throw new NotOffered(), _ => null);
        try
        {
            var offer = key.IsAtHand ? new Offer(way) : new Offer(way, end);
            return Try(new PrivateKeyAuthenticationMethod(Username, offer), session, $"{Name}, {key.Name}");
        }
        catch (NotOffered)
        {
            return AuthenticationResult.Failure;
        }
    }

    private sealed class Offer(params HostAlgorithm[] ways) : IPrivateKeySource
    {
        public IReadOnlyCollection<HostAlgorithm> HostKeyAlgorithms => ways;
    }

    private sealed class Way(string name, Func<byte[]> key, Func<byte[], byte[]?> sign) : HostAlgorithm(name)
    {
        public override byte[] Data => key();

        public override byte[] Sign(byte[] data) => sign(data) ?? throw new NotOffered();

        public override bool VerifySignature(byte[] data, byte[] signature) => throw new NotSupportedException();
    }

    /// <summary>A key goes no further; the next one is tried.</summary>
    private sealed class NotOffered : Exception;
}

/// <summary>What the person types: asked for again as often as ssh asks, and for one client only.</summary>
/// <param name="mayAsk">Whether this client is the one that asks, and the host is the one that the secret is for.</param>
internal abstract class TypedMethod(Login login, string name, Func<bool> mayAsk) : LoginMethod(login, name)
{
    private bool _hasAsked;

    protected Login Login { get; } = login;

    public override AuthenticationResult Authenticate(Session session)
    {
        lock (Login.Turn)
        {
            for (var i = 0; i < Login.Settings.NumberOfPasswordPrompts && mayAsk(); i++)
            {
                var result = Try(Make(i == 0 ? "" : "Permission denied, please try again.\n"), session, Name);
                // A host that refuses without a question will not do better.
                if (IsOver(result) || !_hasAsked)
                {
                    return result;
                }
            }
        }
        return AuthenticationResult.Failure;
    }

    /// <param name="before">What to say before the question.</param>
    protected abstract AuthenticationMethod Make(string before);

    protected string Ask(string prompt, bool isEchoed)
    {
        _hasAsked = true;
        return Login.Ask(prompt, isEchoed);
    }
}

internal sealed class PasswordMethod(Login login, Func<bool> mayAsk) : TypedMethod(login, "password", mayAsk)
{
    protected override AuthenticationMethod Make(string before)
    {
        var password = Ask($"{before}{Login.Shown(Login.UserAtHost)}'s password: ", isEchoed: false);
        var method = new PasswordAuthenticationMethod(Username, password);
        method.PasswordExpired += (_, _) => throw SshFailures.PasswordExpired(Login.Settings.Destination);
        return method;
    }
}

/// <summary>The host's own questions, as many as it has.</summary>
internal sealed class KeyboardMethod(Login login, Func<bool> mayAsk)
    : TypedMethod(login, "keyboard-interactive", mayAsk)
{
    private const int MostQuestions = 32;

    protected override AuthenticationMethod Make(string before)
    {
        var (method, asked) = (new KeyboardInteractiveAuthenticationMethod(Username), 0);
        method.AuthenticationPrompt += (_, questions) =>
        {
            // A round without a question counts as well, or a host could go on for ever.
            asked += questions.Prompts.Count + 1;
            if (asked > MostQuestions)
            {
                throw SshFailures.Other(Login.Settings.Destination, "it asks too many questions before the login");
            }
            Answer(questions, before);
            before = "";
        };
        return method;
    }

    private void Answer(AuthenticationPromptEventArgs questions, string before)
    {
        var shown = before + (questions.Instruction.Length > 0 ? Login.Shown(questions.Instruction) + "\n" : "");
        foreach (var question in questions.Prompts)
        {
            var prompt = $"{shown}({Login.Shown(Login.UserAtHost)}) {Login.Shown(question.Request)}";
            question.Response = Ask(prompt, question.IsEchoed);
            shown = "";
        }
    }
}
