namespace PiGen.Templating.Escaping;

/// <summary>The language of what a template makes: values printed into it are escaped for it.</summary>
public enum OutputLanguage
{
    Text,
    Systemd,
    Sh,
    SshConfig,
    Json,
    Yaml,
}
