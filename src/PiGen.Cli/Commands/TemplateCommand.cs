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
        Read(folder, diagnostics, (sources, includes) => TemplatePack.Load(sources, includes, diagnostics));

    /// <summary>The same pack, with an example of a cluster to find all its mistakes.</summary>
    public static TemplatePack? CheckPack(SourceText? folder, Cluster example, DiagnosticBag diagnostics) =>
        Read(folder, diagnostics, (sources, includes) => TemplatePack.Check(sources, includes, example, diagnostics));

    private static TemplatePack? Read(
        SourceText? folder,
        DiagnosticBag diagnostics,
        Func<ImmutableArray<SourceText>, Func<string, SourceText?>?, TemplatePack?> parse
    )
    {
        if (folder is null)
        {
            return parse(Templates.BuiltIn(), null);
        }
        // A file that is no text is a mistake of the pack, and no reason to keep silent about its other files.
        var unreadable = new DiagnosticBag();
        var own = TemplateFolder.Open(folder, unreadable);
        var templates = own?.Templates() ?? [];
        diagnostics.AddRange(unreadable);
        var told = unreadable.Count;
        var pack = own is null ? null : parse([.. Templates.BuiltIn(), .. templates], own.Find);
        diagnostics.AddRange(unreadable.Skip(told));
        return unreadable.HasErrors ? null : pack;
    }
}
