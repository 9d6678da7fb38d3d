using FsCheck;
using FsCheck.Fluent;
using PiGen.Testing;

namespace PiGen.Cli.Tests;

/// <summary>Whatever a person writes as the value of an option: it is taken, or it is a mistake with a place.</summary>
public sealed class OptionLaws : IDisposable
{
    private static readonly string[] Options =
    [
        "--wlan",
        "--manager",
        "--manager-address",
        "--user",
        "--identity",
        "--port",
        "--expose",
        "--workers",
        "--kind",
    ];

    private static readonly Gen<string> Values = Gen.Elements([
            .. ".:a1-[]/@ ,0%~*^&!é\t\u202E\uD800\\'\"".Select(c => $"{c}"),
            "eth0",
            "10.0.0.1",
            "::",
            "red00",
            "[1-2]",
        ])
        .ArrayOf()
        .Select(string.Concat);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Any_value_is_taken_or_a_mistake() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(3000).WithEndSize(8),
            Prop.ForAll(
                Gen.Elements(Options).Zip(Values).ArrayOf(3).ToArbitrary(),
                given =>
                {
                    string[] words = [.. given.Select(each => $"{each.Item1}={each.Item2}")];
                    string[] workers = words.Any(word => word.StartsWith("--workers", StringComparison.Ordinal))
                        ? []
                        : ["--workers", "red00[1-2]"];
                    var answer = Pigen.Run(["render", "--output", _folder["out"], .. workers, .. words]);
                    Assert.True(
                        answer.ExitCode == 0 || answer.Error.Contains("error PG", StringComparison.Ordinal),
                        answer.Error
                    );
                }
            )
        );
}
