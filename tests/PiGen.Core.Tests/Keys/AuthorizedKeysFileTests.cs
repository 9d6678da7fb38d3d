using System.Collections.Immutable;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using PiGen.Core.Keys;

namespace PiGen.Core.Tests.Keys;

public class AuthorizedKeysFileTests
{
    private const string Key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f pi";
    private const string Other = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIP8BAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f me";

    private static readonly PushedKey[] Both = [new(PublicKey.TryParse(Key)!), new(PublicKey.TryParse(Other)!)];

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("# mine\n")]
    [InlineData("# mine")]
    [InlineData("a\r\n\r\nb")]
    [InlineData(Key)]
    [InlineData("restrict " + Other + "\n")]
    public void What_is_pushed_and_revoked_leaves_the_very_bytes(string? before)
    {
        var home = new Home(before);
        home.Do(home.File.Push(Both));
        home.Do(home.File.Revoke(only: null));
        Assert.Equal((before, null), (home.Keys, home.Record));
    }

    [Fact]
    public void Any_bytes_are_there_again_after_push_and_revoke() =>
        Check.QuickThrowOnFailure(
            Prop.ForAll(
                ArbMap.Default.ArbFor<NonNull<string>>(),
                text =>
                {
                    var home = new Home(text.Get);
                    var before = home.Keys;
                    home.Do(home.File.Push(Both));
                    home.Do(home.File.Revoke(only: null));
                    return home.Keys == before && home.Record is null;
                }
            )
        );

    [Fact]
    public void A_second_push_has_nothing_to_do()
    {
        var home = new Home("# mine");
        home.Do(home.File.Push(Both));
        Assert.Equal((KeysEdit.None, $"# mine\n{Key}\n{Other}\n"), (home.File.Push(Both), home.Keys));
    }

    [Fact]
    public void Keys_that_were_pushed_one_after_the_other_are_revoked_together()
    {
        var home = new Home("# mine");
        home.Do(home.File.Push([Both[0]]));
        home.Do(home.File.Push([Both[1]]));
        home.Do(home.File.Revoke(only: null));
        Assert.Equal("# mine", home.Keys);
    }

    [Fact]
    public void Of_several_keys_one_can_be_revoked()
    {
        var home = new Home("# mine");
        home.Do(home.File.Push(Both));
        home.Do(home.File.Revoke([Both[0].Key]));
        Assert.Equal($"# mine\n{Other}\n", home.Keys);
        home.Do(home.File.Revoke(only: null));
        Assert.Equal("# mine", home.Keys);
    }

    [Fact]
    public void Lines_that_others_added_since_are_kept()
    {
        var home = new Home(null);
        home.Do(home.File.Push(Both));
        home.Keys += "theirs\n";
        home.Do(home.File.Revoke(only: null));
        Assert.Equal("theirs\n", home.Keys);
    }

    [Fact]
    public void A_line_that_was_ended_stays_ended_where_others_added_lines_since()
    {
        var home = new Home("# mine");
        home.Do(home.File.Push(Both));
        home.Keys += "theirs\n";
        home.Do(home.File.Revoke(only: null));
        Assert.Equal("# mine\ntheirs\n", home.Keys);
    }

    [Fact]
    public void A_pushed_line_that_was_edited_since_is_kept_and_named()
    {
        var home = new Home(null);
        home.Do(home.File.Push(Both));
        home.Keys = home.Keys!.Replace(Key, "restrict " + Key, StringComparison.Ordinal);
        var edit = home.File.Revoke(only: null);
        home.Do(edit);
        Assert.Equal((Key, Other, $"restrict {Key}\n"), (edit.Edited.Single(), edit.Lines.Single(), home.Keys));
    }

    [Fact]
    public void What_a_person_put_there_before_is_never_revoked()
    {
        var home = new Home(Key + "\n");
        home.Do(home.File.Push(Both));
        Assert.Equal([Other], home.File.Revoke(only: null).Lines);
    }

    [Fact]
    public void A_restriction_stands_before_the_key() =>
        Assert.Equal($"restrict {Key}", new PushedKey(PublicKey.TryParse(Key)!, "restrict").Line);

    [Fact]
    public void The_record_is_in_words() =>
        Assert.Equal(
            $"""
            # What pigen keys push has added to authorized_keys, for pigen keys revoke to take away.
            made file
            key {Key}

            """,
            Encoding.UTF8.GetString(new PushRecord { HasMadeFile = true, Lines = [Key] }.ToBytes())
        );

    [Theory]
    [InlineData("made coffee\n")]
    [InlineData("\n")]
    public void Anything_else_is_no_record(string text) =>
        Assert.Null(PushRecord.TryRead(Encoding.UTF8.GetBytes(text)));

    /// <summary>The two files of a user's home on a worker.</summary>
    private sealed class Home(string? keys)
    {
        public string? Keys { get; set; } = keys is null ? null : Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(keys));

        public string? Record { get; private set; }

        public AuthorizedKeysFile File =>
            AuthorizedKeysFile.TryParse([
                "folder .ssh",
                .. Answer(AuthorizedKeysFile.Path, Keys),
                .. Answer(PushRecord.Path, Record),
            ])!;

        public void Do(KeysEdit edit)
        {
            foreach (var change in edit.Changes)
            {
                Assert.Equal(Of(change.Path), Text(change.Was));
                Set(change.Path, Text(change.Becomes));
            }
        }

        private string? Of(string path) => path == PushRecord.Path ? Record : Keys;

        private void Set(string path, string? text)
        {
            if (path == PushRecord.Path)
            {
                Record = text;
            }
            else
            {
                Keys = text;
            }
        }

        private static string[] Answer(string path, string? text) =>
            text is null ? [$"none {path}"] : [$"file {path}", Convert.ToBase64String(Encoding.UTF8.GetBytes(text))];

        private static string? Text(ImmutableArray<byte>? bytes) =>
            bytes is { } there ? Encoding.UTF8.GetString(there.AsSpan()) : null;
    }
}
