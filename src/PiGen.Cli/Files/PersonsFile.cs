using PiGen.Core;
using PiGen.Templating.Text;

namespace PiGen.Cli.Files;

/// <summary>A file that a person named on the command line.</summary>
internal static class PersonsFile
{
    /// <summary>Its text; null, with an error that points at the argument, if there is no such file.</summary>
    public static SourceText? Read(SourceText argument, DiagnosticBag diagnostics)
    {
        var path = argument.Content;
        if (!File.Exists(path))
        {
            diagnostics.Add(TemplateFileDiagnostics.NoFile(argument.Whole));
            return null;
        }
        try
        {
            return new(path, File.ReadAllText(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new Failure($"{path} cannot be read: {e.Message}", "make it readable, or name another file", e);
        }
    }
}
