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
