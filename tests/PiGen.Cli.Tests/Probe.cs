namespace PiGen.Cli.Tests;

public class Probe
{
    [Fact]
    public void Runs() => Assert.Equal(2, 1 + 1);
}
