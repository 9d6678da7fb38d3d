using PiGen.Templating.Escaping;
using PiGen.Testing;

namespace PiGen.Lab.Tests;

/// <summary>Values that would run a command, in what is bash's own and what shells read differently.</summary>
public sealed class EscapingFromBashTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("echo $'{{ vs[0] }}' {{ vs[1] }}", @"\", "; touch PWN; '")]
    [InlineData("echo $'{{ vs[0] }}'", "'; touch PWN; '")]
    [InlineData("echo $'it\\'s' {{ vs[0] }} '", "$(touch PWN)")]
    [InlineData("echo $[{{ vs[0] }}]", "a[$(touch PWN)]")]
    [InlineData("(( {{ vs[0] }} ))", "a[$(touch PWN)]")]
    [InlineData("((1)); (( a = {{ vs[0] }} ))", "a[$(touch PWN)]")]
    [InlineData("for (( i={{ vs[0] }}; i < 1; i++ )); do :; done", "a[$(touch PWN)]")]
    [InlineData("((1<<2))\nx={{ vs[0] }}\n2))", "$(touch PWN)")]
    [InlineData("a[1<<2]=3; echo {{ vs[0] }}\necho {{ vs[0] }}", "$(touch PWN)")]
    [InlineData("x[{{ vs[0] }}]=1", "$(touch PWN)")]
    [InlineData("x=([{{ vs[0] }}]=1)", "$(touch PWN)")]
    [InlineData("[[ {{ vs[0] }} -eq 1 ]]", "a[$(touch PWN)]")]
    [InlineData("[[ a =~ (#) ]] || echo {{ vs[0] }}", "$(touch PWN)")]
    [InlineData("[ {{ vs[0] }} -eq 1 ]", "a[$(touch PWN)]")]
    [InlineData("[ -v {{ vs[0] }} ]", "a[$(touch PWN)]")]
    [InlineData("let {{ vs[0] }}", "a[$(touch PWN)]")]
    [InlineData("\\let {{ vs[0] }}", "a[$(touch PWN)]")]
    [InlineData("declare -i a={{ vs[0] }}", "b[$(touch PWN)]")]
    [InlineData("printf -v {{ vs[0] }} x", "a[$(touch PWN)]")]
    [InlineData("echo x | read {{ vs[0] }}", "a[$(touch PWN)]")]
    [InlineData("cat <<EOF\nE\\\n{{ vs[0] }}\ntouch PWN\nEOF", "OF")]
    [InlineData("cat <<E\n{{ vs[0] }}E\ntouch PWN\nE", "x\n")]
    [InlineData("cat <<E\n{{ vs[0] }}E\ntouch PWN\nE", "")]
    [InlineData("echo {a,{{ vs[0] }}}", "b,$(touch PWN)")]
    public void No_shell_runs_what_stands_in_a_value(string template, params string[] values)
    {
        Assert.SkipWhen(RealProgram.Missing("bash", "dash") is not null, "not installed: bash or dash");
        var trace = _folder["pwn"];
        var armed = values.Select(value => value.Replace("PWN", trace, StringComparison.Ordinal));
        var armedTemplate = template.Replace("PWN", trace, StringComparison.Ordinal);
        var script = _folder.Write("script", EscapingValues.Render(OutputLanguage.Sh, armedTemplate, armed) ?? "");
        RealProgram.Run("bash", script);
        RealProgram.Run("dash", script);
        Assert.False(File.Exists(trace));
    }
}
