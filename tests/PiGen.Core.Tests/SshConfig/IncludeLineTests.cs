using PiGen.Core.SshConfig;
using PiGen.Testing;

namespace PiGen.Core.Tests.SshConfig;

/// <summary>The line by which all clusters' files are read.</summary>
public class IncludeLineTests
{
    [Theory]
    [InlineData("~/.ssh/config.d", "Include ~/.ssh/config.d/pigen-*.conf")]
    [InlineData("/etc/ssh/config.d/", "Include /etc/ssh/config.d/pigen-*.conf")]
    [InlineData("/home/anna b/config.d", "Include \"/home/anna b/config.d/pigen-*.conf\"")]
    [InlineData("/home/a#b", "Include \"/home/a#b/pigen-*.conf\"")]
    [InlineData("/home/zoë", "Include /home/zoë/pigen-*.conf")]
    [InlineData("config.d", null)]
    [InlineData("", null)]
    [InlineData("~anna/config.d", null)]
    [InlineData("/home/*", null)]
    [InlineData("/home/[a]", null)]
    [InlineData("/home/a\"b", null)]
    [InlineData("/home/a'b", null)]
    [InlineData("/home/a\\b", null)]
    [InlineData("/home/a\nb", null)]
    [InlineData("/home/%h", null)]
    [InlineData("/home/$USER", null)]
    public void A_folder_is_quoted_as_it_must_be_or_refused(string folder, string? line) =>
        Assert.Equal(line, IncludeLine.TryOf(folder)?.Text);

    [Theory]
    [InlineData("anna")]
    [InlineData("anna b")]
    [InlineData("anna#b")]
    [InlineData("zoë=")]
    public void Ssh_reads_the_files_of_the_folder(string name)
    {
        Assert.SkipWhen(RealProgram.Missing("ssh") is not null, "not installed: ssh");
        using var folder = new TemporaryFolder();
        folder.Write($"{name}/pigen-red.conf", "Host red\n  Port 2290\n");
        var config = folder.Write("config", IncludeLine.TryOf(folder[name])!.Text + "\n");
        var answer = RealProgram.Run("ssh", "-T", "-G", "-F", config, "red");
        Assert.Equal("2290", EffectiveSettings.Parse(answer.Out).First("port"));
    }

    [Fact]
    public void A_line_of_any_bytes_goes_into_a_file_of_any_bytes_and_out_again()
    {
        byte[] latin1 = [(byte)'#', 0xfc, (byte)'\n'];
        var line = IncludeLine.TryOf("/home/zoë")!;
        var with = ConfigEdit.AddInclude(ConfigFile.Parse("config", latin1), line).Bytes!;
        Assert.Equal(latin1, ConfigEdit.RemoveInclude(ConfigFile.Parse("config", with), line, []).Bytes);
    }
}
