using PiGen.Templating.Text;
using Scriban.Syntax;

namespace PiGen.Templating.Engine;

/// <summary>Ends a render with a mistake of PiGen's own finding. Scriban passes its own exceptions on as they are.</summary>
internal sealed class RenderStopped(Diagnostic diagnostic) : ScriptRuntimeException(default, diagnostic.Message)
{
    public Diagnostic Diagnostic { get; } = diagnostic;
}
