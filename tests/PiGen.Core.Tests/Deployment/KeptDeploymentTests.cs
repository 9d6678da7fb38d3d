using System.Formats.Tar;
using System.Text;
using PiGen.Core.Deployment;
using PiGen.Core.Rendering;
using static PiGen.Core.Tests.Deployment.Artifacts;

namespace PiGen.Core.Tests.Deployment;

public class KeptDeploymentTests
{
    private const string Folder = "/var/lib/pigen/clusters/default/deployments/6";

    private static readonly string Record = $"{Sha256("x")} /etc/x\n{Sha256("y")} /etc/my y\n";

    [Fact]
    public async Task What_a_kept_deployment_installed_is_read_by_root_from_its_own_folder()
    {
        var host = Host(Packed(("./etc/x", "x", "0600"), ("./etc/my y", "y", "0755")));
        var kept = await Read(host);
        Assert.Equal(
            ["red:/etc/x 0600 x", "red:/etc/my y 0755 y"],
            kept.Artifacts.Select(artifact =>
                $"{artifact.Destination} {FileModes.Format(artifact.Mode)} {Encoding.UTF8.GetString(artifact.Bytes.Span)}"
            )
        );
        Assert.Equal(DeploymentPlan.Entries(kept.Artifacts), kept.Entries);
        Assert.Equal(
            (true, $"{Folder}/files {Folder}/installed"),
            (host.Commands.Single().IsRoots, string.Join(' ', host.Arguments.TakeLast(2)))
        );
    }

    [Theory]
    [InlineData("")]
    [InlineData("!")]
    [InlineData("QUJD")]
    public async Task An_answer_that_is_garbled_or_lacks_a_file_is_a_failure(string answer)
    {
        var failure = await Assert.ThrowsAsync<Failure>(() => Read(Host(answer)));
        Assert.Equal("pi@red.local does not say what it had before: its answer is garbled", failure.Message);
        await Assert.ThrowsAsync<Failure>(() => Read(Host(Packed(("./etc/x", "x", "0600")))));
    }

    private static Task<KeptDeployment> Read(FakeHost host) =>
        KeptDeployment.ReadAsync(host, "red", StatePaths.Present, "6", TestContext.Current.CancellationToken);

    private static FakeHost Host(string answer)
    {
        var host = new FakeHost { Lines = [.. answer.Chunk(76).Select(line => new string(line))] };
        host.Files[Folder + "/installed"] = FakeHost.FileOf(Record);
        return host;
    }

    private static string Packed(params (string Name, string Text, string Mode)[] files)
    {
        var bytes = new MemoryStream();
        using (var writer = new TarWriter(bytes, TarEntryFormat.Gnu, leaveOpen: true))
        {
            foreach (var (name, text, mode) in files)
            {
                writer.WriteEntry(
                    new GnuTarEntry(TarEntryType.RegularFile, name)
                    {
                        Mode = Mode(mode),
                        DataStream = new MemoryStream(Encoding.UTF8.GetBytes(text)),
                    }
                );
            }
        }
        return Convert.ToBase64String(bytes.ToArray());
    }
}
