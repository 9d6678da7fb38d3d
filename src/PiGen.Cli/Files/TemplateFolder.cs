using System.Collections.Immutable;
using System.Reflection;
using PiGen.Templating.Text;
using static PiGen.Templating.Text.Diagnostic;

namespace PiGen.Cli.Files;

/// <summary>
/// A folder of a person's own templates, and of the texts that they include by relative path with forward slashes. Nothing
/// outside it is ever read: no absolute path, no <c>..</c>, and no name in it is followed as a link, wherever that leads.
/// </summary>
internal sealed class TemplateFolder
{
    private readonly string _path;
    private readonly DiagnosticBag _diagnostics;
    private readonly Dictionary<string, SourceText?> _found = new(StringComparer.Ordinal);

    private readonly bool _keepsLineEnds;

    private TemplateFolder(string path, DiagnosticBag diagnostics, bool keepsLineEnds) =>
        (_path, _diagnostics, _keepsLineEnds) = (path, diagnostics, keepsLineEnds);

    /// <summary>Null, with an error, if there is no such folder; what is wrong with files found later goes to the same place.</summary>
    public static TemplateFolder? Open(SourceText folder, DiagnosticBag diagnostics, bool keepsLineEnds = false)
    {
        try
        {
            HeldFolder.Open(folder.Content).Dispose();
            return new(folder.Content, diagnostics, keepsLineEnds);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            diagnostics.Add(TemplateFileDiagnostics.NoFolder(folder.Whole));
            return null;
        }
    }

    /// <summary>The files that end in .scriban, each under its path, in ordinal order; those that cannot be read are errors.</summary>
    public ImmutableArray<SourceText> Templates() =>
        InFolder(folder =>
            folder
                .Names("")
                .Where(name => name.EndsWith(Files.Templates.Ending, StringComparison.Ordinal))
                .Select(Find)
                .OfType<SourceText>()
                .ToImmutableArray()
        );

    /// <summary>The text of a file, or null if the folder has no such file, or a link in its place. The same text each time.</summary>
    public SourceText? Find(string name)
    {
        if (!_found.TryGetValue(name, out var text))
        {
            text = IsBelow(name) ? InFolder(folder => Read(folder, name)) : null;
            _found.Add(name, text);
        }
        return text;
    }

    private SourceText? Read(HeldFolder folder, string name)
    {
        var (way, kind) = (name, folder.Look(name).Kind);
        if (kind == EntryKind.Blocked)
        {
            (way, kind) = folder.FirstNoFolder(name) ?? (name, EntryKind.None);
        }
        var shown = Path.Combine(_path, way);
        if (kind is EntryKind.Link or EntryKind.Other)
        {
            var isLink = kind == EntryKind.Link;
            _diagnostics.Add(
                isLink ? TemplateFileDiagnostics.Linked(shown) : TemplateFileDiagnostics.NoRegularFile(shown)
            );
        }
        return kind == EntryKind.File && way == name
            ? Utf8Text.Decode(shown, folder.Read(name, MostBytes.Written), _diagnostics, _keepsLineEnds)
            : null;
    }

    // The folder itself is the person's to name, through links as well.
    private T InFolder<T>(Func<HeldFolder, T> read)
    {
        try
        {
            using var folder = HeldFolder.Open(_path);
            return read(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Utf8Text.Unreadable(_path, e);
        }
    }

    private static bool IsBelow(string name) =>
        !HeldFolder.IsTooLong(name)
        && name.Split('/').All(segment => segment is not ("" or "." or ".."))
        && !name.Any(c => c == '\\' || char.IsControl(c));
}

/// <summary>The texts of the template pack that is built into the program.</summary>
internal static class Templates
{
    public const string Ending = ".scriban";

    /// <summary>The built-in pack, each template under its file name, in ordinal order.</summary>
    public static ImmutableArray<SourceText> BuiltIn()
    {
        var assembly = Assembly.GetExecutingAssembly();
        var names = assembly.GetManifestResourceNames().Where(name => name.EndsWith(Ending, StringComparison.Ordinal));
        return
        [
            .. names.Order(StringComparer.Ordinal).Select(name => new SourceText(name, ReadResource(assembly, name))),
        ];
    }

    private static string ReadResource(Assembly assembly, string name)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}

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
