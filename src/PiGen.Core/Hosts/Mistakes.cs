using PiGen.Templating.Text;

namespace PiGen.Core.Hosts;

/// <summary>The mistakes of one text, passed on to the caller's bag up to <see cref="HostlistLimits.Mistakes"/>.</summary>
internal sealed class Mistakes(DiagnosticBag diagnostics)
{
    public int Count { get; private set; }

    public bool IsFull => Count >= HostlistLimits.Mistakes;

    public void Add(Diagnostic diagnostic)
    {
        if (IsFull)
            return;
        Count++;
        diagnostics.Add(diagnostic);
    }
}
