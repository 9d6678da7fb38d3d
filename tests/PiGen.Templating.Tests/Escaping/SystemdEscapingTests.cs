using PiGen.Templating.Escaping;

namespace PiGen.Templating.Tests.Escaping;

public class SystemdEscapingTests
{
    [Theory]
    [InlineData("ExecStart=/bin/a -i {{ v }}", "/home/pi/.ssh/id_rsa", "ExecStart=/bin/a -i /home/pi/.ssh/id_rsa")]
    [InlineData("ExecStart=/bin/a {{ v }}:80", "fd00::24", "ExecStart=/bin/a fd00::24:80")]
    [InlineData("ExecStart=/bin/a {{ v }}", "a b", @"ExecStart=/bin/a a\x20b")]
    [InlineData("ExecStart=/bin/a \"x {{ v }}\"", "a b", "ExecStart=/bin/a \"x a b\"")]
    [InlineData("ExecStart=/bin/a {{ v }}", "", "ExecStart=/bin/a \"\"")]
    [InlineData("ExecStart=/bin/a x{{ v }}", "", "ExecStart=/bin/a x")]
    [InlineData("ExecStart=/bin/a \"{{ v }}\"", "", "ExecStart=/bin/a \"\"")]
    [InlineData("ExecStart=/bin/a {{ v }}", "%h", "ExecStart=/bin/a %%h")]
    [InlineData("ExecStart=/bin/a {{ v }}", "$HOME", "ExecStart=/bin/a $$HOME")]
    [InlineData("ExecStart=:/bin/a {{ v }}", "$HOME", "ExecStart=:/bin/a $HOME")]
    [InlineData("ExecStart=:/bin/a ; /bin/b {{ v }}", "$HOME", "ExecStart=:/bin/a ; /bin/b $$HOME")]
    [InlineData("ExecStart=/bin/a {{ v }}", "a\"b'c\\d", @"ExecStart=/bin/a a\""b\'c\\d")]
    [InlineData("ExecStart=/bin/a {{ v }}", ";", @"ExecStart=/bin/a \x3b")]
    [InlineData("ExecStart=/bin/a ';{{ v }}'", ";", "ExecStart=/bin/a ';;'")]
    [InlineData("ExecStart=/bin/a {{ v }}", "a;b", "ExecStart=/bin/a a;b")]
    [InlineData("ExecStart=/bin/a \\\n  {{ v }}", "#b", "ExecStart=/bin/a \\\n  \\x23b")]
    [InlineData("ExecStart=/bin/a \\\n# it's said:\n  {{ v }}", "a b", "ExecStart=/bin/a \\\n# it's said:\n  a\\x20b")]
    [InlineData("ExecStart=/bin/a {{ v }}", "a\tb\u001b", @"ExecStart=/bin/a a\x09b\x1b")]
    [InlineData("ExecStart=/bin/a {{ v }}", "grün 🍓", @"ExecStart=/bin/a grün\x20🍓")]
    [InlineData("ExecStart = /bin/a {{ v }}", "a b", @"ExecStart = /bin/a a\x20b")]
    [InlineData("ExecStart={{ v }}", "/opt/my program", @"ExecStart=/opt/my\x20program")]
    [InlineData("ExecStopPost=-{{ v }} x", "/bin/50%", "ExecStopPost=-/bin/50%% x")]
    public void A_value_on_a_command_line_stays_part_of_its_word(string template, string value, string expected) =>
        Assert.Equal(expected, Printed.As(OutputLanguage.Systemd, template, value));

    [Theory]
    [InlineData("Environment=A={{ v }}", "$HOME %h", @"Environment=A=$HOME\x20%%h")]
    [InlineData("Environment=\"A={{ v }}\"", "say \"hi\"", @"Environment=""A=say \""hi\""""")]
    [InlineData(
        "Description=To {{ v }}",
        "the \"attic\", 50% off; it's $5",
        "Description=To the \"attic\", 50%% off; it's $5"
    )]
    [InlineData("Description={{ v }}", @"a\b", @"Description=a\b")]
    [InlineData("User={{ v }}", "pi", "User=pi")]
    [InlineData("User={{ v }}", "%u", "User=%%u")]
    [InlineData("CPUQuota={{ v }}", "20%", "CPUQuota=20%")]
    [InlineData("WorkingDirectory={{ v }}", "/home/pi/my files", "WorkingDirectory=/home/pi/my files")]
    [InlineData("After={{ v }}", "red-001.service", "After=red-001.service")]
    [InlineData("X-Note={{ v }}", "a b", "X-Note=a b")]
    [InlineData("# for {{ v }}", "a \"b\" %h", "# for a \"b\" %h")]
    [InlineData("; for {{ v }}\\\nA=1", "x y", "; for x y\\\nA=1")]
    [InlineData("[X-{{ v }}]\nA=1", "pi.gen", "[X-pi.gen]\nA=1")]
    [InlineData("[Unit]\n{{ v }}=x", "Description", "[Unit]\nDescription=x")]
    public void A_value_elsewhere_is_written_as_its_directive_reads_it(
        string template,
        string value,
        string expected
    ) => Assert.Equal(expected, Printed.As(OutputLanguage.Systemd, template, value));

    [Theory]
    [InlineData("ExecStart=/bin/a {{ v }}", "a\nExecStart=/bin/b")]
    [InlineData("ExecStart=/bin/a {{ v }}", "a\rb")]
    [InlineData("ExecStart=/bin/a {{ v }}", "a\0b")]
    [InlineData("ExecStart=/bin/a {{ v }}", "\uFFFE")]
    [InlineData("ExecStart=/bin/a \\{{ v }}", "n")]
    [InlineData("ExecStart=/bin/a %{{ v }}", "h")]
    [InlineData("ExecStart=/bin/a ${{ '{' | raw }}{{ v }}}", "HOME")]
    [InlineData("ExecStart=/bin/a $HO{{ v }}", "ME")]
    [InlineData("ExecStart=/bin/a ${{ v }}", "HOME")]
    [InlineData("ExecStart={{ v }}", "-/bin/a")]
    [InlineData("ExecStart={{ v }}", "@/bin/a")]
    [InlineData("ExecStart={{ v }}", "")]
    [InlineData("ExecStart={{ v }} x", ";")]
    [InlineData("ExecStart=/bin/a ; {{ v }} x", "+/bin/b")]
    [InlineData("ExecStart={{ v }}", "/bin/$HOME")]
    [InlineData("Description={{ v }}", "a\nb")]
    [InlineData("Description={{ v }}", "a\\")]
    [InlineData("Description={{ v }}", " a")]
    [InlineData("Description={{ v }}", "a ")]
    [InlineData("Description={{ v }}", "a\tb")]
    [InlineData("Description=a \\\n{{ v }}", "#b")]
    [InlineData("After={{ v }}", "a.service b.service")]
    [InlineData("After={{ v }}", "\"a.service\"")]
    [InlineData("User={{ v }}", "pi root")]
    [InlineData("WorkingDirectory={{ v }}", "-/home")]
    [InlineData("ConditionPathExists={{ v }}", "!/home")]
    [InlineData("# {{ v }}", "a\nExecStart=/bin/b")]
    [InlineData("[{{ v }}]", "Unit]\n[Service")]
    [InlineData("[{{ v }}]", "Unit] x")]
    [InlineData("{{ v }}", "ExecStart=/bin/b")]
    [InlineData("{{ v }}=x", "ExecStart=/bin/b")]
    public void A_value_that_its_place_cannot_say_is_refused(string template, string value) =>
        Assert.Equal(Printed.Refused, Printed.As(OutputLanguage.Systemd, template, value));
}
