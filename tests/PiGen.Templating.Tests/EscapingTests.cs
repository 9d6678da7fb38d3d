using System.Diagnostics;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using PiGen.Templating.Escaping;
using PiGen.Templating.Evaluation;
using PiGen.Templating.Text;

namespace PiGen.Templating.Tests;

public class EscapingTests
{
    private static string Escaped(OutputLanguage language, string template, Value value)
    {
        var diagnostics = new DiagnosticBag();
        var model = new ScriptObject { { "v", value } };
        var options = new RenderOptions { Language = language };
        var text = Template.Parse(new SourceText("t", template), diagnostics)!.Render(model, options, diagnostics);
        return text ?? "refused: " + diagnostics.First().Message;
    }

    [Theory]
    [InlineData("Description=x {{ v }}", "100% 'a' $b", "Description=x 100%% 'a' $b")]
    [InlineData("ExecStart=/bin/echo {{ v }}", "a b", @"ExecStart=/bin/echo a\x20b")]
    [InlineData(
        "ExecStart=/bin/echo {{ v }}",
        "$x %h ; \"q\" \\",
        @"ExecStart=/bin/echo $$x\x20%%h\x20\x3b\x20\""q\""\x20\\"
    )]
    [InlineData("ExecStart=/bin/echo {{ v }}", "", "ExecStart=/bin/echo \"\"")]
    [InlineData("ExecStart=/bin/echo \"a {{ v }}\"", "b c\"", "ExecStart=/bin/echo \"a b c\\\"\"")]
    [InlineData("ExecStart=/bin/echo a \\\n  {{ v }}", "b c", "ExecStart=/bin/echo a \\\n  b\\x20c")]
    [InlineData("Environment=A={{ v }}", "b $c", @"Environment=A=b\x20$c")]
    [InlineData(
        "Description={{ v }}",
        "a\nExecStart=/bin/sh",
        "refused: a value with a line end or a NUL cannot be written here"
    )]
    [InlineData(
        "Description={{ v }}",
        "a\\",
        "refused: a value that ends with a backslash would take the next line with it"
    )]
    [InlineData("ExecStart={{ v }}", "-/bin/sh", "refused: a command cannot be empty or begin with one of @ - : + ! |")]
    [InlineData(
        "[{{ v }}]",
        "Unit]",
        "refused: the name of a section or a setting can only have letters, digits and -"
    )]
    [InlineData("# {{ v }}", "100%", "# 100%")]
    [InlineData("ExecStart={{ v | raw }}", "-/bin/sh $x", "ExecStart=-/bin/sh $x")]
    public void Units(string template, string value, string expected) =>
        Assert.Equal(expected, Escaped(OutputLanguage.Systemd, template, value));

    [Theory]
    [InlineData("echo {{ v }}", "red001.local", "echo red001.local")]
    [InlineData("echo {{ v }}", "a'b", @"echo 'a'\''b'")]
    [InlineData("echo {{ v }}", "", "echo ''")]
    [InlineData("{{ v }}", "if", "'if'")]
    [InlineData("echo \"{{ v }}\"", "$(id) `id` \"", "echo \"\\$(id) \\`id\\` \\\"\"")]
    [InlineData("echo '{{ v }}'", "it's", @"echo 'it'\''s'")]
    [InlineData("echo \"$(echo {{ v }})\"", "a b", "echo \"$(echo 'a b')\"")]
    [InlineData("# it's {{ v }}", "$(id)", "# it's $(id)")]
    [InlineData("# {{ v }}", "a\nid", "refused: a value with a line end or a NUL cannot be written here")]
    [InlineData("cat <<'EOF'\n{{ v }}\nEOF\necho {{ v }}", "$x", "cat <<'EOF'\n$x\nEOF\necho '$x'")]
    [InlineData("cat <<EOF\n{{ v }}\nEOF\n", "$x \\", "cat <<EOF\n\\$x \\\\\nEOF\n")]
    [InlineData(
        "cat <<EOF\n{{ v }}\nEOF\n",
        "a\nEOF\nid",
        "refused: a value with the here-document's delimiter or a leading tab cannot be written in it"
    )]
    [InlineData(
        "echo ${{ v }}",
        "HOME",
        "refused: a value cannot follow '$' or a backslash, which would take it for something else"
    )]
    [InlineData(
        "echo `echo {{ v }}`",
        "a b",
        "refused: only a plain word can be written here; assign the value to a variable first"
    )]
    public void Scripts(string template, string value, string expected) =>
        Assert.Equal(expected, Escaped(OutputLanguage.Sh, template, value));

    [Theory]
    [InlineData("    HostName {{ v }}", "192.168.1.24", "    HostName 192.168.1.24")]
    [InlineData("IdentityFile {{ v }}", "/home/a b/100%", "IdentityFile \"/home/a b/100%%\"")]
    [InlineData("User {{ v }}", "a\"b", "User \"a\\\"b\"")]
    [InlineData("User \"{{ v }}\"", "a b", "User \"a b\"")]
    [InlineData("ProxyCommand nc {{ v }}", "a;b", "ProxyCommand nc 'a;b'")]
    [InlineData(
        "Host {{ v }}",
        "*",
        "refused: a name of a host cannot have blanks, quotes or the characters * ? ! , of a pattern"
    )]
    [InlineData(
        "User {{ v }}",
        "a\nProxyCommand id",
        "refused: a value with a line end or a NUL cannot be written here"
    )]
    [InlineData("{{ v }} x", "User", "refused: a value cannot be the name of a setting")]
    public void Client_configurations(string template, string value, string expected) =>
        Assert.Equal(expected, Escaped(OutputLanguage.SshConfig, template, value));

