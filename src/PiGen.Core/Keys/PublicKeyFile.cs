using System.Collections.Immutable;
using System.Text;
using PiGen.Templating.Text;

namespace PiGen.Core.Keys;

/// <summary>A file of public keys, one a line, as ssh-keygen writes it.</summary>
public static class PublicKeyFile
{
    /// <summary>Its keys; none, with an error, if there is a line that is no key.</summary>
    public static ImmutableArray<PublicKey> Read(SourceText text, DiagnosticBag diagnostics)
    {
        if (text.Content.Contains("PRIVATE KEY-----", StringComparison.Ordinal))
        {
            diagnostics.Add(KeyDiagnostics.PrivateKey(text.Name));
            return [];
        }
        var keys = ImmutableArray.CreateBuilder<PublicKey>();
        var start = 0;
        foreach (var line in KeyText.Lines(text.Content))
        {
            var length = line.TrimEnd('\r', '\n').Length;
            if (TryParse(line) is { } key)
            {
                keys.Add(key);
            }
            else if (!KeyText.IsComment(line))
            {
                diagnostics.Add(KeyDiagnostics.NoPublicKey(text.Span(start, length)));
                return [];
            }
            start += line.Length;
        }
        if (keys.Count == 0)
        {
            diagnostics.Add(KeyDiagnostics.Empty(text.Whole));
        }
        return keys.ToImmutable();
    }

    // A comment of other letters is written to the other file as the same bytes.
    private static PublicKey? TryParse(string line) => PublicKey.TryParse(KeyText.Decode(Encoding.UTF8.GetBytes(line)));
}
