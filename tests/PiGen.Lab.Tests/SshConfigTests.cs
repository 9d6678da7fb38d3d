using PiGen.Testing;

namespace PiGen.Lab.Tests;

/// <summary>The pieces of ssh_config, as ssh itself reads them.</summary>
public sealed class SshConfigTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("forward", "red", "hostname red.local, port 22, user pi")]
    [InlineData("forward", "red001", "hostname red.local, port 8001, user pi")]
    [InlineData("forward", "red002", "hostname red.local, port 8002, user pi")]
    [InlineData("jump", "red", "hostname red.local, port 22, user pi")]
    [InlineData("jump", "red001", "hostname red001, port 22, proxyjump red, user pi")]
    [InlineData("jump", "red002", "hostname red002, port 22, proxyjump red, user pi")]
    public void Ssh_reads_what_was_meant(string style, string host, string expected)
    {
        Pigen.Render(_folder.Path);
        Assert.Equal(expected, Read(style, host));
    }

    [Theory]
    [InlineData("forward", "red001", "hostname fd00::24, port 9001, user root")]
    [InlineData("jump", "red", "hostname fd00::24, port 22, user root")]
    [InlineData("jump", "red001", "hostname red001, port 22, proxyjump red, user root")]
    public void An_IPv6_manager_is_read_as_an_address(string style, string host, string expected)
    {
        Pigen.Render(_folder.Path, "--manager-address", "fd00::24", "--user", "root", "--port", "9001");
        Assert.Equal(expected, Read(style, host));
    }

    private string Read(string style, string host)
    {
        Assert.SkipWhen(RealProgram.Missing("ssh") is not null, "not installed: ssh");
        var answer = RealProgram.Run("ssh", "-T", "-G", "-F", _folder[$"laptop/ssh_config.{style}"], host);
        Assert.Equal("", answer.Error);
        var lines = answer
            .Out.Split('\n')
            .Where(line => line.Split(' ')[0] is "hostname" or "port" or "user" or "proxyjump");
        return string.Join(", ", lines.Order(StringComparer.Ordinal));
    }
}
