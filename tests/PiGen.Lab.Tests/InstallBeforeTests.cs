namespace PiGen.Lab.Tests;

/// <summary>Which deployment is kept to go back to: the last that was not what is there now.</summary>
public sealed class InstallBeforeTests : IDisposable
{
    private const string First = "/etc/systemd/system/autossh-red001.service";
    private const string Second = "/etc/systemd/system/autossh-red002.service";

    private readonly StandInManager _manager = new();

    public InstallBeforeTests()
    {
        _manager.Render("one", "red001");
        _manager.Render("both", "red00[1-2]");
    }

    public void Dispose() => _manager.Dispose();

    [Fact]
    public void Starting_what_was_only_put_in_place_keeps_the_deployment_before()
    {
        _manager.RunIn("one", "install.sh");
        _manager.RunIn("both", "install.sh", "--no-start");
        Assert.Equal("start autossh-red002.service\nexit 0\n", _manager.RunIn("both", "install.sh"));
        Assert.Equal(First, FilesBefore());
    }

    [Fact]
    public void Starting_what_was_stopped_keeps_the_deployment_before_as_often_as_need_be()
    {
        _manager.RunIn("one", "install.sh");
        _manager.RunIn("both", "install.sh");
        HealBoth();
        HealBoth();
        Assert.Equal(First, FilesBefore());
    }

    [Fact]
    public void What_is_like_the_present_one_is_dropped_once_that_has_another_number()
    {
        _manager.RunIn("one", "install.sh");
        _manager.RunIn("both", "install.sh");
        HealBoth();
        Assert.Equal(
            ["1", "3"],
            Directory
                .GetDirectories(_manager.Folder[StandInManager.Cluster + "/deployments"])
                .Select(Path.GetFileName)
                .Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void After_the_first_one_alone_there_is_nothing_to_go_back_to()
    {
        _manager.RunIn("both", "install.sh", "--no-start");
        _manager.RunIn("both", "install.sh");
        Assert.False(File.Exists(_manager.Folder[StandInManager.Cluster + "/current/before"]));
    }

    [Fact]
    public void Back_and_forth_ends_where_it_began()
    {
        _manager.RunIn("one", "install.sh");
        _manager.RunIn("both", "install.sh");
        HealBoth();
        _manager.RunAt($"{StandInManager.Cluster}/deployments/{Before()}/files/install.sh");
        Assert.Equal($"{First} {Second}", FilesBefore());
    }

    [Fact]
    public void A_deployment_that_differs_in_a_mode_alone_is_another()
    {
        _manager.RunIn("both", "install.sh");
        _manager.Folder.Write(
            "both/red/install.sh",
            _manager
                .Folder.Read("both/red/install.sh")
                .Replace($"0644 {First}", $"0600 {First}", StringComparison.Ordinal)
        );
        _manager.RunIn("both", "install.sh");
        Assert.Equal($"{First} {Second}", FilesBefore());
    }

    private void HealBoth()
    {
        File.Delete(_manager.Folder["state/autossh-red001.service.active"]);
        Assert.StartsWith(
            "start autossh-red001.service\n",
            _manager.RunIn("both", "install.sh"),
            StringComparison.Ordinal
        );
    }

    private string Before() => _manager.Folder.Read(StandInManager.Cluster + "/current/before").Trim();

    private string FilesBefore() =>
        string.Join(
            ' ',
            File.ReadLines(_manager.Folder[$"{StandInManager.Cluster}/deployments/{Before()}/installed"])
                .Select(line => line[65..])
        );
}
