using System.Collections.Immutable;
using System.CommandLine;
using PiGen.Cli.Files;
using PiGen.Core.Definition;
using PiGen.Core.Hosts;
using PiGen.Core.Model;
using PiGen.Core.Rendering;
using PiGen.Core.SshConfig;
using PiGen.Templating.Text;
using static PiGen.Templating.Text.Diagnostic;

namespace PiGen.Cli.Commands;

/// <summary>Which cluster's sections of ssh_config a verb is about: those of an output folder, or those that render's options would make.</summary>
internal sealed class SectionsOptionSet
{
    private readonly ClusterOptionSet _cluster = new();
    private readonly Option<string> _kind = RenderCommand.KindOption();
    private readonly Option<string> _templates = TemplateCommand.TemplatesOption();
    private readonly Option<string> _output = ClusterOptionSet.Text(
        "--output",
        "DIR",
        "The folder that was rendered into, where no --workers are given [default: output]"
    );
    private readonly Option<string> _style = ClusterOptionSet.Text(
        "--style",
        "STYLE",
        "jump: through the manager; forward: through the tunnels; both: the tunnels as NAME-tunnel [default: jump]"
    );

    public void AddTo(Command command)
    {
        command.Options.Add(_style);
        command.Options.Add(_output);
        _cluster.AddTo(command);
        command.Options.Add(_kind);
        command.Options.Add(_templates);
    }

    /// <summary>Null, with errors, if nothing says what the sections are.</summary>
    public ClusterSections? Read(ParseResult parsed, CommandLine commandLine, DiagnosticBag diagnostics)
    {
        var written = ClusterOptionSet.TextOf(parsed, _style) ?? new SourceText(_style.Name, "jump");
        if (ConnectionStyles.TryParse(written.Content) is not { } style)
        {
            diagnostics.Add(SshConfigOptionDiagnostics.NoStyle(written.Whole));
            return null;
        }
        var options = _cluster.Read(parsed, commandLine);
        return options.Workers is null
            ? Reviewed(OutputOf(parsed), style, diagnostics)
            : Rendered(parsed, options, style, diagnostics);
    }

    /// <summary>The cluster's name alone; null, with errors, if nothing says it.</summary>
    public string? ReadName(ParseResult parsed, CommandLine commandLine, DiagnosticBag diagnostics)
    {
        var options = _cluster.Read(parsed, commandLine);
        if (options.Workers is not null)
        {
            return ClusterOf(options, ConnectionStyle.Jump, diagnostics)?.Manager.Name.Value;
        }
        if (options.Manager is not { } text)
        {
            using var folder = OutputFolder.Open(OutputOf(parsed), diagnostics);
            return folder?.Review(diagnostics, Cluster.Laptop)?.Request.Manager;
        }
        if (HostName.TryParse(text.Content) is not { } name)
        {
            diagnostics.Add(SshConfigOptionDiagnostics.NoName(text.Whole));
            return null;
        }
        return name.Value;
    }

    private static ClusterSections? Reviewed(SourceText output, ConnectionStyle style, DiagnosticBag diagnostics)
    {
        using var folder = OutputFolder.Open(output, diagnostics);
        var reviewed = folder?.Review(diagnostics, Cluster.Laptop);
        if (reviewed is null)
        {
            return null;
        }
        string[] wanted = ConnectionStyles.ArtifactsOf(style);
        var edited = reviewed
            .Edited.Where(destination => wanted.Contains(destination.Path))
            .Select(destination => destination.OutputPath);
        var sections = SectionsOf(reviewed.Artifacts, style, reviewed.Request.Manager, output.Whole, diagnostics);
        return sections is null ? null : sections with { Edited = [.. edited] };
    }

    private ClusterSections? Rendered(
        ParseResult parsed,
        ClusterOptions options,
        ConnectionStyle style,
        DiagnosticBag diagnostics
    )
    {
        var cluster = ClusterOf(options, style, diagnostics);
        var pack = TemplateCommand.LoadPack(ClusterOptionSet.TextOf(parsed, _templates), diagnostics);
        var kind = RenderCommand.KindOf(parsed, _kind).Whole;
        var artifacts = cluster is null ? null : pack?.Render(cluster, kind, diagnostics);
        return diagnostics.HasErrors || artifacts is not { } all
            ? null
            : SectionsOf(all, style, cluster!.Manager.Name.Value, options.Workers!.Whole, diagnostics);
    }

