using PiGen.Templating.Escaping;

namespace PiGen.Templating.Tests.Escaping;

public class ShEscapingTests
{
    [Theory]
    [InlineData("echo {{ v }}", "/etc/systemd/system/a-b@1.service", "echo /etc/systemd/system/a-b@1.service")]
    [InlineData("echo {{ v }}", "0644", "echo 0644")]
    [InlineData("echo {{ v }}", "", "echo ''")]
    [InlineData("echo a{{ v }}", "", "echo a")]
    [InlineData("echo {{ v }}", "a b", "echo 'a b'")]
    [InlineData("echo a{{ v }}", "a;rm", "echo a'a;rm'")]
    [InlineData("echo {{ v }}", "it's", @"echo 'it'\''s'")]
    [InlineData("echo {{ v }}", "~", "echo '~'")]
    [InlineData("echo {{ v }}", "#x", "echo '#x'")]
    [InlineData("echo {{ v }}", "a\nb", "echo 'a\nb'")]
    [InlineData("echo {{ v }}", "A=b", "echo A=b")]
    [InlineData("{{ v }} x", "A=b", "'A=b' x")]
    [InlineData("{{ v }} x", "if", "'if' x")]
    [InlineData("true; {{ v }}", "done", "true; 'done'")]
    [InlineData("if {{ v }}; then", "fi", "if 'fi'; then")]
    [InlineData("A={{ v }} ls", "b=c", "A=b=c ls")]
    [InlineData("echo $a{{ v }}", "b", "echo $a'b'")]
    [InlineData("echo $1{{ v }}", "b", "echo $1b")]
    [InlineData("echo # {{ v }}", "it's $x", "echo # it's $x")]
    [InlineData("echo a#b {{ v }}", "a b", "echo a#b 'a b'")]
    public void A_value_is_a_word_or_a_part_of_one(string template, string value, string expected) =>
        Assert.Equal(expected, Printed.As(OutputLanguage.Sh, template, value));

    [Theory]
    [InlineData("echo \"{{ v }}\"", "a \"b\" $c `d` \\e 'f'", "echo \"a \\\"b\\\" \\$c \\`d\\` \\\\e 'f'\"")]
    [InlineData("echo \"$a{{ v }}\"", "b", "echo \"$a\"\"b\"")]
    [InlineData("echo \"$a{{ v }}b\"", "", "echo \"$a\"\"b\"")]
    [InlineData("echo '{{ v }}'", "it's \"$a\"", @"echo 'it'\''s ""$a""'")]
    [InlineData("echo 'a'{{ v }}", "b c", "echo 'a''b c'")]
    [InlineData("echo \"$(cat {{ v }})\"", "a b", "echo \"$(cat 'a b')\"")]
    [InlineData("echo \"$(cat a) {{ v }}\"", "a b", "echo \"$(cat a) a b\"")]
    [InlineData("a=$(case x in x) echo ;; esac) b=\"{{ v }}\"", "a b", "a=$(case x in x) echo ;; esac) b=\"a b\"")]
    [InlineData("a=$(case $x in x) echo {{ v }} ;; esac)", "a b", "a=$(case $x in x) echo 'a b' ;; esac)")]
    [InlineData("f() {\n  \"$1\" {{ v }}\n}", "a b", "f() {\n  \"$1\" 'a b'\n}")]
    [InlineData("a=$((1 + {{ v }}))", "80", "a=$((1 + 80))")]
    [InlineData("a=$((1 + (2)))\necho {{ v }}", "a b", "a=$((1 + (2)))\necho 'a b'")]
    [InlineData("a=${b:-{{ v }}}", "/home/pi", "a=${b:-/home/pi}")]
    [InlineData("a=${b:-'}'}; echo {{ v }}", "a b", "a=${b:-'}'}; echo 'a b'")]
    [InlineData("echo \"${a:-it's}{{ v }}\"", "a b", "echo \"${a:-it's}a b\"")]
    [InlineData("a=${#b} c={{ v }}", "a b", "a=${#b} c='a b'")]
    [InlineData("a=`cat {{ v }}`", "/etc/a", "a=`cat /etc/a`")]
    [InlineData("a=`cat` b={{ v }}", "a b", "a=`cat` b='a b'")]
    [InlineData("echo 2>&1 {{ v }}", "a=b", "echo 2>&1 a=b")]
    [InlineData("echo \\\" {{ v }}", "a b", "echo \\\" 'a b'")]
    public void Quotes_and_substitutions_round_a_value_are_seen(string template, string value, string expected) =>
        Assert.Equal(expected, Printed.As(OutputLanguage.Sh, template, value));

