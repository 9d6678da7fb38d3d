using PiGen.Core.Deployment;

namespace PiGen.Core.Tests.Deployment;

public class InstalledRecordTests
{
    private const string Sum = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    [Fact]
    public void A_record_has_a_sum_and_a_path_a_line()
    {
        var record = InstalledRecord.Read(
            "red",
            "pi@red",
            StatePaths.Present,
            FakeHost.FileOf($"{Sum} /etc/x\n{Sum} /etc/my notes\n")
        );
        Assert.Equal(
            [$"red:/etc/x {Sum}", $"red:/etc/my notes {Sum}"],
            record.Entries.Select(entry => $"{entry.Destination} {entry.Fingerprint.Sha256}")
        );
    }

    // The second is what sha256sum says of no bytes.
    [Theory]
    [InlineData(null, "none")]
    [InlineData("", Sum)]
    public void What_was_seen_is_the_records_own_sum(string? text, string seen)
    {
        var record = InstalledRecord.Read(
            "red",
            "pi@red",
            StatePaths.Present,
            text is null ? null : FakeHost.FileOf(text)
        );
        Assert.Equal((seen, 0), (record.Seen, record.Entries.Length));
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData($"{Sum}")]
    [InlineData($"{Sum} ")]
    [InlineData($"{Sum}  /etc/x")]
    [InlineData($"{Sum} etc/x")]
    [InlineData($"{Sum} /etc/../x")]
    [InlineData($"{Sum} /etc/x\r")]
    [InlineData($"E{Sum} /etc/x")]
    [InlineData($"E3B0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855 /etc/x")]
    [InlineData($"{Sum} /etc/x\n{Sum} /etc/x")]
    public void What_is_no_record_is_a_failure_that_names_the_host(string text) =>
        Assert.Equal(
            "/var/lib/pigen/clusters/default/current/installed on pi@red is no record of PiGen's",
            FailureOf(FakeHost.FileOf(text + "\n"))
        );

    [Theory]
    [InlineData(RemoteFileKind.Folder)]
    [InlineData(RemoteFileKind.Link)]
    [InlineData(RemoteFileKind.Other)]
    [InlineData(RemoteFileKind.Unreadable)]
    public void What_is_no_file_is_no_record(RemoteFileKind kind) =>
        Assert.EndsWith("is no record of PiGen's", FailureOf(new(kind, default, default)), StringComparison.Ordinal);

    private static string FailureOf(RemoteFile file) =>
        Assert.Throws<Failure>(() => InstalledRecord.Read("red", "pi@red", StatePaths.Present, file)).Message;
}
