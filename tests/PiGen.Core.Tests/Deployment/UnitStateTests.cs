using PiGen.Core.Deployment;

namespace PiGen.Core.Tests.Deployment;

public class UnitStateTests
{
    // As systemd 252 prints them: in an order of its own, and without what a unit of the type has not.
    private const string Shown = """
        Type=simple
        NRestarts=0
        Id=run.service
        ActiveState=active
        SubState=running
        UnitFileState=enabled
        ActiveEnterTimestampMonotonic=13297532572

        Type=oneshot
        NRestarts=0
        Id=once.service
        ActiveState=inactive
        SubState=dead
        UnitFileState=enabled
        ActiveEnterTimestampMonotonic=0

        Type=simple
        NRestarts=7
        Id=try.service
        ActiveState=activating
        SubState=auto-restart
        UnitFileState=disabled
        ActiveEnterTimestampMonotonic=13297576588

        Type=
        NRestarts=0
        Id=nosuch.service
        ActiveState=inactive
        SubState=dead
        UnitFileState=
        ActiveEnterTimestampMonotonic=0

        Id=systemd-tmpfiles-clean.timer
        ActiveState=active
        SubState=waiting
        UnitFileState=static
        ActiveEnterTimestampMonotonic=13294433379
        """;

    [Fact]
    public void What_systemctl_shows_is_read() =>
        Assert.Equal(
            [
                "run.service simple active running enabled 0 00:00:02.4674280",
                "once.service oneshot inactive dead enabled 0 ",
                "try.service simple activating auto-restart disabled 7 ",
                "nosuch.service  inactive dead  0 ",
                "systemd-tmpfiles-clean.timer  active waiting static 0 00:00:05.5666210",
            ],
            UnitState
                .TryRead(Shown.Split('\n'), TimeSpan.FromSeconds(13300))!
                .Value.Select(u => $"{u.Name} {u.Type} {u.Active} {u.Sub} {u.File} {u.Restarts} {u.Since}")
        );

    [Theory]
    [InlineData("")]
    [InlineData("\n\n")]
    [InlineData("no property")]
    [InlineData("ActiveState=active\nSubState=running")]
    public void What_names_no_unit_is_none(string text) => Assert.Empty(UnitState.TryRead(text.Split('\n'), default)!);

    [Fact]
    public void A_unit_that_tells_nothing_but_its_name_is_down() =>
        Assert.Equal(
            new UnitState("a.service", "", "", "", 0, null),
            UnitState.TryRead(["Id=a.service"], default)!.Value.Single()
        );

    [Fact]
    public void A_value_may_hold_what_stands_between_name_and_value() =>
        Assert.Equal("a=b.service", UnitState.TryRead(["Id=a=b.service"], default)!.Value.Single().Name);

    [Theory]
    [InlineData("active", "running", true)]
    [InlineData("active", "exited", true)]
    [InlineData("reloading", "reload", true)]
    [InlineData("refreshing", "refresh", true)]
    [InlineData("activating", "start-pre", true)]
    [InlineData("activating", "auto-restart", false)]
    [InlineData("activating", "auto-restart-queued", false)]
    [InlineData("deactivating", "stop-sigterm", false)]
    [InlineData("inactive", "dead", false)]
    [InlineData("failed", "failed", false)]
    [InlineData("", "", false)]
    public void A_unit_is_up_while_it_runs_and_does_not_wait_for_its_next_try(string active, string sub, bool isUp) =>
        Assert.Equal(isUp, new UnitState("a.service", active, sub, "enabled", 0, null).IsUp);

    [Theory]
    [InlineData("enabled", true)]
    [InlineData("static", true)]
    [InlineData("indirect", true)]
    [InlineData("alias", true)]
    [InlineData("generated", true)]
    [InlineData("enabled-runtime", false)]
    [InlineData("disabled", false)]
    [InlineData("masked", false)]
    [InlineData("linked", false)]
    [InlineData("bad", false)]
    [InlineData("", false)]
    public void A_unit_is_enabled_if_it_is_so_for_good(string file, bool isEnabled) =>
        Assert.Equal(isEnabled, new UnitState("a.service", "active", "running", file, 0, null).IsEnabled);
}
