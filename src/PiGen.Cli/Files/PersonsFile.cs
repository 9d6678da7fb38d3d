using PiGen.Core;
using PiGen.Templating.Text;

namespace PiGen.Cli.Files;

/// <summary>A file that a person named on the command line.</summary>
internal static class PersonsFile
{
    /// <summary>Its text; null, with an error that points at the argument, if there is no such file.</summary>
    public static SourceText? Read(SourceText argument, DiagnosticBag diagnostics)
    {
        try
        {
            return Utf8Text.Decode(
                argument.Content,
                HeldFolder.ReadNamed(argument.Content, MostBytes.Written),
                diagnostics
            );
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            diagnostics.Add(TemplateFileDiagnostics.NoFile(argument.Whole));
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new Failure(
                $"{argument.Content} cannot be read: {e.Message.TrimEnd('.')}",
                "name a regular file that you can read; what a pipe gives is read by --model -",
                e
            );
        }
    }
}
