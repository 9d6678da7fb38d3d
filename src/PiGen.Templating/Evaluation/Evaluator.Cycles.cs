using PiGen.Templating.Syntax;

namespace PiGen.Templating.Evaluation;

internal sealed partial class Evaluator
{
    /// <summary>The next item of a group that is gone through again and again; without a name, equal lists are one group.</summary>
    public Value Cycle(ScriptArray items, string? group, Expression place)
    {
        if (items.Count == 0)
        {
            return default;
        }
        var key = group ?? TextOf(items, place);
        _cycles ??= new Dictionary<string, int>(StringComparer.Ordinal);
        var at = _cycles.GetValueOrDefault(key) % items.Count;
        _cycles[key] = at + 1;
        return items[at];
    }
}
