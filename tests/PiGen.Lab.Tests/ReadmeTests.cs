using PiGen.Testing;

namespace PiGen.Lab.Tests;

/// <summary>What the README shows of a cluster is what happens with one: its blocks <c>console lab</c>, one after the other.</summary>
[Collection<DeployLab>]
public sealed class ReadmeTests(Lab lab) : LabTests(lab)
{
    [Fact]
    public void The_first_five_minutes_are_as_shown()
    {
        Pigen.Render(Path.Combine(Lab.Laptop.Home, "output"));
        var console = new ShownConsole("../README.md", Lab.Laptop);
        Assert.NotEqual("", console.Shown);
        Assert.Equal(console.Shown, console.Printed());
    }
}
