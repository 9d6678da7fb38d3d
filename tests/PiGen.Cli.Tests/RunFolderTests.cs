using System.Diagnostics;
using PiGen.Cli.Tests.Ssh;
using PiGen.Testing;

namespace PiGen.Cli.Tests;

/// <summary>What lies in the temporary folder after a run, and after one that was killed.</summary>
public sealed class RunFolderTests : IDisposable
{
    private readonly StandInSsh _ssh = new();

    public void Dispose() => _ssh.Dispose();

    [Theory]
    [InlineData("exit 1")]
    [InlineData("exec yes")]
    [InlineData("echo look; echo uptime 1; echo")]
    public void Nothing_stays_after_a_run_that_ends_by_itself(string script)
    {
        _ssh.Script("red", script);
        _ssh.Run("status", "--host", "red");
        Assert.Empty(Directory.GetFileSystemEntries(_ssh.Folder["tmp"], "pigen-*"));
    }

    [Fact]
    public async Task What_a_killed_run_left_goes_with_the_next_and_nothing_else_does()
    {
        _ssh.Script("red", "echo begun >\"$HOSTS/begun\"; exec sleep 20");
        await KillInTheMiddleAsync();
        Assert.Single(Directory.GetDirectories(_ssh.Folder["tmp"], "pigen-*"));
        _ssh.Folder.Write("victim/precious", "");
        Directory.CreateSymbolicLink(_ssh.Folder["tmp/pigen-run-link"], _ssh.Folder["victim"]);
        _ssh.Folder.Write("tmp/pigen-run-held/.pigen-lock", "");
        _ssh.Folder.Write("tmp/pigen-run-another/.pigen-lock", "");
        if (Environment.IsPrivilegedProcess)
        {
            RealProgram.Run("chown", "-R", "65534", _ssh.Folder["tmp/pigen-run-another"]);
        }
        else
        {
            Directory.Delete(_ssh.Folder["tmp/pigen-run-another"], recursive: true);
        }
        using (var holder = Process.Start("flock", [_ssh.Folder["tmp/pigen-run-held/.pigen-lock"], "sleep", "20"]))
        {
            await HeldAsync(_ssh.Folder["tmp/pigen-run-held/.pigen-lock"]);
            _ssh.Script("red", "exit 1");
            _ssh.Run("status", "--host", "red");
            holder.Kill(entireProcessTree: true);
        }
        string[] expected = ["another", "held", "link"];
        Assert.Equal(
            expected.Where(name => name != "another" || Environment.IsPrivilegedProcess),
            Directory
                .GetFileSystemEntries(_ssh.Folder["tmp"], "pigen-*")
                .Select(entry => Path.GetFileName(entry)["pigen-run-".Length..])
                .Order(StringComparer.Ordinal)
        );
        Assert.True(File.Exists(_ssh.Folder["victim/precious"]));
    }

    private async Task KillInTheMiddleAsync()
    {
        using var program = _ssh.Start("status", "--host", "red");
        while (!File.Exists(_ssh.Folder["hosts/begun"]))
        {
            Assert.False(program.HasExited);
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
        program.Kill(entireProcessTree: true);
        await program.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    private static async Task HeldAsync(string file)
    {
        while (RealProgram.Run("flock", "-n", file, "true").ExitCode == 0)
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }
}
