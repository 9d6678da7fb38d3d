using PiGen.Cli.Files;
using PiGen.Core.Definition;
using PiGen.Core.Model;
using PiGen.Core.Rendering;
using PiGen.Templating.Text;

namespace PiGen.Cli.Commands;

/// <summary>
/// The built-in install.sh and uninstall.sh, for what is kept on a manager: whatever version of PiGen deployed there, its record is
/// all that they go by.
/// </summary>
internal static class OwnScripts
{
    /// <param name="name"><c>install.sh</c> or <c>uninstall.sh</c>.</param>
    public static ReadOnlyMemory<byte> Of(string name)
    {
        var diagnostics = new DiagnosticBag();
        var pack = TemplatePack.Load(Templates.BuiltIn(), null, diagnostics)!;
        var kind = new SourceText("kind", pack.Kinds.First()).Whole;
        return pack.Render(ExampleCluster(), kind, diagnostics)!
            .Value.Single(artifact => artifact.Destination.Path == name)
            .Bytes;
    }

    /// <summary>Two workers, ssh and an exposed port: every list that a template may walk has something in it.</summary>
    public static Cluster ExampleCluster()
    {
        var options = new ClusterOptions
        {
            Origin = new SourceText("example", "").Whole,
            Workers = new("--workers", "red00[1-2]"),
            Wlan = new("--wlan", "192.168.1.24"),
            Expose = [new("--expose", "80:8080")],
        };
        return ClusterDefinition.Read(options, [])!;
    }
}
