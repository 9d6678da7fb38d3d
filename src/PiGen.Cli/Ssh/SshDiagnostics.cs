using PiGen.Core.Model;
using PiGen.Templating.Text;

namespace PiGen.Cli.Ssh;

/// <summary>Every mistake in how a person says where ssh leads, one method each.</summary>
internal static class SshDiagnostics
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
