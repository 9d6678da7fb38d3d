namespace PiGen.Core.SshConfig;

/// <summary>Where things lie round a person's ssh_config: all that PiGen ever writes there.</summary>
public sealed record ConfigPlaces
{
    private const string OwnFolder = "~/.ssh";
    private const string Temporary = ".pigen-new";

    private ConfigPlaces(string config)
    {
        Config = config;
        Folder = config[..config.LastIndexOf('/')];
    }

    /// <summary>The one that ssh reads unless it is told otherwise.</summary>
    public static ConfigPlaces Own { get; } = new($"{OwnFolder}/config");

    /// <summary>The person's ssh_config.</summary>
    public string Config { get; }

    public string Folder { get; }

    public string BlocksFolder => $"{Folder}/config.d";

    public string Backup => $"{Config}.pigen-backup";

    /// <summary>Which folders PiGen has made, a line each.</summary>
    public string Record => $"{Folder}/.pigen-made";

    /// <summary>A folder while it comes and while it goes: it appears, and is gone, as a whole.</summary>
    public string ComingFolder => $"{Folder}.pigen-new";

    public bool IsOwn => this == Own;

    /// <param name="path">Absolute, or below <c>~/</c>; another way to write the person's own is that one.</param>
    public static ConfigPlaces Of(string path, string home) =>
        path == $"{home.TrimEnd('/')}/.ssh/config" ? Own : new(path);

    /// <summary>The blocks of one cluster.</summary>
    public string Blocks(string cluster) => $"{BlocksFolder}/pigen-{cluster}.conf";

    /// <summary>Where a file is written before it takes its place: no pattern of an Include names it.</summary>
    public static string Beside(string path)
    {
        var name = path.LastIndexOf('/') + 1;
        return $"{path[..name]}.{path[name..]}{Temporary}";
    }
}
