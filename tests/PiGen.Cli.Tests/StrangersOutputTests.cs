using PiGen.Testing;

namespace PiGen.Cli.Tests;

/// <summary>
/// An output folder that somebody else has made, with all that makes a program read, move, plant or delete files elsewhere, or
/// wait for ever. Nothing is connected to: the ssh_config of these tests says so.
/// </summary>
public sealed class StrangersOutputTests : IDisposable
{
    // sha256sum of "precious"
    private const string Precious = "157fc55121ab2c59852c35d78aca98d840047e5d9668c423e4d3b146e1577901";

    private static readonly string[] Readers =
    [
        "status",
        "diff",
        "deploy --yes",
        "undeploy --yes",
        "rollback --yes",
        "ssh-config show",
    ];

    private readonly TemporaryFolder _folder = new();

    public StrangersOutputTests()
    {
        _folder.Write("ssh_config", "Host *\n    ProxyCommand false\n    ControlPath none\n");
        _folder.Write("victim/precious", "precious");
        Pigen.Render(Output);
    }

    public void Dispose() => _folder.Dispose();

    private string Output => _folder["output"];

    public static TheoryData<string, string> Attacks()
    {
        (string Attack, string Code)[] attacks =
        [
            ("mkdir -p .pigen-staging/old && ln -s ../../../victim .pigen-staging/old/red", "PG0519"),
            (
                "mv red aside && ln -s ../victim red && mkdir -p .pigen-staging/old/red && echo x > .pigen-staging/old/red/keys",
                "PG0519"
            ),
            (
                "ln -s ../victim l && mkdir .pigen-staging && printf 'pigen staging 1\\nSHA l/precious\\n' > .pigen-staging/journal",
                "PG0519"
            ),
            (
                "ln -s ../victim l && mkdir .pigen-staging && printf 'pigen staging 2\\nSHA l/precious\\n' > .pigen-staging/journal",
                "PG0519"
            ),
            (
                "mkdir .pigen-staging && printf 'pigen staging 1\\nSHA ../victim/precious\\n' > .pigen-staging/journal",
                "PG0519"
            ),
            ("mkdir .pigen-staging && printf 'pigen staging 1\\nSHA a\\nSHA a\\n' > .pigen-staging/journal", "PG0519"),
            ("mkdir .pigen-staging && printf 'pigen staging 2\\n- a\\n- a\\n' > .pigen-staging/journal", "PG0519"),
            ("mkdir .pigen-staging && printf 'pigen staging 3\\n' > .pigen-staging/journal", "PG0519"),
            (
                "mkdir -p .pigen-staging/old/red && printf 'pigen staging 2\\nSHA a\\n' > .pigen-staging/journal && echo x > .pigen-staging/old/red/keys",
                "PG0519"
            ),
            (
                "mkdir -p .pigen-staging/new && printf 'pigen staging 2\\nSHA a\\n' > .pigen-staging/journal && echo x > .pigen-staging/new/mine",
                "PG0519"
            ),
            (
                "mkdir .pigen-staging && (echo pigen staging 2; seq -f '- %.0f' 300000) > .pigen-staging/journal",
                "PG0519"
            ),
            ("mkdir .pigen-staging && mkfifo .pigen-staging/journal", "PG0519"),
            ("mkdir -p .pigen-staging/old && mkfifo .pigen-staging/old/pigen.json", "PG0519"),
            ("mkdir .pigen-staging && truncate -s 65M .pigen-staging/journal", "PG0517"),
            ("ln -s ../victim .pigen-staging", "PG0516"),
            ("ln -s ../victim .pigen-done", "PG0516"),
            ("ln -s ../victim/lock .pigen-lock", "PG0516"),
            ("mkfifo .pigen-lock", "PG0516"),
            ("mkdir .pigen-done && mkfifo .pigen-done/mine", "PG0516"),
            ("mv pigen.json .. && ln -s ../pigen.json .", "PG0516"),
            ("rm pigen.json && mkfifo pigen.json", "PG0516"),
            ("truncate -s 65M pigen.json", "PG0517"),
        ];
        return [.. attacks.Select(one => (one.Attack.Replace("SHA", Precious, StringComparison.Ordinal), one.Code))];
    }

    [Theory]
    [MemberData(nameof(Attacks))]
    public void What_nobody_left_so_is_refused_by_a_render_and_stays(string attack, string code)
    {
        Attack(attack);
        AssertRefused(code, "render --workers red1 --wlan 10.0.0.1");
    }