    [Theory]
    [InlineData("cat <<EOF\n{{ v }}\nEOF", "it's $a `b` \\c", "cat <<EOF\nit's \\$a \\`b\\` \\\\c\nEOF")]
    [InlineData("cat <<'EOF'\n{{ v }}\nEOF", "it's $a `b` \\c", "cat <<'EOF'\nit's $a `b` \\c\nEOF")]
    [InlineData("cat <<\\EOF\n{{ v }}\nEOF", "$a\n$b", "cat <<\\EOF\n$a\n$b\nEOF")]
    [InlineData("cat <<'EOF'\n$(\nEOF\necho {{ v }}", "a b", "cat <<'EOF'\n$(\nEOF\necho 'a b'")]
    [InlineData("cat <<A <<-'B'\na\nA\n\"\n\tB\necho {{ v }}", "a b", "cat <<A <<-'B'\na\nA\n\"\n\tB\necho 'a b'")]
    [InlineData("a=$(cat <<EOF\n\"\nEOF\n) b={{ v }}", "a b", "a=$(cat <<EOF\n\"\nEOF\n) b='a b'")]
    [InlineData("cat <<EOF {{ v }}\nEOF", "a b", "cat <<EOF 'a b'\nEOF")]
    [InlineData("cat <<EOF\nx {{ v }}\nEOF", "EOF", "cat <<EOF\nx EOF\nEOF")]
    [InlineData("cat <<EOF\n$(cat {{ v }})\nEOF", "a b", "cat <<EOF\n$(cat 'a b')\nEOF")]
    public void Here_documents_are_seen(string template, string value, string expected) =>
        Assert.Equal(expected, Printed.As(OutputLanguage.Sh, template, value));

    [Theory]
    [InlineData("echo {{ v }}", "a\0b")]
    [InlineData("echo \\{{ v }}", "a b")]
    [InlineData("echo ${{ v }}", "HOME")]
    [InlineData("echo \"${{ v }}\"", "HOME")]
    [InlineData("echo ${{ '{' | raw }}{{ v }}}", "HOME")]
    [InlineData("echo ${a:-{{ v }}}", "a b")]
    [InlineData("echo ${a:-{{ v }}}", "}")]
    [InlineData("echo $(( {{ v }} ))", "1 + a[$(ls)]")]
    [InlineData("echo $(( {{ v }} ))", "010")]
    [InlineData("echo `cat {{ v }}`", "a b")]
    [InlineData("echo `cat \"{{ v }}\"`", "$a")]
    [InlineData("# {{ v }}", "a\nrm -r /")]
    [InlineData("#!/bin/{{ v }}\n", "sh -c rm")]
    [InlineData("cat <<EOF\n{{ v }}\nEOF", "a\nEOF\nrm -r /")]
    [InlineData("cat <<EOF\n{{ v }}\nEOF", "EOF")]
    [InlineData("cat <<EOF\nE{{ v }}\nEOF", "OF")]
    [InlineData("cat <<EOF\nE{{ v }}\nEOF", "OF\nrm -r /")]
    [InlineData("cat <<-EOF\n\t{{ v }}\n\tEOF", "\tEOF\nrm -r /")]
    [InlineData("cat <<{{ v }}\nEOF", "EOF")]
    [InlineData("cat <<E{{ v }}\nEOF", "OF")]
    [InlineData("cat <<EOF; echo {{ v }}\nEOF", "a\nb")]
    [InlineData("cat <<EOF\n$a{{ v }}\nEOF", "b")]
    public void A_value_that_its_place_cannot_say_is_refused(string template, string value) =>
        Assert.Equal(Printed.Refused, Printed.As(OutputLanguage.Sh, template, value));
}
