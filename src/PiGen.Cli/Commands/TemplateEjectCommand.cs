using System.Collections.Immutable;
using System.CommandLine;
using PiGen.Cli.Files;
using PiGen.Cli.Reporting;
using PiGen.Templating.Text;

namespace PiGen.Cli.Commands;

/// <summary><c>pigen template eject</c>: built-in templates as files, for a person to change.</summary>
internal static class TemplateEjectCommand
{
    private const string DefaultFolder = "templates";

    public static Command Create(Func<ParseResult, Surroundings> surroundings)
    {
        var arguments = new Argument<string[]>("NAME… DIR")
        {
            Description = "Templates to take out [default: all], and the folder to put them in [default: templates]",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var force = new Option<bool>("--force") { Description = "Overwrite files that are not the built-in templates" };
        var command = new Command("eject", "Write built-in templates into a folder, to change them")
        {
            arguments,
            force,
        };
        command.SetAction(parsed =>
            Run(parsed.GetValue(arguments) ?? [], parsed.GetValue(force), surroundings(parsed))
        );
        return command;
    }

    private static int Run(string[] arguments, bool force, Surroundings surroundings)
    {
        var diagnostics = new DiagnosticBag();
        var builtIn = Templates.BuiltIn();
        var (names, folder) = Split(arguments, builtIn);
        ImmutableArray<SourceText> chosen =
            names.Length == 0
                ? builtIn
                :
                [
                    .. names
                        .Select(name => TemplateNames.Find(builtIn, new("NAME", name), diagnostics))
                        .OfType<SourceText>(),
                ];
        var written = diagnostics.HasErrors ? null : EjectedTemplates.Write(chosen, folder, force, diagnostics);
        surroundings.Diagnostics.Print(diagnostics);
        if (written is not { } files)
        {
            return ExitCode.Refused;
        }
        foreach (var (change, path) in files)
        {
            surroundings.Terminal.Out.WriteLine($"{ChangeWords.Of(change), -10} {ShownText.Of(path)}");
        }
        return ExitCode.Done;
    }

    // The last argument is the folder, unless it is a template or looks like one that is misspelt.
    private static (string[] Names, string Folder) Split(string[] arguments, ImmutableArray<SourceText> builtIn)
    {
        if (arguments is not [.., var last] || builtIn.Any(template => TemplateNames.Matches(template, last)))
        {
            return (arguments, DefaultFolder);
        }
        var isFolder = last.Contains('/') || last.Contains('\\') || TemplateNames.Nearest(builtIn, last) is null;
        return isFolder ? (arguments[..^1], last) : (arguments, DefaultFolder);
    }
}

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