    // A jump needs no address for tunnels.
    private static Cluster? ClusterOf(ClusterOptions options, ConnectionStyle style, DiagnosticBag diagnostics) =>
        ClusterDefinition.Read(
            ConnectionStyles.NeedsTunnels(style) ? options : options.WithTunnelsIfAny(),
            diagnostics
        );

    private static ClusterSections? SectionsOf(
        ImmutableArray<Artifact> artifacts,
        ConnectionStyle style,
        string manager,
        SourceSpan place,
        DiagnosticBag diagnostics
    )
    {
        var texts = new List<string>();
        foreach (var path in ConnectionStyles.ArtifactsOf(style))
        {
            var artifact = artifacts.FirstOrDefault(one => ConnectionStyles.IsOf(one, path));
            var text = artifact is null ? null : Utf8Text.Decode(path, artifact.Bytes.Span, []);
            if (text is null)
            {
                diagnostics.Add(
                    artifact is null
                        ? SshConfigOptionDiagnostics.NotRendered(place, path)
                        : SshConfigOptionDiagnostics.NotUtf8(place, path)
                );
                return null;
            }
            texts.Add(text.Content);
        }
        return new(manager, ConnectionStyles.SectionsOf(style, [.. texts], manager), []);
    }

    private SourceText OutputOf(ParseResult parsed) =>
        ClusterOptionSet.TextOf(parsed, _output) ?? new SourceText(_output.Name, "output");
}

/// <summary>What a cluster brings into ssh_config.</summary>
/// <param name="Cluster">The manager's name.</param>
/// <param name="Edited">The files that were edited since they were rendered.</param>
internal sealed record ClusterSections(string Cluster, string Text, ImmutableArray<string> Edited);

/// <summary>How a laptop gets to the workers.</summary>
internal enum ConnectionStyle
{
    /// <summary>Through the manager as a jump host, which needs nothing there.</summary>
    Jump,

    /// <summary>Through the tunnels.</summary>
    Forward,

    /// <summary>Both, the tunnels under names of their own.</summary>
    Both,
}

/// <summary>What each style takes of a laptop's artifacts.</summary>
internal static class ConnectionStyles
{
    private const string Jump = "ssh_config.jump";
    private const string Forward = "ssh_config.forward";

    public static ConnectionStyle? TryParse(string text) =>
        text switch
        {
            "jump" => ConnectionStyle.Jump,
            "forward" => ConnectionStyle.Forward,
            "both" => ConnectionStyle.Both,
            _ => null,
        };

    public static bool NeedsTunnels(ConnectionStyle style) =>
        style switch
        {
            ConnectionStyle.Jump => false,
            ConnectionStyle.Forward or ConnectionStyle.Both => true,
        };

    public static string[] ArtifactsOf(ConnectionStyle style) =>
        style switch
        {
            ConnectionStyle.Jump => [Jump],
            ConnectionStyle.Forward => [Forward],
            ConnectionStyle.Both => [Jump, Forward],
        };

    /// <param name="texts">Of <see cref="ArtifactsOf"/>, in that order.</param>
    public static string SectionsOf(ConnectionStyle style, string[] texts, string manager) =>
        style switch
        {
            ConnectionStyle.Jump or ConnectionStyle.Forward => texts[0],
            ConnectionStyle.Both => TunnelNames.Both(texts[0], texts[1], manager),
        };

    public static bool IsOf(Artifact artifact, string path) =>
        artifact.Destination.Host == Core.Model.Cluster.Laptop && artifact.Destination.Path == path;
}

/// <summary>What can be wrong with the way ssh-config is asked for, PG0751 and on.</summary>
internal static class SshConfigOptionDiagnostics
{
    public static Diagnostic NoStyle(SourceSpan style) =>
        Error("PG0751", style, "there is no such style", "the styles are jump, forward and both");

    public static Diagnostic NotRendered(SourceSpan output, string artifact) =>
        Error(
            "PG0752",
            output,
            $"there is no {artifact} among what is rendered",
            "render with --wlan ADDRESS, and without --no-ssh, for tunnels; or take --style jump"
        );

    public static Diagnostic NoName(SourceSpan manager) =>
        Error("PG0753", manager, "no cluster can have this name", "write the manager's name, as in --manager red");

    public static Diagnostic NoFile(SourceSpan config) =>
        Error("PG0754", config, "this names no file", "write its path, as in --config ~/.ssh/config");

    public static Diagnostic NotUtf8(SourceSpan output, string artifact) =>
        Error("PG0755", output, $"{artifact} is no longer UTF-8", "run the pigen render again that made this folder");
}
