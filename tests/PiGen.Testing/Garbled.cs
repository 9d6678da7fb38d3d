namespace PiGen.Testing;

/// <summary>What a host that is broken, or that lies, makes of an answer.</summary>
public static class Garbled
{
    private static readonly string[] Words =
    [
        "",
        " ",
        "end",
        "NaN",
        "-1",
        "1e300",
        "9223372036854775807",
        "99999999999999999999999",
        "////",
        "!!!!",
        "QQ",
        "\u202E",
        "Id=",
        "look",
        "uptime NaN",
        "uptime 1e300",
        "NRestarts=9223372036854775807",
        "ActiveEnterTimestampMonotonic=9223372036854775807",
        "file .ssh/authorized_keys",
        "none",
        "worker 0 0",
        "worker 9 9",
        "pigen answer 7 7 x",
        "pigen File",
        "pigen 3 o-- /x",
        "pigen //",
    ];

    /// <summary>The same lines with a few mistakes; each seed has its own.</summary>
    public static string[] Of(IEnumerable<string> answer, int seed)
    {
#pragma warning disable CA5394 // not for secrets
        var random = new Random(seed);
        var lines = answer.ToList();
        for (var mistakes = random.Next(1, 5); mistakes > 0; mistakes--)
        {
            var at = random.Next(lines.Count + 1);
            if (at == lines.Count || random.Next(5) == 0)
            {
                lines.Insert(at, lines.Count == 0 || random.Next(2) == 0 ? Word() : lines[random.Next(lines.Count)]);
                continue;
            }
            var words = lines[at].Split(' ', '=');
            switch (random.Next(5))
            {
                case 0:
                    lines.RemoveAt(at);
                    break;
                case 1:
                    lines[at] = lines[at][random.Next(lines[at].Length + 1)..];
                    break;
                case 2:
                    lines[at] = lines[at][..random.Next(lines[at].Length + 1)];
                    break;
                case 3:
                    lines[at] = lines[at].Insert(random.Next(lines[at].Length + 1), Word());
                    break;
                default:
                    lines[at] = string.Join(
                        random.Next(2) == 0 ? ' ' : '=',
                        words.Select(word => random.Next(2) == 0 ? word : Word())
                    );
                    break;
            }
        }
        return [.. lines];

        string Word() => Words[random.Next(Words.Length)];
#pragma warning restore CA5394
    }
}
