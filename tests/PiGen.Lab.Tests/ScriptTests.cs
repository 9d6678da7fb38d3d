using PiGen.Testing;

namespace PiGen.Lab.Tests;

/// <summary>The install and uninstall scripts, checked by shellcheck and dash.</summary>
public sealed class ScriptTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("shellcheck", "--shell=sh")]
    [InlineData("dash", "-n")]
    public void Both_scripts_are_plain_POSIX_sh(string program, string option)
    {
        Assert.SkipWhen(RealProgram.Missing(program) is not null, $"not installed: {program}");
        Pigen.Render(_folder.Path, "--expose", "80:8080");
        var answer = RealProgram.Run(program, option, _folder["red/install.sh"]);
        var mirror = RealProgram.Run(program, option, _folder["red/uninstall.sh"]);
        Assert.Equal((new Answer(0, "", ""), new Answer(0, "", "")), (answer, mirror));
    }
}
