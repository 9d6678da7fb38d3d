using PiGen.Core.Deployment;

namespace PiGen.Core.Tests.Deployment;

public class UnitNameTests
{
    [Theory]
    [InlineData("/etc/systemd/system/a.service", "a.service")]
    [InlineData("/etc/systemd/system/a.socket", "a.socket")]
    [InlineData("/etc/systemd/system/a.timer", "a.timer")]
    [InlineData("/etc/systemd/system/a.path", "a.path")]
    [InlineData("/etc/systemd/system/a.mount", "a.mount")]
    [InlineData("/etc/systemd/system/a.automount", "a.automount")]
    [InlineData("/etc/systemd/system/a.swap", "a.swap")]
    [InlineData("/etc/systemd/system/a.target", "a.target")]
    [InlineData("/etc/systemd/system/tunnel@red001.service", "tunnel@red001.service")]
    [InlineData("/etc/systemd/system/tunnel@.service", null)]
    [InlineData("/etc/systemd/system/a.service.d/10-x.conf", null)]
    [InlineData("/etc/systemd/system/multi-user.target.wants/a.service", null)]
    [InlineData("/etc/systemd/system/a.conf", null)]
    [InlineData("/etc/systemd/system/.service", null)]
    [InlineData("/etc/systemd/user/a.service", null)]
    [InlineData("/usr/lib/systemd/system/a.service", null)]
    [InlineData("/etc/systemd/systematic/a.service", null)]
    [InlineData("/a.service", null)]
    [InlineData("a.service", null)]
    public void A_file_is_a_unit_by_itself_if_it_lies_directly_among_the_systems(string path, string? unit) =>
        Assert.Equal(unit, UnitName.OfFile(path));
}
