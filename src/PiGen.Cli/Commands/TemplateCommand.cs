using System.Collections.Immutable;
using System.CommandLine;
using PiGen.Cli.Files;
using PiGen.Core.Model;
using PiGen.Core.Rendering;
using PiGen.Templating.Text;

namespace PiGen.Cli.Commands;

/// <summary><c>pigen template</c>: packs of templates, to be listed, read, taken out, checked, and the toolkit by itself.</summary>
internal static class TemplateCommand
{
    public static Command Create(Func<ParseResult, Surroundings> surroundings) =>
        new("template", "List, read, take out, check and render templates")
        {
            TemplateListCommand.Create(surroundings),
            TemplateShowCommand.Create(surroundings),
            TemplateEjectCommand.Create(surroundings),
            TemplateCheckCommand.Create(surroundings),
            TemplateModelCommand.Create(surroundings),
            TemplateRenderCommand.Create(surroundings),
        };

    public static Option<string> TemplatesOption() =>
        ClusterOptionSet.Text("--templates", "DIR", "Templates of your own, laid over the built-in ones file by file");

    /// <summary>The built-in pack with a person's own folder, if they gave one, laid over it; null, with errors, if it has mistakes.</summary>
    public static TemplatePack? LoadPack(SourceText? folder, DiagnosticBag diagnostics) =>
        TryRead(folder, diagnostics, out var sources, out var includes)
            ? TemplatePack.Load(sources, includes, diagnostics)
            : null;

    /// <summary>The same pack, with an example of a cluster to find all its mistakes.</summary>
    public static TemplatePack? CheckPack(SourceText? folder, Cluster example, DiagnosticBag diagnostics) =>
        TryRead(folder, diagnostics, out var sources, out var includes)
            ? TemplatePack.Check(sources, includes, example, diagnostics)
            : null;

    private static bool TryRead(
        SourceText? folder,
        DiagnosticBag diagnostics,
        out ImmutableArray<SourceText> sources,
        out Func<string, SourceText?>? includes
    )
    {
        (sources, includes) = (Templates.BuiltIn(), null);
        if (folder is null)
        {
            return true;
        }
        if (IncludeFolder.Open(folder, diagnostics) is not { } own)
        {
            return false;
        }
        (sources, includes) = ([.. sources, .. Templates.Read(folder)], own.Find);
        return true;
    }
}
