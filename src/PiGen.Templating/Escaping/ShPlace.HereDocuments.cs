using System.Text;

namespace PiGen.Templating.Escaping;

internal partial struct ShPlace
{
    private void Announce(ShHereDocument document) => _words.Announced = _words.Announced?.Then(document) ?? document;

    private readonly ShHereDocument DelimiterOf(ReadOnlySpan<char> word)
    {
        var isQuoted = word.ContainsAny('\'', '"', '\\');
        var delimiter = new StringBuilder(word.Length);
        foreach (var c in word)
        {
            if (c is not ('\'' or '"' or '\\'))
            {
                delimiter.Append(c);
            }
        }
        return new(delimiter.ToString(), isQuoted, _words.StripsTabs, null);
    }

    private void ReadHereDocument(char c, ReadOnlySpan<char> text, int index)
    {
        var document = _frame!.HereDocument!;
        if (c == '\n')
        {
            var line = text[LineStart..index];
            var isEnd = document.IsDelimiter(line);
            LoseIf(isEnd != document.IsDelimiter(line[(line.LastIndexOf('\n') + 1)..]), "<<");
            if (isEnd)
            {
                EndHereDocument(document);
            }
        }
        else if (!document.IsQuoted)
        {
            ReadExpansion(c);
        }
    }

    private void EndHereDocument(ShHereDocument document)
    {
        Leave();
        if (document.Next is { } next)
        {
            Enter(ShFrameKind.HereDocument);
            _frame = _frame! with { HereDocument = next };
        }
    }
}
