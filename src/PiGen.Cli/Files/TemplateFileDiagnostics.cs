using PiGen.Templating.Text;

namespace PiGen.Cli.Files;

/// <summary>What can be wrong with a folder of templates, PG0521 and on.</summary>
internal static class TemplateFileDiagnostics
{
    public static Diagnostic NoFolder(SourceSpan folder) =>
        new("PG0521", Severity.Error, folder, "there is no such folder", "give a folder of .scriban files");
}