    [Theory]
    [MemberData(nameof(Attacks))]
    public void A_verb_that_only_reads_moves_nothing(string attack, string code)
    {
        Attack(attack);
        foreach (var verb in Readers)
        {
            // What an interrupted render may have left is said as a whole.
            AssertRefused(attack.Contains("staging/", StringComparison.Ordinal) ? "PG0518" : code, verb);
        }
    }

    [Theory]
    [InlineData("mkdir -p .pigen-done/old && ln -s ../../../victim .pigen-done/old/red")]
    [InlineData("mkdir -p .pigen-done/new && mkfifo .pigen-done/new/red")]
    public void What_is_to_be_cleared_away_is_looked_at_first(string attack)
    {
        Attack(attack);
        AssertRefused("PG0519", "render --workers red1 --wlan 10.0.0.1");
    }

    [Fact]
    public void A_half_moved_folder_is_not_read_and_a_render_puts_it_back_first()
    {
        var rendered = _folder.Snapshot();
        Attack(
            "mkdir -p .pigen-staging/old/red .pigen-staging/new/red && mv red/install.sh .pigen-staging/old/red"
                + $" && printf 'pigen staging 2\\n{Precious} red/install.sh\\n- red/install.sh\\n' > .pigen-staging/journal"
                + " && printf precious > .pigen-staging/new/red/install.sh"
        );
        foreach (var verb in Readers)
        {
            var answer = AssertRefused("PG0518", verb);
            Assert.Contains(", or run the interrupted pigen render again: ", answer.Error, StringComparison.Ordinal);
        }
        Run("render --workers red[");
        Assert.Equal(rendered, _folder.Snapshot());
    }

    [Fact]
    public void A_render_that_was_interrupted_before_it_moved_anything_keeps_nobody_from_reading()
    {
        Attack("mkdir -p .pigen-staging/new/red && printf x > .pigen-staging/new/red/install.sh");
        Assert.Equal(0, Run("ssh-config show").ExitCode);
        Assert.True(File.Exists(_folder["output/.pigen-staging/new/red/install.sh"]));
    }

    [Theory]
    [InlineData("red/install.sh", "mkfifo red/install.sh", "PG0536")]
    [InlineData("red/install.sh", "ln -s ../../victim/precious red/install.sh", "PG0533")]
    [InlineData("red/install.sh", "ln -s /dev/zero red/install.sh", "PG0533")]
    [InlineData("red/install.sh", "truncate -s 65M red/install.sh", "PG0517")]
    [InlineData("red/etc", "mkfifo red/etc", "PG0536")]
    [InlineData("red/etc", "ln -s ../../victim red/etc", "PG0533")]
    public void What_is_no_file_of_a_fair_size_is_not_deployed_and_not_replaced(string path, string attack, string code)
    {
        Attack($"rm -r {path} && {attack}");
        AssertRefused(code, "deploy --yes");
        AssertRefused(null, "render --workers red1 --wlan 10.0.0.1");
    }

