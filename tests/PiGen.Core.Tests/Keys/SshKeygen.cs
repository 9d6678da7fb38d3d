using PiGen.Testing;

namespace PiGen.Core.Tests.Keys;

/// <summary>The real ssh-keygen, which has the last word on what OpenSSH's files of keys mean.</summary>
internal static class SshKeygen
{
    /// <summary>A new public key, as a line without its newline.</summary>
    public static string NewKey(TemporaryFolder folder, string type, string comment, params string[] options)
    {
        var path = folder[$"key-{Guid.NewGuid():N}"];
        Do(["-q", "-t", type, "-N", "", "-C", comment, "-f", path, .. options]);
        return File.ReadAllText(path + ".pub").TrimEnd('\n');
    }

    public static string Do(params string[] arguments)
    {
        var answer = Run(arguments);
        Assert.True(answer.ExitCode == 0, answer.Error);
        return answer.Out;
    }

    public static Answer Run(params string[] arguments)
    {
        var missing = RealProgram.Missing("ssh-keygen");
        Assert.SkipWhen(missing is not null, missing ?? "");
        return RealProgram.Run("ssh-keygen", arguments);
    }
}
