using System.Collections.Immutable;
using PiGen.Core;
using PiGen.Core.Deployment;
using PiGen.Core.Keys;

namespace PiGen.Cli.Ssh;

/// <summary>OpenSSH's own programs for keys, on this machine.</summary>
internal static class KeyPrograms
{
    /// <summary>The public keys that the agent holds, certificates apart; none where there is no agent.</summary>
    public static async Task<ImmutableArray<PublicKey>> AgentKeysAsync(CancellationToken cancellation)
    {
        await using var program = SshProcess.Start("ssh-add", ["-L"]);
        using var killing = cancellation.Register(program.Kill);
        program.CloseInput();
        var keys = ImmutableArray.CreateBuilder<PublicKey>();
        await new LineReader(program.Output, "ssh-add", RemoteCommand.UsualOutput)
            .ReadAllAsync(Take)
            .ConfigureAwait(false);
        var code = await program.WaitForExitAsync(cancellation).ConfigureAwait(false);
        return code == 0 ? keys.ToImmutable() : [];

        void Take(RemoteLine line)
        {
            if (PublicKey.TryParse(line.Text) is { } key)
            {
                keys.Add(key);
            }
        }
    }

    /// <summary>Makes an ed25519 key, which is not there yet; ssh-keygen asks for a passphrase on the terminal itself, unless there is to be none.</summary>
    public static async Task CreateAsync(string path, bool hasPassphrase, CancellationToken cancellation)
    {
        string[] passphrase = hasPassphrase ? [] : ["-N", ""];
        await using var program = SshProcess.Start("ssh-keygen", ["-q", "-t", "ed25519", "-f", path, .. passphrase]);
        using var killing = cancellation.Register(program.Kill);
        program.CloseInput();
        await new LineReader(program.Output, "ssh-keygen", most: null).ReadAllAsync(_ => { }).ConfigureAwait(false);
        if (await program.WaitForExitAsync(cancellation).ConfigureAwait(false) != 0)
        {
            throw new Failure(
                $"no key was made: {program.Complaints.Lines().LastOrDefault() ?? "ssh-keygen gave no reason"}",
                $"see that the folder of {path} is there and yours"
            );
        }
    }
}
