using System.Collections.Immutable;
using PiGen.Cli.Files;
using PiGen.Templating.Text;

namespace PiGen.Cli.Commands;

/// <summary>Templates by the names that people call them: the file's, with or without <c>.scriban</c>.</summary>
internal static class TemplateNames
{
    /// <summary>The last template of this name; null, with an error that suggests the nearest name, if there is none.</summary>
    public static SourceText? Find(ImmutableArray<SourceText> templates, SourceText name, DiagnosticBag diagnostics)
    {
        var found = templates.LastOrDefault(template => Matches(template, name.Content));
        if (found is null)
        {
            diagnostics.Add(TemplateFileDiagnostics.NoTemplate(name.Whole, HintFor(templates, name.Content)));
        }
        return found;
    }

    public static bool Matches(SourceText template, string name) =>
        Path.GetFileName(template.Name) is var file && (file == name || file == name + Templates.Ending);

    /// <summary>The template that is most likely meant: its name is nearly this, or begins with it.</summary>
    public static string? Nearest(ImmutableArray<SourceText> templates, string name)
    {
        var names = templates.Select(template => Bare(Path.GetFileName(template.Name))).ToList();
        return Spelling.Nearest(Bare(name), names)
            ?? names.FirstOrDefault(known => known.StartsWith(name + ".", StringComparison.Ordinal));
    }

    private static string HintFor(ImmutableArray<SourceText> templates, string name) =>
        Nearest(templates, name) is { } near ? $"did you mean '{near}'?" : "'pigen template list' names them";

    private static string Bare(string name) =>
        name.EndsWith(Templates.Ending, StringComparison.Ordinal) ? name[..^Templates.Ending.Length] : name;
}