    [Theory]
    [InlineData("{\"a\": {{ v }}}", "x\"y\n", "{\"a\": \"x\\\"y\\n\"}")]
    [InlineData("{\"a\": \"is {{ v }}\"}", "x\"", "{\"a\": \"is x\\\"\"}")]
    [InlineData("[{{ 1 }}, {{ true }}, {{ 1.5 }}, {{ '1' }}]", "", "[1, true, 1.5, \"1\"]")]
    public void Json_documents(string template, string value, string expected) =>
        Assert.Equal(expected, Escaped(OutputLanguage.Json, template, value));

    [Theory]
    [InlineData("a: {{ v }}", "red001", "a: red001")]
    [InlineData("a: {{ v }}", "yes", "a: \"yes\"")]
    [InlineData("a: {{ v }}", "1", "a: \"1\"")]
    [InlineData("a: {{ v }}", "b: c #d\n", "a: \"b: c #d\\n\"")]
    [InlineData("a: 'x {{ v }}'", "it's", "a: 'x it''s'")]
    [InlineData("a: x-{{ v }}", "b: c", "refused: this value must stand in quotes: put \"\" round the whole")]
    [InlineData("# {{ v }}", "a\nb: c", "refused: a value with a line end or a NUL cannot be written here")]
    public void Yaml_documents(string template, string value, string expected) =>
        Assert.Equal(expected, Escaped(OutputLanguage.Yaml, template, value));

    [Fact]
    public void Every_language_has_a_name_of_its_own() =>
        Assert.Equal(
            Enum.GetValues<OutputLanguage>(),
            OutputLanguages.Names.Select(name => OutputLanguages.TryParse(name)!.Value)
        );

    [Fact]
    public void A_captured_value_is_escaped_once_where_it_is_printed() =>
        Assert.Equal("echo 'a b'", Escaped(OutputLanguage.Sh, "{{ capture c; v; end }}echo {{ c }}", "a b"));

    [Fact]
    public void Values_of_an_include_are_escaped_in_it_and_its_text_is_not()
    {
        var options = Rendered.Including(("part", "echo {{ 'a b' }}; id")) with { Language = OutputLanguage.Sh };
        Assert.Equal("echo 'a b'; id", Rendered.With("{{ include 'part' }}", options));
    }

    [Fact]
    public void Json_reads_any_string_back() =>
        Check(
            text => JsonDocument.Parse(Escaped(OutputLanguage.Json, "{{ v }}", text)).RootElement.GetString() == text,
            300
        );

    [Theory]
    [InlineData("printf '%s' {{ v }}")]
    [InlineData("printf '%s' \"{{ v }}\"")]
    [InlineData("printf '%s' '{{ v }}'")]
    [InlineData("x={{ v }}; printf '%s' \"$x\"")]
    [InlineData("printf '%s' \"$(printf '%s.' {{ v }})\" | sed '$s/.$//'")]
    public void A_shell_reads_any_string_back(string template)
    {
        Assert.SkipUnless(File.Exists("/bin/sh"), "there is no /bin/sh here");
        Check(text => Run(Escaped(OutputLanguage.Sh, template, text)) == text, 40);
    }

    [Theory]
    [InlineData("User {{ v }}")]
    [InlineData("User \"{{ v }}\"")]
    [InlineData("User x{{ v }}")]
    public void Ssh_reads_any_value_back(string template)
    {
        Assert.SkipUnless(File.Exists("/usr/bin/ssh"), "there is no ssh here");
        var prefix = template.Contains('x') ? "x" : "";
        Check(
            text =>
                text.AsSpan().ContainsAny('\n', '\r')
                || UserOf(Escaped(OutputLanguage.SshConfig, template, text)) == prefix + text,
            40
        );
    }

    private static string UserOf(string config)
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, config + "\n");
        using var ssh = Process.Start(
            new ProcessStartInfo("/usr/bin/ssh", ["-G", "-F", file, "red"])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        var lines = ssh.StandardOutput.ReadToEnd().Split('\n');
        File.Delete(file);
        return lines.FirstOrDefault(line => line.StartsWith("user ", StringComparison.Ordinal))?[5..] ?? "";
    }

    private static void Check(Func<string, bool> law, int tests)
    {
        var letters = Gen.Elements("abc $`\"'\\\n\t;|&<>(){}[]*?~#!%=-,.:é €".ToCharArray());
        var texts = letters
            .NonEmptyListOf()
            .Select(chars => new string([.. chars]))
            .Where(text => !text.EndsWith('\n'));
        Prop.ForAll(texts.ToArbitrary(), law)
            .Check(Config.QuickThrowOnFailure.WithMaxTest(tests).WithReplay(20_260_101, 7));
    }

    private static string Run(string script)
    {
        using var shell = Process.Start(
            new ProcessStartInfo("/bin/sh", ["-c", script])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        return shell.StandardOutput.ReadToEnd();
    }
}
