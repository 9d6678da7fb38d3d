using PiGen.Templating;
using PiGen.Templating.Text;
using static PiGen.Templating.Text.Diagnostic;

namespace PiGen.Core.Rendering;

/// <summary>Reads a template's front matter into what a pack needs to know of it, and says what is missing or unknown.</summary>
internal sealed class FrontMatterReader(TemplateText template, DiagnosticBag diagnostics)
{
    private static readonly string[] Known = ["each", "host", "kind", "language", "mode", "path", "when"];

    public void RefuseUnknown()
    {
        foreach (var entry in template.FrontMatter)
        {
            if (!Known.Contains(entry.Name))
            {
                diagnostics.Add(PackDiagnostics.UnknownEntry(entry.NameSpan, Known));
            }
        }
    }

    /// <summary>An expression that is evaluated for each artifact.</summary>
    public FrontMatterEntry? Optional(string name) => template.FrontMatter.FirstOrDefault(entry => entry.Name == name);

    /// <inheritdoc cref="Optional"/>
    public FrontMatterEntry? Required(string name)
    {
        var entry = Optional(name);
        if (entry is null)
        {
            diagnostics.Add(PackDiagnostics.MissingEntry(template.Source.Span(0, 0), name));
        }
        return entry;
    }

    /// <summary>A string that is known before anything is rendered.</summary>
    public string? Constant(FrontMatterEntry? entry)
    {
        if (entry is null)
        {
            return null;
        }
        if (entry.Constant is not string text)
        {
            diagnostics.Add(PackDiagnostics.NoConstant(entry.ValueSpan, entry.Name));
            return null;
        }
        return text;
    }

    /// <summary>One of a few words, each of which stands for a value.</summary>
    public T? Word<T>(string name, IReadOnlyList<string> words, Func<string, T?> valueOf)
        where T : struct
    {
        var entry = Required(name);
        if (Constant(entry) is not { } text)
        {
            return null;
        }
        var value = valueOf(text);
        if (value is null)
        {
            diagnostics.Add(PackDiagnostics.UnknownWord(entry!.ValueSpan, name, words));
        }
        return value;
    }

    public UnixFileMode? Mode()
    {
        var entry = Required("mode");
        if (Constant(entry) is not { } text)
        {
            return null;
        }
        var mode = FileModes.TryParse(text);
        if (mode is null)
        {
            diagnostics.Add(PackDiagnostics.NoMode(entry!.ValueSpan));
        }
        return mode;
    }
}

/// <summary>What can be wrong with a template pack and its artifacts, PG0401 and on.</summary>
internal static class PackDiagnostics
{
    public static Diagnostic MissingEntry(SourceSpan template, string name) =>
        Error(
            "PG0401",
            template,
            $"the front matter does not say '{name}'",
            $"begin the file with +++, a line such as {ExampleOf(name)}, and +++"
        );

    public static Diagnostic UnknownEntry(SourceSpan name, IEnumerable<string> known) =>
        Error("PG0402", name, "the front matter has no such entry", $"it may say {string.Join(", ", known)}");

    public static Diagnostic NoConstant(SourceSpan value, string name) =>
        Error(
            "PG0403",
            value,
            $"'{name}' must be a string, known before anything is rendered",
            $"write {ExampleOf(name)}"
        );

    public static Diagnostic UnknownWord(SourceSpan value, string name, IEnumerable<string> words) =>
        Error("PG0404", value, $"'{name}' does not know this word", $"write one of {List(words)}");

    public static Diagnostic NoMode(SourceSpan value) =>
        Error(
            "PG0405",
            value,
            "this is not the mode of an artifact",
            "write read, write and execute bits in octal, as in \"0644\"; setuid, setgid and sticky are not for artifacts"
        );

    public static Diagnostic NoText(SourceSpan value, string name) =>
        Error("PG0406", value, $"'{name}' must give a string", $"write {ExampleOf(name)}");

    public static Diagnostic NoDestination(SourceSpan path, string host, string destination) =>
        Error(
            "PG0407",
            path,
            $"'{destination}' on '{host}' is no place for an artifact",
            "give a host name, and a path without empty parts, '.', '..', characters that are not seen, names of over 255 bytes or that begin with a hyphen; of at most 60 names and 900 characters with the host's, outside of /var/lib/pigen and /run/pigen"
        );

    public static Diagnostic SamePlace(SourceSpan path, Destination destination, SourceSpan taken) =>
        Error(
            "PG0408",
            path,
            $"there would be two artifacts at {destination.OutputPath}",
            "make the path differ, for example by forward.name or worker.name"
        ) with
        {
            Notes = [new(taken, "the other one is from here")],
        };

    public static Diagnostic NoUtf8(SourceSpan path, Destination destination) =>
        Error(
            "PG0409",
            path,
            $"{destination.OutputPath} would hold half a character (a lone surrogate)",
            "look at what the template cuts apart"
        );

    public static Diagnostic UnknownKind(SourceSpan kind, IEnumerable<string> kinds) =>
        Error("PG0410", kind, "no template is of this kind", $"the kinds are {List(kinds)}");

    private static string ExampleOf(string name) =>
        name switch
        {
            "each" => "each = \"forward\"",
            "host" => "host = manager.name",
            "path" => "path = \"/etc/motd\"",
            "mode" => "mode = \"0644\"",
            "language" => "language = \"text\"",
            _ => $"{name} = \"…\"",
        };

    private static string List(IEnumerable<string> words) => string.Join(", ", words.Order(StringComparer.Ordinal));
}
