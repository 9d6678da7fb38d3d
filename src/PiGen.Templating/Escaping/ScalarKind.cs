using System.Numerics;

namespace PiGen.Templating.Escaping;

/// <summary>What a value is in a language that tells strings from numbers.</summary>
internal enum ScalarKind
{
    Null,

    /// <summary>A truth value or an integer, whose text is the same in each language.</summary>
    Literal,
    Float,
    Text,

    /// <summary>A list, an object or a function.</summary>
    NotScalar,
}

internal static class ScalarKinds
{
    public static ScalarKind Of(object? value) =>
        value switch
        {
            null => ScalarKind.Null,
            bool or int or long or uint or ulong or short or ushort or byte or sbyte or BigInteger =>
                ScalarKind.Literal,
            double or float or decimal => ScalarKind.Float,
            string or char or DateTime or TimeSpan => ScalarKind.Text,
            _ => ScalarKind.NotScalar,
        };
}
