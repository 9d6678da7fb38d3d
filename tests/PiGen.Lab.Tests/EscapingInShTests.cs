using PiGen.Templating.Escaping;
using PiGen.Testing;

namespace PiGen.Lab.Tests;

/// <summary>Values in scripts, as real shells read them.</summary>
public sealed class EscapingInShTests : IDisposable
{
    private const string Script = """
        #!/bin/sh
        word=x
        {{~ for v in vs ~}}
        a={{ v }} b="<{{ v }}>" c='<{{ v }}>'
        printf '%s\0' "$a" "$b" "$c" {{ v }} a{{ v }}b "$word{{ v }}" $word{{ v }} "$(printf '%s.' {{ v }})" "${word}{{ v }}`echo y`"
        case x in x) printf '%s\0' "$(case y in y) printf '%s.' {{ v }} ;; esac)" ;; esac
        cat <<END-OF-TEXT; printf '\0'
        <{{ v }}>
        END-OF-TEXT
        {{~ end ~}}
        """;

    // Each takes thousands of processes: what sh is on Debian stands for it.
    private static readonly string[] Shells = ["dash", "bash"];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("dash")]
    [InlineData("bash")]
    public void A_shell_reads_back_every_value_wherever_it_stands(string shell)
    {
        Assert.SkipWhen(RealProgram.Missing(shell) is not null, $"not installed: {shell}");
        EscapingValues.HoldsFor(EscapingValues.OfAnyLines, values => IsReadBack(shell, values));
    }

    [Theory]
    [InlineData("\ufeff'( ")]
    [InlineData("\u0081\u0082\u0083\u0084\u0085\u0086\u0087\u0088")]
    [InlineData("стуфхцчш")]
    public void Shells_read_back_byte_order_marks_and_the_bytes_that_dash_marks_its_own_text_with(string value)
    {
        Assert.SkipWhen(RealProgram.Missing(Shells) is not null, "not installed: dash or bash");
        Assert.Equal(Shells, Shells.Where(shell => IsReadBack(shell, [value])));
    }

    private bool IsReadBack(string shell, string[] values)
    {
        var script = _folder.Write("script", EscapingValues.Render(OutputLanguage.Sh, Script, values)!);
        var answer = RealProgram.Run(shell, script);
        var expected = values.Select(v => $"{v}\0<{v}>\0<{v}>\0{v}\0a{v}b\0x{v}\0x{v}\0{v}.\0x{v}y\0{v}.\0<{v}>\n\0");
        return answer == new Answer(0, string.Concat(expected), "");
    }
}
