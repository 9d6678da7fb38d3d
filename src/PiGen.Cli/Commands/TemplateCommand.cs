using System.CommandLine;
using PiGen.Cli.Files;
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
    public static TemplatePack? LoadPack(SourceText? folder, DiagnosticBag diagnostics)
    {
        if (folder is null)
        {
            return TemplatePack.Load(Templates.BuiltIn(), null, diagnostics);
        }
        var includes = IncludeFolder.Open(folder, diagnostics);
        return includes is null
            ? null
            : TemplatePack.Load(
                [.. Templates.BuiltIn(), .. Templates.Read(folder, diagnostics)],
                includes.Find,
                diagnostics
            );
    }
}
