using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace PiGen.Core.Rendering;

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
