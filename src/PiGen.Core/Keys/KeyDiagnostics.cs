using PiGen.Templating.Text;
using static PiGen.Templating.Text.Diagnostic;

namespace PiGen.Core.Keys;

/// <summary>What is wrong with keys that a person names, one method each, PG0801 and on.</summary>
public static class KeyDiagnostics
{
    public static Diagnostic NoPublicKey(SourceSpan line) =>
        Error("PG0801", line, "this is no public key", "name a file that ssh-keygen wrote: ~/.ssh/id_ed25519.pub");

    /// <summary>Not a line of it is shown.</summary>
    public static Diagnostic PrivateKey(string path) =>
        Error(
            "PG0802",
            new SourceText(path, "").Whole,
            "this holds a private key, which nobody else should have",
            "name the public key, whose file ends in .pub"
        );

    public static Diagnostic Empty(SourceSpan argument) =>
        Error(
            "PG0803",
            argument,
            "there is no key in this file",
            "name a file that ssh-keygen wrote: ~/.ssh/id_ed25519.pub"
        );

    public static Diagnostic NoPlace(SourceSpan argument) =>
        Error("PG0804", argument, "a key is made on one of two machines", "write manager or laptop");
}
