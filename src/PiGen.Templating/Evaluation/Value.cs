using System.Numerics;

namespace PiGen.Templating.Evaluation;

/// <summary>What a <see cref="Value"/> is.</summary>
public enum ValueKind
{
    Null,
    Boolean,
    Integer,
    BigInteger,
    Float,
    String,
    Array,
    Range,
    Object,
    Function,
    Date,
    TimeSpan,
}

/// <summary>
/// A value of the template language: a reference and 64 bits, so that numbers and booleans need no box.
/// <c>default</c> is null.
/// </summary>
public readonly struct Value
{
    // What a number's or a boolean's reference points to: one object for each kind that lives in the bits.
    private sealed class Tag(ValueKind kind)
    {
        public readonly ValueKind Kind = kind;

        public static readonly Tag Boolean = new(ValueKind.Boolean);
        public static readonly Tag Integer = new(ValueKind.Integer);
        public static readonly Tag Float = new(ValueKind.Float);
        public static readonly Tag TimeSpan = new(ValueKind.TimeSpan);
    }

    private readonly object? _reference;
    private readonly long _bits;

    private Value(object? reference, long bits = 0)
    {
        _reference = reference;
        _bits = bits;
    }

    public static Value Null => default;

    public ValueKind Kind =>
        _reference switch
        {
            null => ValueKind.Null,
            Tag tag => tag.Kind,
            string => ValueKind.String,
            ScriptArray => ValueKind.Array,
            ScriptRange => ValueKind.Range,
            ScriptFunction => ValueKind.Function,
            BigInteger => ValueKind.BigInteger,
            DateTimeOffset => ValueKind.Date,
            _ => ValueKind.Object,
        };

    public bool IsNull => _reference is null;

    public bool IsTrue => !IsNull && _reference != EmptyObject.Instance && (_reference != Tag.Boolean || _bits != 0);

    public bool IsNumber => Kind is ValueKind.Integer or ValueKind.BigInteger or ValueKind.Float;

    internal bool IsInteger => ReferenceEquals(_reference, Tag.Integer);

    internal bool IsFloat => ReferenceEquals(_reference, Tag.Float);

    internal bool IsBoolean => ReferenceEquals(_reference, Tag.Boolean);

    /// <summary>Whether the author vouches for this text, so that it is printed as it is in every output language.</summary>
    public bool IsRaw => _bits != 0 && _reference is string;

    /// <summary>The integer, if it is one that fits 64 bits; else 0.</summary>
    public long AsInteger => IsInteger ? _bits : 0;

    internal bool AsBoolean => _bits != 0;

    internal double AsFloat => BitConverter.Int64BitsToDouble(_bits);

    internal TimeSpan AsTimeSpan => new(_bits);

    internal DateTimeOffset AsDate => (DateTimeOffset)_reference!;

    internal BigInteger AsBigInteger => _reference is BigInteger big ? big : _bits;

    /// <summary>The string, if it is one; else null.</summary>
    public string? AsString => _reference as string;

    public ScriptArray? AsArray => _reference as ScriptArray;

    internal ScriptRange? AsRange => _reference as ScriptRange;

    public IScriptObject? AsObject => _reference as IScriptObject;

    internal ScriptFunction? AsFunction => _reference as ScriptFunction;

    internal bool IsSameReference(Value other) => ReferenceEquals(_reference, other._reference);

    public static implicit operator Value(string? text) => new(text);

    public static implicit operator Value(long number) => new(Tag.Integer, number);

    public static implicit operator Value(int number) => new(Tag.Integer, number);

    public static implicit operator Value(bool flag) => new(Tag.Boolean, flag ? 1 : 0);

    public static implicit operator Value(double number) => new(Tag.Float, BitConverter.DoubleToInt64Bits(number));

    public static implicit operator Value(TimeSpan span) => new(Tag.TimeSpan, span.Ticks);

    public static implicit operator Value(DateTimeOffset date) => new(date);

    public static implicit operator Value(ScriptArray? array) => new(array);

    public static implicit operator Value(ScriptObject? value) => new(value);

    public static implicit operator Value(ScriptFunction? function) => new(function);

    internal static Value From(ScriptRange range) => new(range);

    /// <summary>An object of the model, exposed without a copy.</summary>
    public static Value From(IScriptObject? value) => new(value);

    /// <summary>Text that is printed as it is, whatever the output language.</summary>
    public static Value Raw(string text) => new(text, 1);

    /// <summary>An integer of any size, in the smallest form that holds it.</summary>
    public static Value FromBig(BigInteger number) =>
        number >= long.MinValue && number <= long.MaxValue ? (long)number : new Value(number);

    /// <summary>The text that printing it gives.</summary>
    public override string ToString() => ValueText.Of(this);
}
