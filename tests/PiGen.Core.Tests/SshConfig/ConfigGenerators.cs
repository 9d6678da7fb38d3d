using FsCheck;
using FsCheck.Fluent;

namespace PiGen.Core.Tests.SshConfig;

/// <summary>Configurations out of all that ssh can read, written in all ways in which it can be.</summary>
internal static class ConfigGenerators
{
    private static readonly Gen<string> Pattern = Gen.Elements(
        "alpha",
        "beta",
        "gamma.lan",
        "*",
        "a*",
        "?eta",
        "*.lan",
        "!beta",
        "!a*",
        "\"alpha\"",
        "'b'eta",
        "*a*a*"
    );

    private static readonly Gen<string> Criterion = Gen.Elements(
        "all",
        "host alpha",
        "host *.lan,beta",
        "!host alpha",
        "originalhost=beta",
        "originalhost \"alpha\"",
        "!originalhost a*,*b*",
        "host !alpha,*"
    );

    private static readonly Gen<string> Header = Gen.OneOf(
        Pattern.NonEmptyListOf().Select(patterns => $"Host {string.Join(' ', patterns.Take(4))}"),
        Criterion.Select(criterion => $"Match {criterion}"),
        Criterion.Where(criterion => criterion != "all").Two().Select(two => $"MATCH {two.Item1} {two.Item2}"),
        Gen.Elements("Include included/first.conf", "include included/nested.conf", "Include=included/s*.conf none")
    );

    private static readonly Gen<string> Setting = Gen.OneOf(
        Gen.Choose(1, 9).Select(number => $"Port {number}"),
        Gen.Elements("User anna", "user=bert", "USER = \"carl\"", "User\tdora # not anna", "\"User\" emil"),
        Gen.Elements("HostName alpha", "hostname beta", "HostName=\"gamma.lan\"", "Compression yes"),
        Gen.Elements("", "#", "  # Host alpha", "\t")
    );

    private static readonly Gen<string> Line =
        from text in Gen.OneOf(Header, Setting, Setting)
        from before in Gen.Elements("", "", "  ", "\t")
        from after in Gen.Elements("\n", "\n", "\r\n", " \n", "\t\r\n", " \f\n")
        select before + text + after;

    /// <summary>What ssh reads without complaint.</summary>
    public static Gen<string> Text { get; } = Line.ListOf().Select(lines => string.Concat(lines));

    /// <summary>Any lines at all, markers of PiGen's among them.</summary>
    public static Gen<string> Garbage { get; } =
        Gen.Elements(
                "Host ",
                "red",
                "Match",
                "all",
                "exec",
                "Include",
                "~/.ssh/config.d/pigen-*.conf",
                "Include ~/.ssh/config.d/pigen-*.conf",
                "# pigen begin red",
                "# pigen end red",
                "# pigen begin blue 0",
                "ProxyJump red,",
                "\"",
                "'",
                "\\",
                "=",
                "#",
                " ",
                "\t",
                "\r",
                "\n",
                "\r\n",
                "\n",
                "\f",
                "\0",
                "ü",
                "\udc80",
                "!",
                "*",
                ",",
                ":",
                "@",
                "[",
                "]"
            )
            .ListOf()
            .Select(pieces => string.Concat(pieces));
}
