using System.Collections;
using Scriban;
using Scriban.Parsing;
using Scriban.Runtime;
using Scriban.Runtime.Accessors;

namespace PiGen.Templating.Engine;

/// <summary>Items of a list, as Scriban reads and writes them, but for those of a list that is read-only: Scriban changes them.</summary>
internal sealed class GuardedLists : IListAccessor
{
    public static readonly GuardedLists Instance = new();

    public int GetLength(TemplateContext context, SourceSpan span, object target) => ((IList)target).Count;

    public object? GetValue(TemplateContext context, SourceSpan span, object target, int index) =>
        ListAccessor.Default.GetValue(context, span, target, index);

    public void SetValue(TemplateContext context, SourceSpan span, object target, int index, object? value)
    {
        if (((IList)target).IsReadOnly)
        {
            throw new InvalidOperationException("The object is readonly");
        }
        ListAccessor.Default.SetValue(context, span, target, index, value);
    }
}
