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
        return Utf8Text.ReadNamed(path, diagnostics);
    }
}
