using System.Collections.Frozen;
using System.Text;
using PiGen.Core.Deployment;
using PiGen.Core.Planning;
using PiGen.Core.Rendering;

namespace PiGen.Core.Tests.Deployment;

/// <summary>What the tests deploy, and what is on a manager already.</summary>
internal static class Artifacts
{
    public const string UnitPath = "/etc/systemd/system/a.service";

    /// <summary>Of a unit that is started by itself.</summary>
    public const string UnitText = "[Service]\nExecStart=/bin/true\n[Install]\nWantedBy=multi-user.target\n";

    public static UnixFileMode Mode(string octal) => FileModes.TryParse(octal)!.Value;

    public static Destination Place(string path) => Destination.TryParse("red", path)!;

    public static Artifact Of(string path, string text, string mode = "0644") =>
        new(Place(path), Mode(mode), Encoding.UTF8.GetBytes(text));

    public static string Sha256(string text) => Fingerprint.Sha256Of(Encoding.UTF8.GetBytes(text));

    /// <summary>The record of files with these texts.</summary>
    public static InstalledRecord Record(params IEnumerable<(string Path, string Text)> files) =>
        new([.. files.Select(file => new ManifestEntry(Place(file.Path), new(default, Sha256(file.Text))))], "seen");

    public static ManagerState State(
        InstalledRecord? installed = null,
        Dictionary<string, RemoteFile?>? files = null,
        params IEnumerable<UnitState> units
    ) =>
        new()
        {
            Installed = installed ?? InstalledRecord.None,
            Deployed = null,
            Current = "6",
            Before = null,
            Files = (files ?? []).ToFrozenDictionary(StringComparer.Ordinal),
            Units = units.ToFrozenDictionary(unit => unit.Name, StringComparer.Ordinal),
            Holder = null,
            IsUnfinished = false,
            Originals = [],
            OriginallyUp = [],
            Pending = [],
        };
}
