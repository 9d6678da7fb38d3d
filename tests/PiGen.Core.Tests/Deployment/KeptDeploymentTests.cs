using System.Text;
using PiGen.Core.Deployment;
using PiGen.Core.Rendering;
using static PiGen.Core.Tests.Deployment.Artifacts;

namespace PiGen.Core.Tests.Deployment;

public class KeptDeploymentTests
{
    private const string Folder = "/var/lib/pigen/deployments/6";

    [Fact]
    public async Task What_a_kept_deployment_installed_is_read_from_its_own_folder()
    {
        var host = new FakeHost();
        host.Files[Folder + "/installed"] = FakeHost.FileOf($"{Sha256("x")} /etc/x\n{Sha256("y")} /etc/my y\n");
        host.Files[Folder + "/etc/x"] = FakeHost.FileOf("x");
        host.Files[Folder + "/etc/my y"] = FakeHost.FileOf("y", "0755");
        var kept = await KeptDeployment.ReadAsync(host, "red", "6", TestContext.Current.CancellationToken);
        Assert.Equal(
            ["red:/etc/x 0644 x", "red:/etc/my y 0755 y"],
            kept.Artifacts.Select(artifact =>
                $"{artifact.Destination} {FileModes.Format(artifact.Mode)} {Encoding.UTF8.GetString(artifact.Bytes.Span)}"
            )
        );
        Assert.Equal(DeploymentPlan.Entries(kept.Artifacts), kept.Entries);
    }
}
