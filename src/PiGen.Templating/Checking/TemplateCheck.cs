using PiGen.Templating.Text;
using Scriban.Runtime;

namespace PiGen.Templating.Checking;

#pragma warning disable IDE0060 // stands in until the checker is here
public static class TemplateCheck
{
    public static void Check(
        TemplateText template,
        ScriptObject example,
        RenderOptions options,
        DiagnosticBag diagnostics
    ) { }

    public static void Check(
        FrontMatterEntry entry,
        ScriptObject example,
        RenderOptions options,
        DiagnosticBag diagnostics
    ) { }
}
