using System.Numerics;
using PiGen.Templating.Engine;

namespace PiGen.Templating.Escaping;

/// <summary>Writes a value so that its output language reads back exactly this value, in the place where it lands.</summary>
internal abstract class Escaper
{
    /// <summary>Appends a value, escaped for where <paramref name="output"/> now ends.</summary>
    /// <param name="text">The value as text.</param>
    /// <returns>Why the value cannot be written there at all; null if it was written.</returns>
    public abstract string? Write(OutputBuffer output, ScalarKind kind, string text);

    /// <summary>Whether null is a value of the language, to be written like others; elsewhere it prints nothing.</summary>
    public virtual bool WritesNull => false;

    /// <summary>Why the value written last cannot stand before the text that has followed it; null if it can.</summary>
    /// <param name="isEnd">Whether nothing else follows: the render has ended.</param>
    public virtual string? ProblemOfLast(OutputBuffer output, bool isEnd) => null;

    protected static string? WriteAsItIs(OutputBuffer output, ReadOnlySpan<char> value)
    {
        output.Append(value);
        return null;
    }

    /// <summary>A new escaper for one render in a language; none for plain text.</summary>
    public static Escaper? For(OutputLanguage language) =>
        language switch
        {
            OutputLanguage.Text => null,
            OutputLanguage.Systemd => new SystemdEscaper(),
            OutputLanguage.Sh => new ShEscaper(),
            OutputLanguage.SshConfig => new SshConfigEscaper(),
            OutputLanguage.Json => new JsonEscaper(),
            OutputLanguage.Yaml => new YamlEscaper(),
        };
}

/// <summary>The language of what a template makes: values printed into it are escaped for it.</summary>
public enum OutputLanguage
{
    Text,
    Systemd,
    Sh,
    SshConfig,
    Json,
    Yaml,
}

/// <summary>The names of the output languages, as front matter and options write them.</summary>
public static class OutputLanguages
{
    public static IReadOnlyList<string> Names { get; } = ["text", "systemd", "sh", "ssh_config", "json", "yaml"];

    public static string NameOf(OutputLanguage language) => Names[(int)language];

    public static OutputLanguage? TryParse(string name) =>
        name switch
        {
            "text" => OutputLanguage.Text,
            "systemd" => OutputLanguage.Systemd,
            "sh" => OutputLanguage.Sh,
            "ssh_config" => OutputLanguage.SshConfig,
            "json" => OutputLanguage.Json,
            "yaml" => OutputLanguage.Yaml,
            _ => null,
        };
}

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

/// <summary>What no output language takes, and the sentences that say so.</summary>
internal static class Unwritable
{
    public const string HalfCharacter = "this value holds half a character (a lone surrogate), which no file can hold";

    public const string Nul = "this value holds a NUL character, which cannot be written here";

    /// <summary>Whether a surrogate stands without its other half: as UTF-8 it would become another character.</summary>
    public static bool HasHalfCharacter(ReadOnlySpan<char> value)
    {
        for (var i = value.IndexOfAnyInRange('\uD800', '\uDFFF'); i < value.Length && i >= 0; i++)
        {
            if (char.IsHighSurrogate(value[i]) && i + 1 < value.Length && char.IsLowSurrogate(value[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(value[i]))
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>Why a value cannot stand in a file that is read line by line; null if it can.</summary>
    public static string? OnOneLine(ReadOnlySpan<char> value)
    {
        if (value.IndexOfAny('\n', '\r') >= 0)
        {
            return "this value holds a line break, which would begin a new line here";
        }
        return value.Contains('\0') ? Nul
            : HasHalfCharacter(value) ? HalfCharacter
            : null;
    }
}

/// <summary>A place in a text of an output language. <c>default</c> is the text's beginning.</summary>
internal interface IPlace
{
    /// <summary>Moves it over the character at <paramref name="index"/>, next after the last one.</summary>
    void Read(ReadOnlySpan<char> text, int index);
}

/// <summary>
/// An escaper that knows where it stands by reading the output, each character once: what it had read when it was last
/// asked is kept as a <typeparamref name="TPlace"/>.
/// </summary>
internal abstract class ScanningEscaper<TPlace> : Escaper
    where TPlace : struct, IPlace
{
    private readonly Checkpoints<TPlace> _checkpoints = new();
    private TPlace _place;
    private int _position;

    /// <summary>Where the output ends: cheap when it only grew, and after a cut as dear as what was cut.</summary>
    protected ref readonly TPlace PlaceAtEnd(OutputBuffer output)
    {
        if (output.Unchanged < _position)
        {
            (_position, _place) = _checkpoints.BackTo(output.Unchanged);
            // What is cut once is often cut again from near there.
            ReadTo(output.Text[..output.Unchanged]);
        }
        ReadTo(output.Text);
        output.Unchanged = _position;
        return ref _place;
    }

    private void ReadTo(ReadOnlySpan<char> text)
    {
        if (_position < text.Length)
        {
            ref var place = ref _place;
            for (var i = _position; i < text.Length; i++)
            {
                place.Read(text, i);
            }
            _position = text.Length;
            _checkpoints.Add(_position, _place);
        }
    }
}

/// <summary>
/// Places read earlier, dense near the end and sparse before, so that going back by n characters means to read again
/// about n at most, while few are held.
/// </summary>
internal sealed class Checkpoints<TPlace>
    where TPlace : struct
{
    // Places nearer than this are cheaper read again than kept.
    private const int Spacing = 256;

    private readonly List<(int Position, TPlace Place)> _kept = [];

    public void Add(int position, TPlace place)
    {
        if (position - (_kept.Count > 0 ? _kept[^1].Position : 0) < Spacing)
        {
            return;
        }
        _kept.Add((position, place));
        Thin(position);
    }

    /// <summary>The last place at or before <paramref name="length"/>; the beginning if none was kept.</summary>
    public (int Position, TPlace Place) BackTo(int length)
    {
        while (_kept.Count > 0 && _kept[^1].Position > length)
        {
            _kept.RemoveAt(_kept.Count - 1);
        }
        return _kept.Count > 0 ? _kept[^1] : default;
    }

    private void Thin(int end)
    {
        for (var i = _kept.Count - 2; i > 0; i--)
        {
            if (end - _kept[i - 1].Position <= 2 * (end - _kept[i + 1].Position))
            {
                _kept.RemoveAt(i);
            }
        }
    }
}
