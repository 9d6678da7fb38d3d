using FsCheck.Fluent;
using PiGen.Templating.Escaping;
using PiGen.Testing;

namespace PiGen.Lab.Tests;

/// <summary>Values in an ssh_config, as ssh reads them.</summary>
public sealed class EscapingInSshConfigTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("User {{ vs[0] }}", "user {0}")]
    [InlineData("User \"<{{ vs[0] }}>\"", "user <{0}>")]
    [InlineData("HostKeyAlias={{ vs[0] }}", "hostkeyalias {0}")]
    [InlineData("BindAddress x{{ vs[0] }}y", "bindaddress x{0}y")]
    [InlineData("SetEnv A={{ vs[0] }} B='{{ vs[0] }}'", "setenv A={0}\nsetenv B={0}")]
    [InlineData("HostName red-{{ vs[0] }}", "hostname red-{0}")] // a number alone is an address to ssh: 1 is 0.0.0.1
    public void Ssh_reads_back_the_value_or_it_is_refused(string line, string expected)
    {
        Assert.SkipWhen(RealProgram.Missing("ssh") is not null, "not installed: ssh");
        var values = EscapingValues.OfOneLine.Sample(60, 40).Where(value => value.Length > 0).ToArray();
        Assert.Equal("", string.Join('\n', values.Where(value => !IsReadBackOrRefused(line, expected, value))));
    }

    [Fact]
    public void The_shell_that_runs_a_command_of_ssh_reads_back_the_value()
    {
        Assert.SkipWhen(RealProgram.Missing("ssh", "sh") is not null, "not installed: ssh or sh");
        var file = _folder["words"];
        var values = EscapingValues.OfOneLine.Sample(60, 40);
        var command =
            $"ProxyCommand sh -c 'printf \"%%s\\0\" \"$@\" >>{file}' sh {{{{ vs[0] }}}} \"<{{{{ vs[0] }}}}>\"";
        foreach (var value in values)
        {
            var config = EscapingValues.Render(OutputLanguage.SshConfig, command, value)!;
            RealProgram.Run("ssh", "-F", _folder.Write("config", config + "\n"), "red", "true");
        }
        Assert.Equal(string.Concat(values.Select(value => $"{value}\0<{value}>\0")), _folder.Read("words"));
    }

    private bool IsReadBackOrRefused(string line, string expected, string value)
    {
        if (EscapingValues.Render(OutputLanguage.SshConfig, line, value) is not { } config)
        {
            return true;
        }
        var answer = RealProgram.Run("ssh", "-T", "-G", "-F", _folder.Write("config", config + "\n"), "red");
        var lines = expected.Replace("{0}", value, StringComparison.Ordinal) + "\n";
        // ssh prints names of hosts in small letters.
        return answer.Error == "" && answer.Out.Contains(lines, StringComparison.OrdinalIgnoreCase);
    }
}
