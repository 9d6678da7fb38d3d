using System.Text;
using PiGen.Core.Keys;
using PiGen.Templating.Text;
using Renci.SshNet;

namespace PiGen.Ssh.SshNet;

/// <summary>A file that ssh_config names as a person's key: the private key, perhaps encrypted, or its public part for an agent that has the other.</summary>
internal sealed class KeyFile : IDisposable
{
    private const int LongestFile = 16 * 1024 * 1024;
    private const UnixFileMode OthersMode = (UnixFileMode)0b000_111_111;

    private readonly string _text;
    private readonly Lock _turn = new();
    private PrivateKeyFile? _private;
    private bool _isGivenUp;

    private KeyFile(string path, string text)
    {
        (Path, _text) = (path, text);
        HasPrivate = text.Contains("PRIVATE KEY-----", StringComparison.Ordinal);
        IsEncrypted = text.Contains("ENCRYPTED", StringComparison.Ordinal);
        if (TryReadHeader(text, out var cipher) is { } key)
        {
            (Public, IsEncrypted) = (key, cipher != "none");
        }
        Public ??= PublicKey.TryParse((HasPrivate ? TryReadText(path + ".pub") ?? "" : text).Split('\n')[0]);
        if (Public is null && !IsEncrypted)
        {
            Unlock(ask: null, tries: 0);
        }
    }

    public string Path { get; }

    /// <summary>Null if only the passphrase gives it away: an encrypted PEM without a file .pub beside it.</summary>
    public PublicKey? Public { get; private set; }

    public bool HasPrivate { get; }

    public bool IsEncrypted { get; }

    /// <summary>Whether it is a private key that ssh does not use, since others can read it.</summary>
    public bool IsReadableByOthers =>
        HasPrivate && !OperatingSystem.IsWindows() && (File.GetUnixFileMode(Path) & OthersMode) != 0;

    /// <summary>Null if there is none, not even its public part.</summary>
    public static KeyFile? TryRead(string path) =>
        (TryReadText(path) ?? TryReadText(path + ".pub")) is { } text ? new(path, text) : null;

    /// <summary>What is in a file of keys, a character for each byte; null if it is missing, cannot be read or is far too long.</summary>
    public static string? TryReadText(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            var bytes = new byte[Math.Min(file.Length, LongestFile)];
            file.ReadExactly(bytes);
            return bytes.Length < file.Length ? null : Encoding.Latin1.GetString(bytes);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return null;
        }
    }

    /// <summary>The private key, with its passphrase asked for at most so many times; null if it stays closed. Nobody is asked twice for one.</summary>
    /// <param name="ask">Asks for a passphrase; null for nobody there.</param>
    public PrivateKeyFile? Unlock(Func<string, string>? ask, int tries)
    {
        lock (_turn)
        {
            if (_private is not null || _isGivenUp || !HasPrivate || IsReadableByOthers)
            {
                return _private;
            }
            _private = IsEncrypted ? AskAndOpen(ask, tries) : TryOpen(passphrase: null);
            _isGivenUp = _private is null;
            Public ??= _private is null ? null : PublicKey.TryRead(_private.HostKeyAlgorithms.First().Data);
            return _private;
        }
    }

    public void Dispose() => _private?.Dispose();

    private PrivateKeyFile? AskAndOpen(Func<string, string>? ask, int tries)
    {
        for (var i = 0; i < tries && ask is not null; i++)
        {
            var passphrase = ask($"Enter passphrase for key '{ShownText.Of(Path)}': ");
            // As for ssh, no passphrase means another key.
            if (passphrase.Length == 0)
            {
                return null;
            }
            if (TryOpen(passphrase) is { } opened)
            {
                return opened;
            }
        }
        return null;
    }

    // A wrong passphrase makes garbage of the key, and SSH.NET and BouncyCastle trip over it in a dozen ways.
#pragma warning disable CA1031
    private PrivateKeyFile? TryOpen(string? passphrase)
    {
        try
        {
            return new(new MemoryStream(Encoding.Latin1.GetBytes(_text)), passphrase);
        }
        catch (Exception)
        {
            return null;
        }
    }
#pragma warning restore CA1031

    // PROTOCOL.key of OpenSSH: the public key stands before what is encrypted.
    private static PublicKey? TryReadHeader(string text, out string cipher)
    {
        cipher = "";
        var parts = text.Split("-----", StringSplitOptions.TrimEntries);
        var bytes = new byte[text.Length];
        if (
            parts.Length < 4
            || parts[1] != "BEGIN OPENSSH PRIVATE KEY"
            || !Convert.TryFromBase64String(parts[2], bytes, out var length)
            || !bytes.AsSpan(0, length).StartsWith("openssh-key-v1\0"u8)
        )
        {
            return null;
        }
        ReadOnlySpan<byte> rest = bytes.AsSpan(0, length)["openssh-key-v1\0".Length..];
        cipher = Encoding.ASCII.GetString(SshBytes.Take(ref rest));
        SshBytes.Take(ref rest); // how the passphrase becomes a key
        SshBytes.Take(ref rest); // and with what
        rest = rest.Length < sizeof(int) ? default : rest[sizeof(int)..]; // how many keys: one
        return PublicKey.TryRead(SshBytes.Take(ref rest));
    }
}
