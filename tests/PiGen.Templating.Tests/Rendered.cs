using PiGen.Templating.Checking;
using PiGen.Templating.Text;
using Scriban.Runtime;

namespace PiGen.Templating.Tests;

/// <summary>Renders a template written in a test, and says what came of it in one string.</summary>
internal static class Rendered
{
    /// <summary>Made anew for each render, which may change it.</summary>
    public static ScriptObject Model =>
        new()
        {
            { "name", "red001" },
            { "port", 8001 },
            { "missing", null },
            {
                "manager",
                new ScriptObject { ["name"] = "red", IsReadOnly = true }
            },
            {
                "workers",
                new ScriptArray(
                    new object[]
                    {
                        new ScriptObject { { "name", "red001" }, { "port", 8001 } },
                        new ScriptObject { { "name", "red002" }, { "port", 8002 } },
                    }
                )
            },
        };

    public static string Strict(string template) => With(template, RenderOptions.Default);

    public static string Relaxed(string template) => With(template, new RenderOptions { Relaxed = true });

    /// <summary>The text, or the first mistake as <c>CODE line:column message</c>.</summary>
    public static string With(string template, RenderOptions options, bool isScript = false, bool isChecked = true)
    {
        var diagnostics = new DiagnosticBag();
        var source = new SourceText("test.scriban", template);
        var parsed = TemplateText.Parse(source, diagnostics, isScript);
        return parsed?.Render(Model, options, diagnostics) is { } text
            ? (isChecked ? FalseAlarm(parsed, options) : null) ?? text
            : Describe(diagnostics.First());
    }

    // What renders has no mistake for the check to find, in any test.
    private static string? FalseAlarm(TemplateText template, RenderOptions options)
    {
        var diagnostics = new DiagnosticBag();
        TemplateCheck.Check(template, Model, options, diagnostics);
        return diagnostics.Count == 0 ? null : "false alarm: " + Describe(diagnostics.First());
    }

    public static string Describe(Diagnostic diagnostic)
    {
        var (line, column) = diagnostic.Span.Source.PlaceOf(diagnostic.Span.Start);
        return $"{diagnostic.Code} {line}:{column} {diagnostic.Message}";
    }

    public static RenderOptions Including(params (string Name, string Text)[] templates)
    {
        var sources = templates.ToDictionary(
            template => template.Name,
            template => new SourceText(template.Name, template.Text)
        );
        return new RenderOptions { Includes = name => sources.GetValueOrDefault(name) };
    }
}
