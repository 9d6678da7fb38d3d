using PiGen.Templating.Escaping;
using PiGen.Testing;

namespace PiGen.Lab.Tests;

/// <summary>Values in units, as systemd reads them.</summary>
public sealed class EscapingInUnitsTests : IDisposable
{
    private const string Unit = """
        [Unit]
        Description=Values
        [Service]
        Type=oneshot
        {{~ for v in vs ~}}
        # {{ v }}
        Environment=A={{ v }} "B=<{{ v }}>"
        ExecStart=/bin/echo {{ v }} "<{{ v }}>" '<{{ v }}>' a{{ v }}b \
            {{ v }} --c={{ v }}{{ v }}
        {{~ end ~}}

        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_command_line_has_every_value_in_the_word_it_was_printed_in() =>
        EscapingValues.HoldsFor(EscapingValues.OfOneLine, IsReadBack);

    [Fact]
    public void Systemd_has_nothing_to_say_about_a_unit_with_any_values()
    {
        Assert.SkipWhen(RealProgram.Missing("systemd-analyze") is not null, "not installed: systemd-analyze");
        EscapingValues.HoldsFor(EscapingValues.OfOneLine, IsSilent);
    }

    private static bool IsReadBack(string[] values) =>
        UnitReader
            .Commands(EscapingValues.Render(OutputLanguage.Systemd, Unit, values)!, "ExecStart")
            .SelectMany(words => words)
            .SequenceEqual(
                values.SelectMany(v => new[] { "/bin/echo", v, $"<{v}>", $"<{v}>", $"a{v}b", v, $"--c={v}{v}" })
            );

    private bool IsSilent(string[] values)
    {
        var file = _folder.Write("values.service", EscapingValues.Render(OutputLanguage.Systemd, Unit, values)!);
        return RealProgram.Run("systemd-analyze", "verify", "--man=no", file) == new Answer(0, "", "");
    }
}
