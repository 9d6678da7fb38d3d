using PiGen.Templating.Text;
using Scriban.Runtime;
using Scriban.Syntax;

namespace PiGen.Templating.Checking;

/// <summary>
/// Finds mistakes of a template without rendering it, in all its branches: names that the model does not have, calls that
/// functions refuse, includes that are not there. What is not surely a mistake is accepted.
/// </summary>
public static class TemplateCheck
{
    /// <summary>Checks a template and, once each, all that it includes.</summary>
    /// <param name="example">What the template sees by name: a null in it stands for a value of which nothing is known.</param>
    public static void Check(
        TemplateText template,
        ScriptObject example,
        RenderOptions options,
        DiagnosticBag diagnostics
    ) => Check(template.Page, example, options, diagnostics);

    /// <summary>Checks an entry of a template's front matter.</summary>
    /// <inheritdoc cref="Check(TemplateText, ScriptObject, RenderOptions, DiagnosticBag)"/>
    public static void Check(
        FrontMatterEntry entry,
        ScriptObject example,
        RenderOptions options,
        DiagnosticBag diagnostics
    ) => Check(entry.Expression, example, options, diagnostics);

    // Names may be bound after they are used, in what is included or in a function: walks go on until one learns nothing new.
    private static void Check(ScriptNode root, ScriptObject example, RenderOptions options, DiagnosticBag diagnostics)
    {
        var pages = new Pages(root, options);
        var names = new SeenNames();
        var learning = new Checker(pages, names, example, options, null);
        int before;
        do
        {
            before = names.Version + pages.Count;
            Walk(pages, learning);
        } while (names.Version + pages.Count > before);
        Walk(pages, new Checker(pages, names, example, options, diagnostics));
    }

    private static void Walk(Pages pages, Checker checker)
    {
        for (var at = 0; at < pages.Count; at++)
        {
            checker.Check(pages[at]);
        }
    }
}
