using PiGen.Core.SshConfig;

namespace PiGen.Core.Tests.SshConfig;

/// <summary>Which files an Include means.</summary>
public class IncludeGlobTests
{
    private static readonly Dictionary<string, string[]> Folders = new()
    {
        ["/"] = ["etc", "home"],
        ["/home/anna/.ssh"] = ["b.conf", "a.conf", "C.conf", ".hidden.conf", "config", "config.d", "x[1]"],
        ["/home/anna/.ssh/config.d"] = ["2", "10", "1"],
        ["/home/b*b"] = ["star"],
    };

    [Theory]
    [InlineData("a.conf", "~/.ssh/a.conf")]
    [InlineData("~/a.conf", "~/a.conf")]
    [InlineData("/a.conf", "/a.conf")]
    [InlineData("~bert/a.conf", "~bert/a.conf")]
    public void A_relative_path_begins_below_the_persons_own_ssh_folder(string argument, string anchored) =>
        Assert.Equal(anchored, IncludeGlob.Anchored(argument));

    [Theory]
    [InlineData("/etc/ssh/x.conf", "/etc/ssh/x.conf")]
    [InlineData("~/.ssh/*.conf", "C.conf a.conf b.conf")]
    [InlineData("~/.ssh/.*.conf", ".hidden.conf")]
    [InlineData("~/.ssh/?.conf", "C.conf a.conf b.conf")]
    [InlineData("~/.ssh/[a-b].conf", "a.conf b.conf")]
    [InlineData("~/.ssh/[!a-b].conf", "C.conf")]
    [InlineData("~/.ssh/[^C]*.conf", "a.conf b.conf")]
    [InlineData("~/.ssh/[]C].conf", "C.conf")]
    [InlineData("~/.ssh/conf*/*", "config.d/1 config.d/10 config.d/2")]
    [InlineData("~/.ssh/config.d/[0-9]", "config.d/1 config.d/2")]
    [InlineData("~/.ssh/x\\[1\\]", "x[1]")]
    [InlineData("~/.ssh/x[[]*", "x[1]")]
    [InlineData("~/.ssh/none*", "")]
    [InlineData("~nobody/x", "")]
    [InlineData("~b/*", "/home/b*b/star")]
    [InlineData("/e*/x", "/etc/x")]
    public void Wildcards_stand_for_what_is_there(string pattern, string paths) =>
        Assert.Equal(
            paths,
            string.Join(
                ' ',
                IncludeGlob
                    .Paths(pattern, Home, folder => Folders.GetValueOrDefault(folder, []))
                    .Select(path => path.Replace("/home/anna/.ssh/", ""))
            )
        );

    private static string? Home(string user) =>
        user switch
        {
            "" => "/home/anna",
            "b" => "/home/b*b",
            _ => null,
        };
}
