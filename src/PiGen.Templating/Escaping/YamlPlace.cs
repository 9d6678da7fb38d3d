namespace PiGen.Templating.Escaping;

/// <summary>What a YAML text is within up to here.</summary>
internal enum YamlPart
{
    /// <summary>Before the first character of a line that is no blank.</summary>
    LineStart,

    /// <summary>Where a scalar may begin.</summary>
    ScalarStart,
    Plain,
    DoubleQuoted,
    SingleQuoted,

    /// <summary>After a closing quote or bracket.</summary>
    AfterNode,

    /// <summary>An anchor, a tag, an alias or a directive.</summary>
    Property,
    Comment,

    /// <summary>After '|' or '&gt;' on their line.</summary>
    BlockHeader,
    BlockText,
}

/// <summary>A place in a YAML text (YAML 1.2.2, chapters 6 to 8). <c>default</c> is the start of a line.</summary>
internal struct YamlPlace : IPlace
{
    private int _column;
    private int _scalarColumn;
    private char _last;

    // One more than the column of the block entry that a scalar belongs to: what stands deeper continues the scalar.
    private int _entryDepth;
    private bool _mayContinue;
    private bool _isInBlock;

    public YamlPart Part { get; private set; }

    public int FlowDepth { get; private set; }

    public bool FollowsBackslash { get; private set; }

    /// <summary>Whether a value here would stand in a block scalar's text.</summary>
    public readonly bool IsBlockText =>
        Part == YamlPart.BlockText || (Part == YamlPart.LineStart && _isInBlock && _column >= _entryDepth);

    /// <summary>Whether a value here would lengthen a plain scalar.</summary>
    public readonly bool IsPlain =>
        Part == YamlPart.Plain || (Part == YamlPart.LineStart && _mayContinue && _column >= _entryDepth);

    public void Read(ReadOnlySpan<char> text, int index)
    {
        var c = text[index];
        if (c == '\n')
        {
            EndLine();
            return;
        }
        if (Part == YamlPart.LineStart && c != ' ')
        {
            BeginLine();
        }
        ReadIn(c);
        _column++;
        _last = c;
    }

    private void EndLine()
    {
        if (Part == YamlPart.Plain)
        {
            EndPlain();
            _mayContinue = Part == YamlPart.Plain;
        }
        else if (Part is YamlPart.ScalarStart or YamlPart.AfterNode or YamlPart.Comment or YamlPart.Property)
        {
            _mayContinue = false;
        }
        _isInBlock |= Part == YamlPart.BlockHeader;
        if (Part is not (YamlPart.DoubleQuoted or YamlPart.SingleQuoted))
        {
            Part = YamlPart.LineStart;
        }
        (_column, _last, FollowsBackslash) = (0, '\n', false);
    }

    private void BeginLine()
    {
        Part =
            IsBlockText ? YamlPart.BlockText
            : IsPlain ? YamlPart.Plain
            : YamlPart.ScalarStart;
        _isInBlock = Part == YamlPart.BlockText;
        _mayContinue = false;
    }

    private void ReadIn(char c)
    {
        switch (Part)
        {
            case YamlPart.ScalarStart:
                BeginScalar(c);
                break;
            case YamlPart.Plain:
                ReadPlain(c);
                break;
            case YamlPart.DoubleQuoted:
                Part = c == '"' && !FollowsBackslash ? YamlPart.AfterNode : Part;
                FollowsBackslash = c == '\\' && !FollowsBackslash;
                break;
            case YamlPart.SingleQuoted:
                Part = c == '\'' ? YamlPart.AfterNode : Part;
                break;
            case YamlPart.AfterNode:
                ReadAfterNode(c);
                break;
            case YamlPart.Property when c == ' ':
                Part = YamlPart.ScalarStart;
                break;
            case YamlPart.LineStart:
            case YamlPart.Property:
            case YamlPart.Comment:
            case YamlPart.BlockHeader:
            case YamlPart.BlockText:
                break;
        }
    }

    private void BeginScalar(char c)
    {
        if (c is ' ' or '\t' or ',')
        {
            return;
        }
        _scalarColumn = _column;
        FlowDepth += c is '[' or '{' ? 1 : 0;
        Part = c switch
        {
            '"' => YamlPart.DoubleQuoted,
            '\'' => YamlPart.SingleQuoted,
            '#' => YamlPart.Comment,
            '[' or '{' => YamlPart.ScalarStart,
            '|' or '>' when FlowDepth == 0 => YamlPart.BlockHeader,
            '&' or '!' or '*' or '%' => YamlPart.Property,
            _ => YamlPart.Plain,
        };
        if (c is ']' or '}')
        {
            EndFlow();
        }
    }

    private void ReadPlain(char c)
    {
        if (c is ' ' or '\t')
        {
            EndPlain();
        }
        else if (c == '#' && _last is (' ' or '\t'))
        {
            Part = YamlPart.Comment;
        }
        else if (FlowDepth > 0 && c is (',' or '[' or '{' or ']' or '}'))
        {
            EndPlain();
            ReadAfterNode(c);
        }
    }

    // "- ", "? " and ": " are no scalars but what a scalar follows.
    private void EndPlain()
    {
        var isSingle = _column == _scalarColumn + 1;
        if (_last == ':' || (isSingle && _last is ('-' or '?')))
        {
            BeginEntry();
        }
    }

    private void BeginEntry()
    {
        Part = YamlPart.ScalarStart;
        if (FlowDepth == 0)
        {
            _entryDepth = _scalarColumn + 1;
        }
    }

    private void ReadAfterNode(char c)
    {
        switch (c)
        {
            case ':':
                BeginEntry();
                break;
            case ',' or '[' or '{':
                FlowDepth += c == ',' ? 0 : 1;
                Part = YamlPart.ScalarStart;
                break;
            case ']' or '}':
                EndFlow();
                break;
            case '#' when _last is ' ' or '\t':
                Part = YamlPart.Comment;
                break;
            case '\'' when _last == '\'':
                Part = YamlPart.SingleQuoted;
                break;
            default:
                break;
        }
    }

    private void EndFlow()
    {
        FlowDepth = Math.Max(0, FlowDepth - 1);
        Part = YamlPart.AfterNode;
    }
}
