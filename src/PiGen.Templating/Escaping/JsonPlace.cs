namespace PiGen.Templating.Escaping;

/// <summary>An array or object that is open, and the one round it.</summary>
internal sealed record JsonContainer(bool IsObject, JsonContainer? Outer);

/// <summary>A place in a JSON text (RFC 8259). <c>default</c> is its beginning.</summary>
internal struct JsonPlace
{
    private char _last;
    private JsonContainer? _container;

    public bool IsInString { get; private set; }

    public bool FollowsBackslash { get; private set; }

    public readonly bool IsStart => _last == '\0';

    /// <summary>Whether a value may begin here: nothing stands before, or a sign that a value follows.</summary>
    public readonly bool TakesValue => _last is '\0' or '[' or ',' or ':' or '{';

    /// <summary>Whether what begins here is the name of an object's member.</summary>
    public readonly bool TakesName => _last is '{' or ',' && _container is { IsObject: true };

    public void Read(char c)
    {
        if (IsInString)
        {
            IsInString = c != '"' || FollowsBackslash;
            FollowsBackslash = c == '\\' && !FollowsBackslash;
            return;
        }
        if (c is ' ' or '\t' or '\r' or '\n')
        {
            return;
        }
        IsInString = c == '"';
        _last = c;
        _container = c switch
        {
            '[' or '{' => new(c == '{', _container),
            ']' or '}' => _container?.Outer,
            _ => _container,
        };
    }
}
