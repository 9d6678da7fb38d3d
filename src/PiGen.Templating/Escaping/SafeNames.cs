using System.Buffers;

namespace PiGen.Templating.Escaping;

/// <summary>Characters that mean themselves wherever they stand in a language.</summary>
internal static class SafeNames
{
    private const string Alphanumeric = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    public static readonly SearchValues<char> InUnits = SearchValues.Create(Alphanumeric + "-");

    public static readonly SearchValues<char> InSh = SearchValues.Create(Alphanumeric + "_@%+:,./-");

    /// <summary>Characters that a name of a host in ssh_config cannot have: they make a pattern of it, or two names.</summary>
    public static readonly SearchValues<char> NotInSshHosts = SearchValues.Create("*?!, \t\"'\\#");

    /// <summary>Characters for which an argument in ssh_config needs quotes.</summary>
    public static readonly SearchValues<char> QuotedInSshConfig = SearchValues.Create(" \t\"'\\#=,");

    public static readonly SearchValues<char> InYaml = SearchValues.Create(Alphanumeric + "_./-");
}
