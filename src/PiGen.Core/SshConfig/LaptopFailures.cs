namespace PiGen.Core.SshConfig;

/// <summary>What a laptop may refuse while its files are changed, one method each.</summary>
public static class LaptopFailures
{
    public static Failure Changed(string path) =>
        new($"{path} was changed meanwhile, by somebody else", "run this again: it begins with what is there now");
}
