using System.Collections.Immutable;
using System.CommandLine;
using PiGen.Cli.Files;
using PiGen.Cli.Reporting;
using PiGen.Core.Definition;
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

/// <summary><c>pigen template list</c>: what each template is for, where its artifacts go, and where it is from.</summary>
internal static class TemplateListCommand
{
    public static Command Create(Func<ParseResult, Surroundings> surroundings)
    {
        var templates = TemplateCommand.TemplatesOption();
        var json = new Option<bool>("--json") { Description = "Print the list as JSON" };
        var command = new Command("list", "List the templates: for what, where to, from where") { templates, json };
        command.SetAction(parsed =>
            Run(ClusterOptionSet.TextOf(parsed, templates), parsed.GetValue(json), surroundings(parsed))
        );
        return command;
    }

    private static int Run(SourceText? folder, bool json, Surroundings surroundings)
    {
        var diagnostics = new DiagnosticBag();
        var pack = TemplateCommand.LoadPack(folder, diagnostics);
        surroundings.Diagnostics.Print(diagnostics);
        if (pack is null)
        {
            return ExitCode.Refused;
        }
        var report = new TemplateReport(surroundings.Terminal.Out);
        if (json)
        {
            report.PrintJson(pack);
        }
        else
        {
            report.Print(pack);
        }
        return ExitCode.Done;
    }
}

/// <summary><c>pigen template show</c>: the text of a template, as it is used.</summary>
internal static class TemplateShowCommand
{
    public static Command Create(Func<ParseResult, Surroundings> surroundings)
    {
        var name = new Argument<string>("NAME") { Description = "The template, as 'pigen template list' names it" };
        var templates = TemplateCommand.TemplatesOption();
        var command = new Command("show", "Print a template") { name, templates };
        command.SetAction(parsed =>
            Run(
                new SourceText(name.Name, parsed.GetRequiredValue(name)),
                ClusterOptionSet.TextOf(parsed, templates),
                surroundings(parsed)
            )
        );
        return command;
    }

    private static int Run(SourceText name, SourceText? folder, Surroundings surroundings)
    {
        var diagnostics = new DiagnosticBag();
        var own = folder is null ? [] : TemplateFolder.Open(folder, diagnostics)?.Templates() ?? [];
        var text = diagnostics.HasErrors
            ? null
            : TemplateNames.Find([.. Templates.BuiltIn(), .. own], name, diagnostics);
        surroundings.Diagnostics.Print(diagnostics);
        if (text is null)
        {
            return ExitCode.Refused;
        }
        surroundings.Terminal.WriteContent(text.Content);
        return ExitCode.Done;
    }
}

/// <summary><c>pigen template model</c>: the exact values that templates see for the options given, as JSON.</summary>
internal sealed class TemplateModelCommand
{
    private readonly ClusterOptionSet _cluster = new();
    private readonly Option<string> _kind = RenderCommand.KindOption();
    private readonly Option<string> _templates = TemplateCommand.TemplatesOption();

    public static Command Create(Func<ParseResult, Surroundings> surroundings)
    {
        var model = new TemplateModelCommand();
        var command = new Command("model", "Print what templates see of a cluster, as JSON");
        model._cluster.AddTo(command);
        command.Options.Add(model._kind);
        command.Options.Add(model._templates);
        command.SetAction(parsed => model.Run(parsed, surroundings(parsed)));
        return command;
    }

    private int Run(ParseResult parsed, Surroundings surroundings)
    {
        var diagnostics = new DiagnosticBag();
        var cluster = ClusterDefinition.Read(_cluster.Read(parsed, surroundings.CommandLine), diagnostics);
        var pack = TemplateCommand.LoadPack(ClusterOptionSet.TextOf(parsed, _templates), diagnostics);
        var kind = RenderCommand.KindOf(parsed, _kind);
        var model = cluster is null || pack is null ? null : pack.Model(cluster, kind.Whole, diagnostics);
        surroundings.Diagnostics.Print(diagnostics);
        if (model is null)
        {
            return ExitCode.Refused;
        }
        surroundings.Terminal.Out.WriteLine(ModelJson.Write(model));
        return ExitCode.Done;
    }
}

/// <summary><c>pigen template check</c>: all mistakes of a whole pack at once.</summary>
internal static class TemplateCheckCommand
{
    public static Command Create(Func<ParseResult, Surroundings> surroundings)
    {
        var folder = new Argument<string>("DIR")
        {
            Description = "The folder that is laid over the built-in templates [default: the built-in templates alone]",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var command = new Command("check", "Find all mistakes of a pack of templates") { folder };
        command.SetAction(parsed =>
        {
            var given = parsed.GetValue(folder) is { } path ? new SourceText(folder.Name, path) : null;
            return Run(given, surroundings(parsed));
        });
        return command;
    }

    private static int Run(SourceText? folder, Surroundings surroundings)
    {
        var diagnostics = new DiagnosticBag();
        var pack = TemplateCommand.CheckPack(folder, OwnScripts.ExampleCluster(), diagnostics);
        surroundings.Diagnostics.Print(diagnostics);
        if (pack is null)
        {
            return ExitCode.Refused;
        }
        surroundings.Terminal.Out.WriteLine($"{pack.Templates.Length} templates, no mistakes");
        return ExitCode.Done;
    }
}
