using System.Text;
using PiGen.Testing;

namespace PiGen.Cli.Tests;

/// <summary>
/// What a person hands over as text, as a Windows checkout or editor makes it: carriage returns before the line feeds, a byte
/// order mark, both. The answers are those to the same text without.
/// </summary>
public sealed class LineEndTests : IDisposable
{
    internal static readonly Func<string, string>[] Ways =
    [
        text => text.Replace("\n", "\r\n", StringComparison.Ordinal),
        text => "\uFEFF" + text,
        text => "\uFEFF" + text.Replace("\n", "\r\n", StringComparison.Ordinal),
    ];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(0, "t", "a {{ 1 }}\n{{ if true ~}}\nb \\\n  c\n{{ end }}\n\nd", "template render @t")]
    [InlineData(0, "t", "+++\nlanguage = \"sh\"\n+++\n{{~ x = 'a\nb' ~}}\necho {{ x }}\n", "template render @t")]
    [InlineData(0, "t", "{{ # a\nx = [1,\n 2]\nx | array.join `\n` }}\n", "template render @t")]
    [InlineData(0, "t", "x = 1\n\ny = 'é' # b\nx + 2\ny\n", "template render @t --script")]
    [InlineData(1, "t", "a\n\n b {{ nope }} c\n", "template render @t")]
    [InlineData(1, "t", "a\n{{ 1 +\n", "template render @t")]
    [InlineData(1, "t", "+++\neach = 1\nlanguage = \"perl\"\n+++\n", "template render @t")]
    [InlineData(0, "parts/b/p", "p\n{{ $1 }}\n", "template render @includes.scriban --includes @parts")]
    [InlineData(1, "parts/b/p", "p\n é {{ $1.x }}\n", "template render @includes.scriban --includes @parts")]
    [InlineData(0, "m.json", "{\n \"v\": \"b\\r\\nc\"\n}\n", "template render @values.scriban --model @m.json")]
    [InlineData(1, "m.json", "{\n \"é\": 1,\n \"a\": é\n}\n", "template render @values.scriban --model @m.json")]
    [InlineData(1, "m.json", "{\n \"a\": \"b\nc\"\n}\n", "template render @values.scriban --model @m.json")]
    [InlineData(
        0,
        "m.yaml",
        "# a\nv:\n a: |\n  b\n   c\n\n d: >-\n  e\n  f\n g: \"h\\r\\n\n  i\"\n j: [1,\n  2]\n",
        "template render @values.scriban --model @m.yaml"
    )]
    [InlineData(1, "m.yml", "a: 1\nb:\n  é: 1\n  é: 2\n", "template render @values.scriban --model @m.yml")]
    [InlineData(1, "m.yml", "a: 1\n\nb: 'x\n", "template render @values.scriban --model @m.yml")]
    [InlineData(0, "-", "{\n \"v\": \"b\\r\\nc\"\n}\n", "template render @values.scriban --model -")]
    [InlineData(1, "-", "{\n \"é\": 1,\n \"a\": é\n}\n", "template render @values.scriban --model -")]
    [InlineData(0, "-", "red[01-02],\n\nred9\n", "hosts expand")]
    [InlineData(0, "-", "red01\nred02\n", "hosts fold")]
    [InlineData(0, "-", "red[1-9]\n!red3\n", "hosts count")]
    [InlineData(1, "-", "red1\n red[2-é]\n,\n", "hosts expand")]
    [InlineData(0, "=", "red01\nred02", "hosts fold = =")]
    [InlineData(1, "=", "red01\nred[1-", "hosts expand blue =")]
    [InlineData(0, "=", "red1\nred[2-3]", "render --workers = --wlan 192.168.1.24 --output @out")]
    [InlineData(1, "=", "red1\n red[2-", "render --workers = --wlan 192.168.1.24 --output @out")]
    [InlineData(0, "=", "red1\nred[2-3]", "template model --workers = --wlan 192.168.1.24")]
    [InlineData(0, "mine/ssh_config.jump.scriban", Own, "template show ssh_config.jump --templates @mine")]
    [InlineData(0, "mine/ssh_config.jump.scriban", Own, "template list --json --templates @mine")]
    [InlineData(0, "mine/ssh_config.jump.scriban", Own, "template check @mine")]
    [InlineData(1, "mine/ssh_config.jump.scriban", Own + "{{ nope }}\n", "template check @mine")]
    [InlineData(1, "mine/_part.scriban", "a\n{{ é +\n", "template check @mine")]
    [InlineData(0, "mine/ssh_config.jump.scriban", Own, "ssh-config show --workers red1 --templates @mine")]
    public void The_answer_is_the_same(int exitCode, string place, string text, string command)
    {
        _folder.Write("includes.scriban", "a {{ include 'b/p' 'x' }}");
        _folder.Write("values.scriban", "{{ v | object.to_json }}");
        var plain = Told(place, text, command);
        Assert.Equal(exitCode, plain.Answer.ExitCode);
        Assert.All(Ways, way => Assert.Equal(plain, Told(place, way(text), command)));
    }

    private const string Own = """
        +++
        each = "cluster"
        host = "laptop"
        path = "ssh_config.jump"
        mode = "0644"
        language = "ssh_config"
        +++
        {{ for worker in workers ~}}
        Host {{ worker.name }}
            User {{ manager.user }}

        {{ end }}
        """;

    // The shell takes the last line feed of "$(cat hosts)", and leaves the carriage return.
    [Fact]
    public void What_a_shell_leaves_of_a_file_of_hosts_is_recorded_as_without()
    {
        const string Render = "render --workers = --wlan 192.168.1.24 --output @out";
        Assert.Equal(Told("=", "red1\nred2", Render), Told("=", "\uFEFFred1\r\nred2\r", Render));
    }

    [Fact]
    public void All_templates_taken_out_and_saved_so_render_byte_for_byte_the_same()
    {
        Pigen.Run("template", "eject", _folder["mine"]);
        Pigen.Render(_folder["own"]);
        var files = _folder.Files().Where(file => file.StartsWith("mine/")).ToDictionary(file => file, _folder.Read);
        foreach (var way in Ways)
        {
            foreach (var (file, text) in files)
            {
                _folder.Write(file, way(text));
            }
            Pigen.Render(_folder["out"], "--templates", _folder["mine"]);
            // The manifest names the folder of templates.
            Assert.Equal(Bytes("own").Where(IsNoManifest), Bytes("out").Where(IsNoManifest));
            Directory.Delete(_folder["out"], recursive: true);
        }
        Assert.True(files.Count > 10);

        static bool IsNoManifest((string File, string) one) => one.File != "pigen.json";
    }

    [Fact]
    public void A_template_that_was_taken_out_and_saved_so_is_the_built_in_one_still_and_stays_as_it_is()
    {
        string[] eject = ["template", "eject", "uninstall.sh", _folder["mine"]];
        Pigen.Run(eject);
        var text = _folder.Read("mine/uninstall.sh.scriban");
        foreach (var way in Ways)
        {
            _folder.Write("mine/uninstall.sh.scriban", way(text));
            var before = _folder.Snapshot();
            foreach (
                var more in (string[][])
                    [
                        [],
                        ["--force"],
                    ]
            )
            {
                var answer = Pigen.Run([.. eject, .. more]);
                Assert.Equal((0, ""), (answer.ExitCode, answer.Error));
                Assert.StartsWith("unchanged ", answer.Out, StringComparison.Ordinal);
            }
            Assert.Equal(before, _folder.Snapshot());
        }
        _folder.Write("mine/uninstall.sh.scriban", Ways[0](text) + "#");
        Assert.Contains("PG0524", Pigen.Run(eject).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_template_is_shown_as_it_is_used()
    {
        _folder.Write("mine/ssh_config.jump.scriban", Ways[2](Own));
        Assert.Equal(
            new Answer(0, Own, ""),
            Pigen.Run("template", "show", "ssh_config.jump", "--templates", _folder["mine"])
        );
    }

    [Fact]
    public void A_line_end_that_a_model_names_is_kept()
    {
        _folder.Write("values.scriban", "{{ a }}");
        _folder.Write("m.json", "{\r\n \"a\": \"b\\r\\nc\"\r\n}");
        _folder.Write("m.yaml", "a: \"b\\r\\nc\"\r\n");
        foreach (var model in (string[])["m.json", "m.yaml"])
        {
            var answer = Pigen.Run("template", "render", _folder["values.scriban"], "--model", _folder[model]);
            Assert.Equal(new Answer(0, "b\r\nc", ""), answer);
        }
    }

    [Fact]
    public void A_carriage_return_that_ends_no_line_stays()
    {
        _folder.Write("t", "a\rb\r\r\nc\r");
        Assert.Equal(new Answer(0, "a\rb\r\nc\r", ""), Pigen.Run("template", "render", _folder["t"]));
    }

    [Fact]
    public void A_second_byte_order_mark_stays()
    {
        _folder.Write("t", "\uFEFF\uFEFFa\uFEFF");
        Assert.Equal(new Answer(0, "\uFEFFa\uFEFF", ""), Pigen.Run("template", "render", _folder["t"]));
    }

    // It would be an address, but for what nobody sees.
    [Fact]
    public void A_carriage_return_in_a_value_of_one_word_is_a_mistake_that_can_be_seen()
    {
        var error = Pigen.Run("render", "--workers", "red1", "--wlan", "192.168.1.24\r").Error;
        Assert.Contains("\n1 | 192.168.1.24\\u000D\n", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "\n")]
    [InlineData("", "\r\n")]
    [InlineData("\uFEFF", "\r\n")]
    public void Where_a_text_stops_to_be_utf_8_is_told_in_the_same_place(string mark, string lineEnd)
    {
        byte[] before = Encoding.UTF8.GetBytes($"{mark}a{lineEnd}{lineEnd}éb{lineEnd} é");
        File.WriteAllBytes(_folder["t"], [.. before, 0xFF, .. Encoding.UTF8.GetBytes($"c{lineEnd}")]);
        Assert.Contains(
            $"error PG0526: from here on this is not UTF-8\n --> {_folder["t"]}:4:3\n",
            Pigen.Run("template", "render", _folder["t"]).Error,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_pipe_of_bytes_is_read_so_too()
    {
        var program = PigenProgram.Command("hosts", "fold");
        var answer = RealProgram.Run(
            "sh",
            ["-c", @"printf '\357\273\277red1\r\nred2\r\n' | ""$@""", "sh", .. program],
            []
        );
        Assert.Equal(new Answer(0, "red[1-2]\n", ""), answer);
    }

    /// <summary>What the program says of a text, and all files that it has made of it, which are gone again.</summary>
    /// <param name="place">A file, "-" for standard input, "=" for the words of the command that are so.</param>
    /// <param name="command">Words that begin with "@" are names in the folder.</param>
    private (Answer Answer, string Made) Told(string place, string text, string command)
    {
        if (place is not ("-" or "="))
        {
            _folder.Write(place, text);
        }
        var words = command.Split(' ');
        var given = words.Select(word =>
            word is "=" ? text
            : word is ['@', .. var file] ? _folder[file]
            : word
        );
        var answer = Pigen.RunWith(place == "-" ? text : "", [.. given]);
        var made = string.Join('\n', Bytes("out"));
        if (made.Length > 0)
        {
            Directory.Delete(_folder["out"], recursive: true);
        }
        return (answer, made);
    }

    private (string File, string Bytes)[] Bytes(string folder) =>
        [
            .. _folder
                .Files()
                .Where(file => file.StartsWith(folder + "/", StringComparison.Ordinal))
                .Select(file => (file[(folder.Length + 1)..], Convert.ToHexString(File.ReadAllBytes(_folder[file])))),
        ];
}
