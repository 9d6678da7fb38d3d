using PiGen.Templating.Escaping;

namespace PiGen.Templating.Tests.Escaping;

public class SshConfigEscapingTests
{
    [Theory]
    [InlineData("User {{ v }}", "pi", "User pi")]
    [InlineData("User {{ v }}", "a b", "User \"a b\"")]
    [InlineData("User \"{{ v }}\"", "a \"b\" \\", "User \"a \\\"b\\\" \\\\\"")]
    [InlineData("User '{{ v }}'", "it's", @"User 'it\'s'")]
    [InlineData("User {{ v }}", "#a", "User \"#a\"")]
    [InlineData("User {{ v }}", "=a", "User \"=a\"")]
    [InlineData("SetEnv A={{ v }}", "b c", "SetEnv A=\"b c\"")]
    [InlineData("HostName {{ v }}", "fe80::1%eth0", "HostName fe80::1%%eth0")]
    [InlineData("hostname={{ v }}", "fe80::1%eth0", "hostname=fe80::1%%eth0")]
    [InlineData("    IdentityFile {{ v }}", "/home/pi/50% off", "    IdentityFile \"/home/pi/50%% off\"")]
    [InlineData("Port {{ v }}", "8001", "Port 8001")]
    [InlineData("HostKeyAlias {{ v }}", "a%b", "HostKeyAlias a%b")]
    [InlineData("ProxyJump {{ v }}", "pi@[fd00::24]:22", "ProxyJump pi@[fd00::24]:22")]
    [InlineData("ProxyCommand nc {{ v }} 22", "a; rm 50%", "ProxyCommand nc 'a; rm 50%%' 22")]
    [InlineData("ProxyCommand nc {{ v }} '{{ v }}'", @"a\b", @"ProxyCommand nc 'a'""\\""'b' 'a'""\\""'b'")]
    [InlineData("ProxyCommand sh -c \"nc {{ v }}\"", "$a", "ProxyCommand sh -c \"nc \\$a\"")]
    [InlineData("Host {{ v }}", "red001", "Host red001")]
    [InlineData("User pi # {{ v }}", "it's \"", "User pi # it's \"")]
    [InlineData("# {{ v }}", "it's \"", "# it's \"")]
    [InlineData("User \"\nPort {{ v }}", "a b", "User \"\nPort \"a b\"")]
    public void A_value_is_an_argument_or_a_part_of_one(string template, string value, string expected) =>
        Assert.Equal(expected, Printed.As(OutputLanguage.SshConfig, template, value));

    [Theory]
    [InlineData("User {{ v }}", "pi\nProxyCommand rm")]
    [InlineData("User {{ v }}", "pi\r")]
    [InlineData("User {{ v }}", "a\u001bb")]
    [InlineData("User {{ v }}", "")]
    [InlineData("User {{ v }}", "%r")]
    [InlineData("User a\\{{ v }}", "\"b")]
    [InlineData("HostName %{{ v }}", "h")]
    [InlineData("IdentityFile {{ v }}", "/home/${USER}/id")]
    [InlineData("IdentityFile $HOME{{ v }}{USER}", "/$")]
    [InlineData("Host {{ v }}", "*")]
    [InlineData("Host {{ v }}", "!red")]
    [InlineData("Match host {{ v }}", "a b")]
    [InlineData("Match exec \"{{ v }}\"", "$(rm)")]
    [InlineData("Include {{ v }}", "*")]
    [InlineData("ProxyJump {{ v }}", "a,b")]
    [InlineData("ProxyJump {{ v }}", "a b")]
    [InlineData("ProxyJump {{ v }}", "-oProxyCommand=rm")]
    [InlineData("KnownHostsCommand /bin/a {{ v }}", "a b")]
    [InlineData("{{ v }}", "ProxyCommand rm")]
    [InlineData("# {{ v }}", "a\nProxyCommand rm")]
    public void A_value_that_its_place_cannot_say_is_refused(string template, string value) =>
        Assert.Equal(Printed.Refused, Printed.As(OutputLanguage.SshConfig, template, value));
}
