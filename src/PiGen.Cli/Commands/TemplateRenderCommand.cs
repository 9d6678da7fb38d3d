using System.CommandLine;
using PiGen.Cli.Files;
using PiGen.Core.Rendering;
using PiGen.Templating;
using PiGen.Templating.Escaping;
using PiGen.Templating.Text;
using Scriban.Runtime;

namespace PiGen.Cli.Commands;

/// <summary><c>pigen template render</c>: the toolkit by itself, any template with any model, to standard output.</summary>
internal sealed class TemplateRenderCommand
{
    private readonly Argument<string> _file = new("FILE") { Description = "The template" };
    private readonly Option<string> _model = ClusterOptionSet.Text(
        "--model",
        "FILE",
        "The values that it sees, as JSON or YAML (.yaml, .yml); - reads JSON from standard input"
    );
    private readonly Option<bool> _script = new("--script") { Description = "Read the file as script, without {{ }}" };
    private readonly Option<bool> _relaxed = new("--relaxed")
    {
        Description = "Read unknown names as nothing, as Scriban does by default",
    };
    private readonly Option<string> _language = ClusterOptionSet.Text(
        "--language",
        "LANG",
        $"Escape values for {string.Join(", ", OutputLanguages.Names)} [default: what the front matter says, or text]"
    );
    private readonly Option<string> _includes = ClusterOptionSet.Text(
        "--includes",
        "DIR",
        "The folder that it may include from"
    );

    public static Command Create(Func<ParseResult, Surroundings> surroundings)
    {
        var render = new TemplateRenderCommand();
        var command = new Command("render", "Render any template with any model, to standard output")
        {
            render._file,
            render._model,
            render._script,
            render._relaxed,
            render._language,
            render._includes,
        };
        command.SetAction(parsed => render.Run(parsed, surroundings(parsed)));
        return command;
    }

    private int Run(ParseResult parsed, Surroundings surroundings)
    {
        var diagnostics = new DiagnosticBag();
        var model = ReadModel(parsed, surroundings, diagnostics);
        var template = ReadTemplate(parsed, diagnostics);
        var options = ReadOptions(parsed, template, diagnostics);
        var text =
            diagnostics.HasErrors || template is null || model is null
                ? null
                : template.Render(model, options, diagnostics);
        surroundings.Diagnostics.Print(diagnostics);
        if (text is null)
        {
            return ExitCode.Refused;
        }
        surroundings.Terminal.WriteContent(text);
        return ExitCode.Done;
    }

    private ScriptObject? ReadModel(ParseResult parsed, Surroundings surroundings, DiagnosticBag diagnostics) =>
        ClusterOptionSet.TextOf(parsed, _model) switch
        {
            null => new ScriptObject(),
            { Content: "-" } => ModelText.ReadJson(
                new("standard input", Utf8Text.Normal(surroundings.Terminal.ReadInput())),
                diagnostics
            ),
            var file => PersonsFile.Read(file, diagnostics) is { } text ? ModelText.Read(text, diagnostics) : null,
        };

    private TemplateText? ReadTemplate(ParseResult parsed, DiagnosticBag diagnostics)
    {
        var file = new SourceText(_file.Name, parsed.GetRequiredValue(_file));
        return PersonsFile.Read(file, diagnostics) is { } text
            ? TemplateText.Parse(text, diagnostics, isScript: parsed.GetValue(_script))
            : null;
    }

    private RenderOptions ReadOptions(ParseResult parsed, TemplateText? template, DiagnosticBag diagnostics)
    {
        var folder = ClusterOptionSet.TextOf(parsed, _includes);
        // A template that ends its own lines with \n includes what it does not write itself: text in any form.
        var keepsLineEnds = template?.Source is { IsNormalized: false } source && source.Content.Contains('\n');
        var includes = folder is null ? null : TemplateFolder.Open(folder, diagnostics, keepsLineEnds);
        return new()
        {
            Relaxed = parsed.GetValue(_relaxed),
            Language = ReadLanguage(parsed, template, diagnostics),
            Includes = includes is null ? null : includes.Find,
        };
    }

    private OutputLanguage ReadLanguage(ParseResult parsed, TemplateText? template, DiagnosticBag diagnostics)
    {
        var option = ClusterOptionSet.TextOf(parsed, _language);
        var entry = template?.FrontMatter.FirstOrDefault(one => one.Name == "language");
        var word = option?.Content ?? entry?.Constant as string ?? OutputLanguages.NameOf(OutputLanguage.Text);
        if (OutputLanguages.TryParse(word) is { } language)
        {
            return language;
        }
        var place = option?.Whole ?? entry!.ValueSpan;
        diagnostics.Add(TemplateFileDiagnostics.UnknownLanguage(place, OutputLanguages.Names));
        return OutputLanguage.Text;
    }
}
