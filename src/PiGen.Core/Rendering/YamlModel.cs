using System.Globalization;
using System.Numerics;
using PiGen.Templating.Engine;
using PiGen.Templating.Text;
using Scriban.Runtime;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace PiGen.Core.Rendering;

/// <summary>Reads a model from YAML: one document; plain scalars are resolved by the core schema (YAML 1.2.2, 10.3.2).</summary>
internal sealed class YamlModel
{
    private readonly SourceText _text;
    private readonly YamlEvents _parser;
    private readonly Dictionary<string, object?> _anchors = new(StringComparer.Ordinal);

    private YamlModel(SourceText text)
    {
        _text = text;
        _parser = new YamlEvents(text.Content);
    }

    public static ScriptObject? Read(SourceText text, DiagnosticBag diagnostics)
    {
        try
        {
            return new YamlModel(text).ReadDocument();
        }
        catch (YamlException e)
        {
            var place = text.SpanAt(e.Start.Line - 1, e.Start.Column - 1);
            diagnostics.Add(ModelDiagnostics.BrokenYaml(place, e.Message));
            return null;
        }
        catch (Refused refused)
        {
            diagnostics.Add(refused.Diagnostic);
            return null;
        }
    }

    private ScriptObject ReadDocument()
    {
        _parser.Consume<StreamStart>();
        if (!_parser.TryConsume<DocumentStart>(out _))
        {
            throw new Refused(ModelDiagnostics.NoObject(_text.Span(0, 0)));
        }
        var start = Place(_parser.Current!);
        var model = ReadValue(depth: 0) as ScriptObject ?? throw new Refused(ModelDiagnostics.NoObject(start));
        _parser.Consume<DocumentEnd>();
        if (!_parser.Accept<StreamEnd>(out _))
        {
            throw new Refused(ModelDiagnostics.NotInAModel(Place(_parser.Current!), "a second document"));
        }
        return model;
    }

    private object? ReadValue(int depth)
    {
        // The depth that JSON models have, too: System.Text.Json's default.
        if (depth > 64)
        {
            throw new Refused(ModelDiagnostics.NotInAModel(Place(_parser.Current!), "anything nested deeper than 64"));
        }
        if (_parser.TryConsume<AnchorAlias>(out var alias))
        {
            return _anchors.TryGetValue(alias.Value.Value, out var known)
                ? known
                : throw new Refused(ModelDiagnostics.NotInAModel(Place(alias), "an alias of no value before it"));
        }
        if (_parser.Current is not NodeEvent node)
        {
            throw new Refused(ModelDiagnostics.BrokenYaml(Place(_parser.Current!), "a value is missing"));
        }
        var value = node switch
        {
            Scalar => YamlScalars.ValueOf(_parser.Consume<Scalar>()),
            SequenceStart => ReadSequence(depth),
            _ => ReadMapping(depth),
        };
        if (!node.Anchor.IsEmpty)
        {
            _anchors[node.Anchor.Value] = value;
        }
        return value;
    }

    private ScriptArray ReadSequence(int depth)
    {
        _parser.Consume<SequenceStart>();
        var items = new ScriptArray();
        while (!_parser.TryConsume<SequenceEnd>(out _))
        {
            items.Add(ReadValue(depth + 1));
        }
        return items;
    }

    private ScriptObject ReadMapping(int depth)
    {
        _parser.Consume<MappingStart>();
        var members = new ScriptObject();
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            if (!_parser.TryConsume<Scalar>(out var name))
            {
                throw new Refused(ModelDiagnostics.NotInAModel(Place(_parser.Current!), "a name that is not a word"));
            }
            if (members.ContainsKey(name.Value))
            {
                throw new Refused(ModelDiagnostics.RepeatedName(Place(name)));
            }
            members[name.Value] = ReadValue(depth + 1);
        }
        return members;
    }

    private SourceSpan Place(ParsingEvent at) => _text.SpanAt(at.Start.Line - 1, at.Start.Column - 1);

    private sealed class Refused(Diagnostic diagnostic) : Exception
    {
        public Diagnostic Diagnostic { get; } = diagnostic;
    }
}

/// <summary>The events of a YAML text, where each mistake of the text is a <see cref="YamlException"/>.</summary>
internal sealed class YamlEvents : IParser
{
    private readonly Scanner _scanner;
    private readonly Parser _parser;

    public YamlEvents(string text)
    {
        _scanner = new Scanner(new StringReader(text));
        _parser = new Parser(_scanner);
    }

    public ParsingEvent? Current => _parser.Current;

    // YamlDotNet 16.3 loses its state over some unclosed lists, such as "a: [1", a line end and "b: 2".
    public bool MoveNext()
    {
        try
        {
            return _parser.MoveNext();
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            var place = _scanner.CurrentPosition;
            throw new YamlException(place, place, "a list or an object is not closed before this place", e);
        }
    }
}

/// <summary>What a scalar stands for, by the core schema (YAML 1.2.2, 10.3.2): quoted and tagged as a string, it is one.</summary>
internal static class YamlScalars
{
    private const string StringTag = "tag:yaml.org,2002:str";

    // JSON models have the same: longer integers are read as floats.
    private const int LongestInteger = 1000;

    public static object? ValueOf(Scalar scalar) =>
        scalar.Style != ScalarStyle.Plain || (!scalar.Tag.IsEmpty && scalar.Tag.Value is "!" or StringTag)
            ? scalar.Value
            : PlainValue(scalar.Value);

    private static object? PlainValue(string text) =>
        text switch
        {
            "" or "~" or "null" or "Null" or "NULL" => null,
            "true" or "True" or "TRUE" => true,
            "false" or "False" or "FALSE" => false,
            ".inf" or ".Inf" or ".INF" or "+.inf" or "+.Inf" or "+.INF" => double.PositiveInfinity,
            "-.inf" or "-.Inf" or "-.INF" => double.NegativeInfinity,
            ".nan" or ".NaN" or ".NAN" => double.NaN,
            _ => Number(text) ?? text,
        };

    private static object? Number(string text) =>
        IntegerOf(text) is { } whole ? JsonValues.Fit(whole)
        : IsDecimal(text) && double.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number
        : null;

    private static BigInteger? IntegerOf(string text) =>
        text.Length > LongestInteger ? null
        : text.StartsWith("0x", StringComparison.Ordinal) ? OfBase(16, text[2..], char.IsAsciiHexDigit)
        : text.StartsWith("0o", StringComparison.Ordinal) ? OfBase(8, text[2..], c => c is >= '0' and <= '7')
        : BigInteger.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? whole
        : null;

    private static BigInteger? OfBase(int radix, string digits, Func<char, bool> isDigit) =>
        digits.Length > 0 && digits.All(isDigit)
            ? digits.Aggregate(BigInteger.Zero, (sum, digit) => sum * radix + Convert.ToInt32(digit.ToString(), 16))
            : null;

    // double.TryParse alone takes "Infinity" and "1,5" for numbers.
    private static bool IsDecimal(string text) =>
        text.All(c => char.IsAsciiDigit(c) || c is '+' or '-' or '.' or 'e' or 'E') && text.Any(char.IsAsciiDigit);
}
