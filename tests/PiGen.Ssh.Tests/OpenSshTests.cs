using PiGen.Core.Deployment;

namespace PiGen.Ssh.Tests;

/// <summary>What only the person's own programs have.</summary>
public sealed class OpenSshTests() : TransportContract(Transport.OpenSsh)
{
    [Fact]
    public async Task A_configuration_that_ssh_cannot_read_is_quoted()
    {
        await using var server = await SshServer.StartAsync();
        server.AddToClientConfig("Nonsense yes");
        Assert.Matches(
            "^ssh cannot read its configuration for red: .*ssh_config: line \\d+: Bad configuration option: nonsense$",
            await FailureOfAsync(server.Options())
        );
    }

    [Fact]
    public async Task Files_and_commands_share_one_login()
    {
        await using var server = await UserServer.StartAsync();
        await using var host = await ConnectAsync(server);
        var command = Script("cat \"$1\"/new", RemoteCommand.FilesFolder) with
        {
            Files = [FileOf("new", "text"u8.ToArray())],
        };
        Assert.Equal(["text"], await OutputAsync(new StagingHost(host), command));
        Assert.Equal(1, server.Server.Logins());
    }

    [Fact]
    public async Task Files_come_where_no_connection_can_be_shared()
    {
        await using var server = await UserServer.StartAsync();
        await using var host = await ConnectAsync(server.Options() with { IsShared = false });
        var command = Script("cat \"$1\"/new", RemoteCommand.FilesFolder) with
        {
            Files = [FileOf("new", "text"u8.ToArray())],
        };
        Assert.Equal(["text"], await OutputAsync(new StagingHost(host), command));
    }

    [Fact]
    public async Task A_connection_that_the_person_shares_already_is_used_and_left_open()
    {
        await using var server = await SshServer.StartAsync();
        var socket = server.Folder["cm"];
        server.AddToClientConfig($"    ControlMaster auto\n    ControlPersist 60\n    ControlPath {socket}");
        for (var run = 0; run < 2; run++)
        {
            await using var host = await ConnectAsync(server);
            await OutputAsync(host, new("true"));
        }
        Assert.Equal((1, true), (server.Logins(), File.Exists(socket)));
    }
}
