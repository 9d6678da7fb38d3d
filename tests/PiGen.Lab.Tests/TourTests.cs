namespace PiGen.Lab.Tests;

/// <summary>The tour is what happens: its blocks <c>console lab</c>, one after the other, on workers that nobody knows yet.</summary>
[Collection<LaptopLab>]
public sealed class TourTests(Lab lab) : FreshWorkerTests(lab)
{
    [Fact]
    public void From_nothing_to_a_worker_and_back_it_is_as_shown()
    {
        Lab.Manager.Do("sh", "-c", "ssh-keygen -y -f \"$1\" >\"$1.pub\"", "sh", "/home/pi/.ssh/id_rsa");
        var console = new ShownConsole("tour.md", Lab.Laptop);
        Assert.NotEqual("", console.Shown);
        Assert.Equal(console.Shown, console.Printed());
    }
}
