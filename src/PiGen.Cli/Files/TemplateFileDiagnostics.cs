using PiGen.Templating.Text;
using static PiGen.Templating.Text.Diagnostic;

namespace PiGen.Cli.Files;

/// <summary>What can be wrong with the files and folders that templates come from and go to, PG0521 and on.</summary>
internal static class TemplateFileDiagnostics
{
    public static Diagnostic NoFolder(SourceSpan folder) =>
        Error("PG0521", folder, "there is no such folder", "give a folder of .scriban files");

    public static Diagnostic NoFile(SourceSpan file) =>
        Error("PG0522", file, "there is no such file", "give the path of a file that can be read");

    public static Diagnostic NoTemplate(SourceSpan name, string hint) =>
        Error("PG0523", name, "there is no template of this name", hint);

    public static Diagnostic Changed(string path) =>
        Error(
            "PG0524",
            new SourceText(path, "").Whole,
            "this file is there and is not the built-in template",
            "keep it and eject elsewhere, or overwrite it with --force"
        );

    public static Diagnostic UnknownLanguage(SourceSpan language, IEnumerable<string> languages) =>
        Error(
            "PG0525",
            language,
            "there is no such output language",
            $"the languages are {string.Join(", ", languages)}"
        );

    public static Diagnostic Linked(string path) =>
        Error(
            "PG0527",
            new SourceText(path, "").Whole,
            "this is a link, and none is followed in a folder of templates",
            "put the file itself there"
        );

    public static Diagnostic NoRegularFile(string path) =>
        Error(
            "PG0528",
            new SourceText(path, "").Whole,
            "this is a pipe, a socket or a device, and not a file",
            "put a file there"
        );

    public static Diagnostic InTheWay(string path) =>
        Error(
            "PG0529",
            new SourceText(path, "").Whole,
            "this is not a file, and no template is written in its place",
            "move it away, or eject elsewhere"
        );

    public static Diagnostic NoUtf8(SourceSpan place) =>
        Error("PG0526", place, "from here on this is not UTF-8", "save the file as UTF-8");
}
