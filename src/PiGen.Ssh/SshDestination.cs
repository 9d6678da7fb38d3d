using PiGen.Core.Model;
using PiGen.Templating.Text;

namespace PiGen.Ssh;

/// <summary>
/// Where ssh leads, as a person writes it: <c>[user@]host[:port]</c>. The host may be a name of theirs in ssh_config;
/// what is not written is left to ssh. No part of it can be read as an option or by a shell.
/// </summary>
/// <param name="Host">IPv6 without brackets.</param>
public sealed record SshDestination(string? User, string Host, Port? Port)
{
    public static SshDestination? TryParse(string text) => Parse(new SourceText("HOST", text), []);

    public static SshDestination? Parse(SourceText text, DiagnosticBag diagnostics) => Parse(text.Whole, diagnostics);

    /// <summary>The destination; null, with the mistake in <paramref name="diagnostics"/>, if the text names none.</summary>
    public static SshDestination? Parse(SourceSpan text, DiagnosticBag diagnostics)
    {
        // The last one: a user of a directory has a name such as pi@home.example.
        var at = text.Text.LastIndexOf('@');
        var user = at < 0 ? null : (SourceSpan?)text.Slice(0, at);
        if (user is { } written && !IsUser(written.Text))
        {
            diagnostics.Add(SshDiagnostics.NoUserName(text.Slice(0, at + 1)));
            return null;
        }
        return ParseHost(user?.Text.ToString(), text.Slice(at + 1, text.Length - at - 1), diagnostics);
    }

    /// <summary>As a person types it after <c>ssh</c>, but for the port: <c>pi@red.local</c>.</summary>
    public string Login => User is null ? Host : $"{User}@{Host}";

    /// <summary>What <see cref="Parse(SourceText, DiagnosticBag)"/> reads back, and what ssh takes after -J.</summary>
    public override string ToString()
    {
        var host = Host.Contains(':') ? $"[{Host}]" : Host;
        return (User is null ? "" : $"{User}@") + host + (Port is null ? "" : $":{Port}");
    }

    private static SshDestination? ParseHost(string? user, SourceSpan text, DiagnosticBag diagnostics)
    {
        var colon = text.Text.StartsWith('[') ? text.Text.IndexOf(']') + 1 : text.Text.IndexOf(':');
        if (Mistake(text) is { } mistake)
        {
            diagnostics.Add(mistake);
            return null;
        }
        var host = (colon < 0 ? text.Text : text.Text[..colon]).Trim("[]").ToString();
        if (colon < 0 || colon == text.Length)
        {
            return new(user, host, Port: null);
        }
        var port = text.Slice(colon, text.Length - colon);
        if (ParsePort(port.Text) is { } number)
        {
            return new(user, host, number);
        }
        diagnostics.Add(SshDiagnostics.NoPort(port));
        return null;
    }

    private static Diagnostic? Mistake(SourceSpan host)
    {
        var text = host.Text;
        if (text.IsEmpty)
        {
            return SshDiagnostics.NoHost(host);
        }
        if (text[0] != '[')
        {
            var colon = text.IndexOf(':');
            return text.Count(':') > 1 && IsIPv6(text) ? SshDiagnostics.BareIPv6(host)
                : colon == 0 ? SshDiagnostics.NoHost(host.Slice(0, 0))
                : IsName(colon < 0 ? text : text[..colon]) ? null
                : SshDiagnostics.NoHostName(host.Slice(0, colon < 0 ? text.Length : colon));
        }
        var end = text.IndexOf(']');
        return end < 0 ? SshDiagnostics.UnclosedAddress(host.Slice(0, 1))
            : IsIPv6(text[1..end]) ? null
            : SshDiagnostics.NoHostName(host.Slice(1, end - 1));
    }

    private static Port? ParsePort(ReadOnlySpan<char> text) =>
        text.Length is >= 2 and <= 6 && text[0] == ':' && !text[1..].ContainsAnyExceptInRange('0', '9')
            ? Core.Model.Port.TryFrom(int.Parse(text[1..]))
            : null;

    // As ssh 9.6 does: nothing that a shell reads, since ssh may splice both into ProxyCommand or Match exec.
    private static bool IsUser(ReadOnlySpan<char> text) =>
        !text.IsEmpty && text[0] != '-' && text.ToString().All(c => IsNameCharacter(c) || c is '@' or '+');

    private static bool IsName(ReadOnlySpan<char> text) =>
        text.Length <= 255 && text[0] != '-' && text.ToString().All(IsNameCharacter);

    private static bool IsNameCharacter(char c) => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_';

    // With a zone, as in fe80::1%eth0, which an address of a listener has not.
    private static bool IsIPv6(ReadOnlySpan<char> text)
    {
        var zone = text.IndexOf('%');
        return zone < 0
            ? IpAddress.TryParse(text.ToString()) is { IsIPv6: true }
            : IpAddress.TryParse(text[..zone].ToString()) is { IsIPv6: true }
                && zone + 1 < text.Length
                && text[(zone + 1)..].ToString().All(IsNameCharacter);
    }
}

/// <summary>Every mistake in how a person says where ssh leads, one method each.</summary>
public static class SshDiagnostics
{
    private const string Form = "write [USER@]HOST[:PORT], as in pi@red.local or pi@[fd00::24]:2222";

    public static Diagnostic NoHost(SourceSpan destination) => Error("PG0601", destination, "no host is named", Form);

    public static Diagnostic NoHostName(SourceSpan host) =>
        Error(
            "PG0602",
            host,
            "this is neither a host's name nor its address",
            "write a name that ssh knows, with letters, digits, '.', '-' and '_'"
        );

    public static Diagnostic NoUserName(SourceSpan user) =>
        Error(
            "PG0603",
            user,
            "this is no user's name",
            "write letters, digits, '.', '-' and '_' before '@', or leave both out"
        );

    public static Diagnostic NoPort(SourceSpan port) =>
        Error(
            "PG0604",
            port,
            "this is no port",
            $"write a number from 1 to {Port.Highest} after ':', or leave both out"
        );

    public static Diagnostic BareIPv6(SourceSpan address) =>
        Error(
            "PG0605",
            address,
            "an IPv6 address cannot be told from its port",
            $"put the address into brackets, as in [{address.Text}]"
        );

    public static Diagnostic UnclosedAddress(SourceSpan bracket) =>
        Error("PG0606", bracket, "this address is never closed", "add ']' after the address, as in [fd00::24]:2222");

    private static Diagnostic Error(string code, SourceSpan span, string message, string hint) =>
        new(code, Severity.Error, span, message, hint);
}
