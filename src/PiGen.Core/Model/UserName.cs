namespace PiGen.Core.Model;

/// <summary>A Linux user's name: what useradd(8) and systemd's <c>User=</c> both take, 1 to 32 characters.</summary>
public sealed record UserName
{
    private readonly string _text;

    private UserName(string text) => _text = text;

    public bool IsRoot => _text == "root";

    public static UserName? TryParse(string text) =>
        text.Length is >= 1 and <= 32
        && (char.IsAsciiLetter(text[0]) || text[0] == '_')
        && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.')
            ? new(text)
            : null;

    public override string ToString() => _text;
}
