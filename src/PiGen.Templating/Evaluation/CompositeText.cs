using System.Globalization;
using System.Text;

namespace PiGen.Templating.Evaluation;

/// <summary>The text of an array or an object, cut off at a length or a depth: an object may contain itself.</summary>
internal sealed class CompositeText(int maxLength)
{
    private const int MaxDepth = 64;

    private readonly StringBuilder _builder = new();

    public bool IsCutOff { get; private set; }

    public override string ToString() => _builder.ToString();

    public void Append(Value value, int depth)
    {
        IsCutOff |= depth > MaxDepth || _builder.Length > maxLength;
        if (IsCutOff)
        {
            return;
        }
        if (value.AsArray is { } array)
        {
            AppendItems(array.Items, depth);
        }
        else if (value.AsRange is { } range)
        {
            AppendRange(range);
        }
        else if (value.AsObject is { } members and not EmptyObject)
        {
            AppendMembers(members, depth);
        }
        else if (value.AsString is { } text)
        {
            ValueText.AppendLiteral(_builder, text);
        }
        else
        {
            _builder.Append(value.IsNull ? "null" : ValueText.Of(value));
        }
    }

    private void AppendItems(ReadOnlySpan<Value> items, int depth)
    {
        _builder.Append('[');
        for (var at = 0; at < items.Length && !IsCutOff; at++)
        {
            _builder.Append(at > 0 ? ", " : "");
            Append(items[at], depth + 1);
        }
        _builder.Append(']');
    }

    private void AppendRange(ScriptRange range)
    {
        _builder.Append('[');
        for (var at = 0L; at < range.Count && !IsCutOff; at++)
        {
            _builder.Append(at > 0 ? ", " : "").Append(CultureInfo.InvariantCulture, $"{range[at]}");
            IsCutOff = _builder.Length > maxLength;
        }
        _builder.Append(']');
    }

    private void AppendMembers(IScriptObject members, int depth)
    {
        _builder.Append('{');
        var separator = "";
        foreach (var name in members.MemberNames)
        {
            members.TryGetMember(name, out var value);
            _builder.Append(separator).Append(name).Append(": ");
            Append(value, depth + 1);
            separator = ", ";
        }
        _builder.Append('}');
    }
}
