using Scriban.Functions;
using Scriban.Runtime;

namespace PiGen.Templating.Engine.Functions;

// Stands in until the counted functions are here.
internal sealed class Builtins : ScriptObject
{
    public Builtins(params OwnFunction[] own)
    {
        new BuiltinFunctions().CopyTo(this);
        foreach (var function in own)
        {
            SetValue(function.Name, function, true);
        }
        SetValue("raw", new RawFunction(), true);
    }
}
