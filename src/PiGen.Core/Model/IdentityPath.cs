namespace PiGen.Core.Model;

/// <summary>The absolute path of a private key on the manager, written so that neither ssh nor systemd expands a part of it.</summary>
public sealed record IdentityPath
{
    // ssh expands %-tokens and ${VAR} in an identity's name (ssh_config(5), IdentityFile), systemd %, $ and \ in ExecStart.
    private const string Expanded = "%$\\\"'`";

    private readonly string _text;

    private IdentityPath(string text) => _text = text;

    public static IdentityPath? TryParse(string text) =>
        text.StartsWith('/')
        && text.Split('/').Skip(1).All(part => part is not ("" or "." or ".."))
        && !text.Any(c => char.IsControl(c) || char.IsSurrogate(c) || Expanded.Contains(c))
            ? new(text)
            : null;

    public static IdentityPath DefaultOf(UserName user) => new($"{(user.IsRoot ? "" : "/home")}/{user}/.ssh/id_rsa");

    public override string ToString() => _text;
}