    [Fact]
    public void A_limit_is_named()
    {
        Attack("truncate -s 65M red/install.sh");
        Assert.Contains(
            $"{Output}/red/install.sh is larger than 64 MiB\n",
            Run("deploy --yes").Error,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Many_files_of_a_fair_size_do_not_fill_the_memory()
    {
        var entries = Enumerable
            .Range(1, 9)
            .Select(i => $$"""{"host": "red", "path": "/etc/{{i}}", "mode": "0644", "sha256": "{{Precious}}"},""");
        var manifest = _folder.Read("output/pigen.json");
        _folder.Write(
            "output/pigen.json",
            manifest.Replace("\"artifacts\": [", "\"artifacts\": [" + string.Concat(entries))
        );
        Attack("for i in 1 2 3 4 5 6 7 8 9; do truncate -s 63M red/etc/$i; done");
        Assert.Contains(
            "its files for one host are larger than 512 MiB in all",
            Run("deploy --yes").Error,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_tree_without_end_ends_nothing()
    {
        Attack("i=0; while [ $i -lt 60 ]; do d=$(printf '%0200d' 0); mkdir $d && cd -P $d || exit; i=$((i+1)); done");
        Directory.Move(Directory.GetDirectories(Output, "000*").Single(), _folder["output/red/etc/deep"]);
        Assert.StartsWith("error PG0517: ", Run("deploy --yes").Error, StringComparison.Ordinal);
        RealProgram.Run("rm", "-r", _folder["output/red/etc/deep"]);
    }

    // Each look below such a tree opens all folders on the way.
    [Theory]
    [InlineData(".pigen-staging/new", "render --workers red1 --wlan 10.0.0.1")]
    [InlineData("red/etc", "deploy --yes")]
    public void A_deep_tree_is_refused_in_few_words(string place, string verb)
    {
        var deep = string.Join('/', Enumerable.Repeat("d", 300));
        Attack($"mkdir -p {place}/{deep} && cd {place}/{deep} && seq 100 | xargs touch");
        var answer = AssertRefused("PG0517", verb);
        Assert.InRange(answer.Error.Length, 1, 500 + 2 * Output.Length);
    }

    // Whoever decodes such a name cannot ask for what it names.
    [Theory]
    [InlineData(
        "PG0519",
        "mkdir -p .pigen-staging/old/red && mv red/install.sh .pigen-staging/old/red/"
            + " && printf 'pigen staging 2\\n- red/install.sh\\n' > .pigen-staging/journal && cd .pigen-staging/old"
    )]
    [InlineData("PG0513", "rm red/install.sh && mkdir red/install.sh && cd red/install.sh")]
    public void A_name_that_is_no_UTF_8_is_told_before_anything_is_moved(string code, string attack)
    {
        Attack($"{attack} && touch \"$(printf '\\377\\376')\"");
        var before = RealProgram.Run("find", Output);
        Assert.StartsWith(
            $"error {code}",
            Run("render --workers red1 --wlan 10.0.0.1").Error,
            StringComparison.Ordinal
        );
        Assert.Equal(before, RealProgram.Run("find", Output));
        RealProgram.Run("rm", "-r", Output);
    }

    [Theory]
    [InlineData("PG0513", "rm red/install.sh && mkdir red/install.sh")]
    [InlineData("PG0514", "rm -r * && mkdir -p red/install.sh")]
    [InlineData("PG0514", "rm -r * && mkdir -p red/install.sh/x/y")]
    public void A_folder_of_nothing_in_a_files_place_is_told(string code, string attack)
    {
        Attack(attack);
        AssertRefused(code, "render --workers red1 --wlan 10.0.0.1");
    }

    [Fact]
    public async Task Whoever_exchanges_folders_for_links_meanwhile_gets_no_byte_anywhere_else()
    {
        using var stop = new CancellationTokenSource();
        var attacker = Task.Run(() => ExchangeUntil(stop.Token), TestContext.Current.CancellationToken);
        for (var turn = 0; turn < 60; turn++)
        {
            var manager = turn % 3 == 0 ? "red" : "blue";
            var answer = Run($"render --workers red[1-{20 + turn % 2}] --wlan 10.0.0.1 --manager {manager}");
            if (answer.ExitCode != 0)
            {
                // What such a folder becomes is refused from then on.
                RealProgram.Run("rm", "-rf", Output);
            }
        }
        await stop.CancelAsync();
        await attacker;
        Assert.Equal(
            ["victim/precious"],
            _folder.Files().Where(file => file.StartsWith("victim", StringComparison.Ordinal))
        );
        Assert.Equal("precious", _folder.Read("victim/precious"));
    }

    private void ExchangeUntil(CancellationToken stop)
    {
        string[] names =
        [
            "red",
            "blue",
            "laptop",
            ".pigen-staging",
            ".pigen-staging/new",
            ".pigen-staging/new/red",
            ".pigen-staging/old",
        ];
        for (var turn = 0; !stop.IsCancellationRequested; turn++)
        {
            var place = Path.Combine(Output, names[turn % names.Length]);
            var aside = _folder["aside"];
            try
            {
                Directory.Move(place, aside);
                File.CreateSymbolicLink(place, _folder["victim"]);
                Thread.Yield();
                File.Delete(place);
                Directory.Move(aside, place);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                PutBack(place, aside);
            }
        }
    }

    private static void PutBack(string place, string aside)
    {
        if (new FileInfo(place).LinkTarget is not null)
        {
            File.Delete(place);
        }
        if (Directory.Exists(aside))
        {
            Directory.Delete(aside, recursive: true);
        }
    }

    private void Attack(string script)
    {
        var answer = RealProgram.Run("sh", "-c", $"cd \"$0\" && {script}", Output);
        Assert.Equal(new Answer(0, "", ""), answer);
    }

    /// <param name="code">Null for any.</param>
    private Answer AssertRefused(string? code, string verb)
    {
        var before = FolderMoments.Listing(_folder.Path);
        var answer = Run(verb);
        Assert.StartsWith($"error {code ?? "PG05"}", answer.Error, StringComparison.Ordinal);
        Assert.Equal((1, "", before), (answer.ExitCode, answer.Out, FolderMoments.Listing(_folder.Path)));
        return answer;
    }

    private Answer Run(string verb)
    {
        string[] ssh = verb.Split(' ')[0] is "render" or "ssh-config" ? [] : ["-F", _folder["ssh_config"]];
        return Pigen.Run([.. verb.Split(' '), "--output", Output, .. ssh]);
    }
}
