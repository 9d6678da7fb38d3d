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
