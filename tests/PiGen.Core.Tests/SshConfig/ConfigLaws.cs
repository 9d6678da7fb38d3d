using System.Text;
using FsCheck;
using FsCheck.Fluent;
using PiGen.Core.SshConfig;

namespace PiGen.Core.Tests.SshConfig;

public class ConfigLaws
{
    private static readonly Config Thorough = Config.QuickThrowOnFailure.WithMaxTest(2000).WithEndSize(60);

    [Fact]
    public void Any_bytes_are_written_as_they_were_read() =>
        Check.One(Thorough, Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), bytes => IsSame(bytes ?? [])));

    [Fact]
    public void All_lines_together_are_the_text() =>
        Check.One(
            Thorough,
            Prop.ForAll(
                ConfigGenerators.Garbage.ToArbitrary(),
                text =>
                    string.Concat(Parse(text).Lines.Select(line => line.Span.Text.ToString()))
                    == Parse(text).Text.Content
            )
        );

    [Fact]
    public void An_Include_goes_from_any_file_without_a_trace() =>
        Check.One(
            Thorough,
            Prop.ForAll(ConfigGenerators.Garbage.Where(HasNoIncludeOfOurs).ToArbitrary(), ComesOutAgain)
        );

    [Fact]
    public void A_block_goes_from_any_file_without_a_trace_or_is_refused() =>
        Check.One(Thorough, Prop.ForAll(ConfigGenerators.Garbage.ToArbitrary(), BlockComesOutAgain));

    [Fact]
    public void Of_any_file_something_can_be_said() =>
        Check.One(Thorough, Prop.ForAll(ConfigGenerators.Garbage.ToArbitrary(), IsAnswered));

    private static ConfigFile Parse(string text) => ConfigFile.Parse("config", Bytes(text));

    // A lone low surrogate stands for a byte that is no UTF-8.
    private static byte[] Bytes(string text) =>
        [.. text.SelectMany(c => c == '\udc80' ? [0x80] : Encoding.UTF8.GetBytes([c]))];

    private static bool IsSame(byte[] bytes) => ConfigFile.Parse("config", bytes).ToBytes().SequenceEqual(bytes);

    private static bool HasNoIncludeOfOurs(string text) =>
        ConfigEdit.RemoveInclude(Parse(text), IncludeLine.Default, []).Bytes is { } bytes
        && bytes.SequenceEqual(Bytes(text));

    private static bool ComesOutAgain(string text)
    {
        var with = ConfigEdit.AddInclude(Parse(text), IncludeLine.Default).Bytes!;
        var again = ConfigEdit.AddInclude(ConfigFile.Parse("config", with), IncludeLine.Default).Bytes!;
        var after = ConfigEdit.RemoveInclude(ConfigFile.Parse("config", with), IncludeLine.Default, []).Bytes!;
        return with.SequenceEqual(again) && after.SequenceEqual(Bytes(text));
    }

    private static bool BlockComesOutAgain(string text)
    {
        var block = new InlineBlock("green", "Host green\n");
        if (ConfigEdit.AddBlock(Parse(text), block, evenIfEdited: false, [])?.Bytes is not { } with)
        {
            return InlineBlocks.Read(Parse(text), []) is null;
        }
        var file = ConfigFile.Parse("config", with);
        var again = ConfigEdit.AddBlock(file, block, evenIfEdited: false, [])!.Bytes!;
        var after = ConfigEdit.RemoveBlock(file, "green", evenIfEdited: false, [])!.Bytes!;
        return with.SequenceEqual(again) && after.SequenceEqual(Bytes(text));
    }

    private static bool IsAnswered(string text)
    {
        var file = Parse(text);
        var ours = ConfigFile.Parse("pigen-red.conf", Bytes(Ours.Sections));
        var tree = ConfigTree.Read(file, path => path == IncludeLine.Default.Pattern ? [ours] : [file]);
        var answers = HostNames.Of(tree).ToDictionary(name => name, _ => (EffectiveSettings?)null);
        return Conflicts.In(tree, OwnLines.Of(ours)).All(conflict => conflict.Diagnostic.Message.Length > 0)
            && JumpCycles.In(tree, answers).All(cycle => cycle.IsError)
            && tree.Diagnostics.Count <= 1;
    }
}
