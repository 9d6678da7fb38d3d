namespace PiGen.Templating.Escaping;

/// <summary>The names of the output languages, as front matter and options write them.</summary>
public static class OutputLanguages
{
    public static IReadOnlyList<string> Names { get; } = ["text", "systemd", "sh", "ssh_config", "json", "yaml"];

    public static string NameOf(OutputLanguage language) => Names[(int)language];

    public static OutputLanguage? TryParse(string name) =>
        name switch
        {
            "text" => OutputLanguage.Text,
            "systemd" => OutputLanguage.Systemd,
            "sh" => OutputLanguage.Sh,
            "ssh_config" => OutputLanguage.SshConfig,
            "json" => OutputLanguage.Json,
            "yaml" => OutputLanguage.Yaml,
            _ => null,
        };
}
