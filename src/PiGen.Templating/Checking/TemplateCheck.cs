using PiGen.Templating.Evaluation;
using PiGen.Templating.Text;

namespace PiGen.Templating.Checking;

/// <summary>
/// Finds mistakes of a template without rendering it, in all its branches: names that the model does not have, calls that
/// built-in functions refuse, includes that are not there. What is not surely a mistake is accepted.
/// </summary>
public static class TemplateCheck
{
    /// <summary>Checks a template and, once each, all that it includes.</summary>
    /// <param name="example">What the template sees by name: a null in it stands for a value of which nothing is known.</param>
    public static void Check(Template template, IScriptObject example, RenderOptions options, DiagnosticBag diagnostics)
    {
        var pages = new Pages(options);
        pages.Add(template);
        var names = new SeenNames();
        int before;
        do
        {
            before = names.Version + pages.Count;
            Walk(pages, names, example, options, null);
        } while (names.Version + pages.Count > before);
        Walk(pages, names, example, options, diagnostics);
    }

    /// <summary>Checks an entry of a template's front matter.</summary>
    public static void Check(
        FrontMatterEntry entry,
        IScriptObject example,
        RenderOptions options,
        DiagnosticBag diagnostics
    )
    {
        var pages = new Pages(options);
        var names = new SeenNames();
        var source = entry.ValueSpan.Source;
        new Checker(pages, names, example, options, null).CheckAlone(entry.Expression, source);
        new Checker(pages, names, example, options, diagnostics).CheckAlone(entry.Expression, source);
    }

    private static void Walk(
        Pages pages,
        SeenNames names,
        IScriptObject example,
        RenderOptions options,
        DiagnosticBag? diagnostics
    )
    {
        for (var at = 0; at < pages.Count; at++)
        {
            new Checker(pages, names, example, options, diagnostics).Check(pages[at]);
        }
    }
}
