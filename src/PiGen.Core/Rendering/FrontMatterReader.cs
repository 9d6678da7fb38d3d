using PiGen.Templating;
using PiGen.Templating.Text;

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
