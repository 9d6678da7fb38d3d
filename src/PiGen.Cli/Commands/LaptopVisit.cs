using PiGen.Core.SshConfig;

namespace PiGen.Cli.Commands;

/// <summary>A laptop whose ssh_config a verb is about.</summary>
/// <param name="Name">As the person named it; empty for this machine.</param>
internal sealed record LaptopVisit(ILaptop Laptop, string Name, ConfigPlaces Places, IAsyncDisposable? Connection)
    : IAsyncDisposable
{
    public string Title => Name.Length == 0 ? "this machine" : Name;

    /// <summary>A path as the person would write it, with the laptop before it where that is another one.</summary>
    public string Shown(string path)
    {
        var home = Laptop.Home.TrimEnd('/') + "/";
        var near = path.StartsWith(home, StringComparison.Ordinal) ? $"~/{path[home.Length..]}" : path;
        return Name.Length == 0 ? near : $"{Name}:{near}";
    }

    public ValueTask DisposeAsync() => Connection?.DisposeAsync() ?? ValueTask.CompletedTask;
}
