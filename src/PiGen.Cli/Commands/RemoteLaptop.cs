using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using PiGen.Core;
using PiGen.Core.Deployment;
using PiGen.Core.Keys;
using PiGen.Core.SshConfig;

namespace PiGen.Cli.Commands;

/// <summary>Another machine as a laptop, over ssh: the files and the ssh of whoever logs in there.</summary>
internal sealed class RemoteLaptop : ILaptop
{
    private const UnixFileMode OwnFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly IRemoteHost _host;

    private RemoteLaptop(IRemoteHost host, string home) => (_host, Home) = (host, home);

    public string Home { get; }

    public static async Task<RemoteLaptop> OpenAsync(IRemoteHost host, CancellationToken cancellation)
    {
        var lines = await LinesAsync(host, LaptopScripts.Home, [], cancellation);
        return lines is [var line] && line.StartsWith("home /", StringComparison.Ordinal)
            ? new(host, line["home ".Length..])
            : throw new Failure($"there is no ssh on {host.Name} to configure", "install the OpenSSH client there");
    }

    public async Task<ImmutableArray<LaptopFile>> LookAsync(
        IReadOnlyCollection<string> paths,
        CancellationToken cancellation
    )
    {
        if (paths.Count == 0)
        {
            return [];
        }
        var lines = await LinesAsync(_host, LaptopScripts.Look, paths.Select(InPlace), cancellation);
        FoundPath[] found = [.. lines.Select(FoundPath.TryParse).OfType<FoundPath>()];
        if (found.Length != paths.Count)
        {
            throw new AnswerNotUnderstood(_host.Name, "on its files that is not understood");
        }
        string[] plain = [.. found.Where(one => one.Kind == LaptopFileKind.File).Select(one => one.RealPath)];
        var read = await _host.ReadAsync(plain, cancellation);
        var files = plain.Zip(read).DistinctBy(pair => pair.First).ToDictionary(StringComparer.Ordinal);
        return
        [
            .. paths.Zip(
                found,
                (path, one) =>
                    one.With(path, files.GetValueOrDefault(one.RealPath)) with
                    {
                        IsLink = one.Kind == LaptopFileKind.BrokenLink || one.RealPath != InPlace(path),
                    }
            ),
        ];
    }

    public async Task<ImmutableArray<string>> FindAsync(string pattern, CancellationToken cancellation)
    {
        var entries = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        while (true)
        {
            // A folder's names are asked for when a wildcard needs them: as many rounds as there are wildcards.
            var missing = new HashSet<string>(StringComparer.Ordinal);
            string[] paths = [.. IncludeGlob.Paths(pattern, HomeOf, folder => EntriesOf(folder, entries, missing))];
            if (missing.Count == 0)
            {
                return paths.Length == 0 ? [] : await LinesAsync(_host, LaptopScripts.There, paths, cancellation);
            }
            await ListAsync(missing, entries, cancellation);
        }
    }

    public async Task DoAsync(ImmutableArray<LaptopStep> steps, CancellationToken cancellation)
    {
        var files = new List<NewRemoteFile>();
        var written = steps
            .Where(step => step.Deed == LaptopDeed.Write)
            .ToDictionary(step => step.Path, step => step.Content, StringComparer.Ordinal);
        string[] words = [.. steps.SelectMany(step => WordsOf(step, written.GetValueOrDefault(step.Path), files))];
        var lines = new List<string>();
        var command = new RemoteCommand(["sh", "-c", LaptopScripts.Do, "sh", RemoteCommand.FilesFolder, .. words])
        {
            Files = [.. files],
        };
        var answer = await _host.RunAsync(command, lines.Add, cancellation);
        if (answer.ExitCode != 0)
        {
            throw FailureOf(answer, lines);
        }
    }

    public async Task<ImmutableArray<SshAnswer>> AskAsync(
        Func<string, ConfigTrial> trial,
        IReadOnlyCollection<string> names,
        CancellationToken cancellation
    )
    {
        if (names.Count == 0)
        {
            return [];
        }
        var folder = $"{Home}/.pigen-{Guid.NewGuid():n}";
        var (config, files) = (trial(folder).Config, trial(folder).Files);
        var staged = files.Select(file => new NewRemoteFile(file.Path, file.Content, OwnFile));
        string[] option = config is null ? [] : ["-F", InPlace(config)];
        string[] arguments = [RemoteCommand.FilesFolder, folder, .. option];
        var command = new RemoteCommand(["sh", "-c", LaptopScripts.Ask, "sh", .. arguments])
        {
            Files = [.. staged],
            Input = Encoding.UTF8.GetBytes(string.Concat(names.Select(name => name + "\n"))),
            // ssh -G takes some milliseconds for each, on a slow machine under load some hundred.
            Patience = RemoteCommand.UsualPatience + TimeSpan.FromSeconds(names.Count),
            MostOutput = RemoteCommand.UsualOutput * (1 + (names.Count / 500)),
        };
        var answers = new AnswerLines(names.Count);
        await _host.RunAsync(command, answers.Take, cancellation);
        return answers.All()
            ?? throw new Failure($"the ssh on {_host.Name} gave no answer", "try there: ssh -G localhost");
    }

    private static async Task<ImmutableArray<string>> LinesAsync(
        IRemoteHost host,
        string script,
        IEnumerable<string> arguments,
        CancellationToken cancellation
    )
    {
        var lines = ImmutableArray.CreateBuilder<string>();
        var command = new RemoteCommand(["sh", "-c", script, "sh", .. arguments]);
        await host.RunAsync(command, Take, cancellation);
        return lines.ToImmutable();

        void Take(string line)
        {
            if (line.StartsWith(LaptopScripts.Sign, StringComparison.Ordinal))
            {
                lines.Add(line[LaptopScripts.Sign.Length..]);
            }
        }
    }

    private async Task ListAsync(
        HashSet<string> folders,
        Dictionary<string, List<string>> entries,
        CancellationToken cancellation
    )
    {
        foreach (var folder in folders)
        {
            entries[folder] = [];
        }
        foreach (var line in await LinesAsync(_host, LaptopScripts.Entries, folders, cancellation))
        {
            var end = line.LastIndexOf("//", StringComparison.Ordinal);
            var folder = end > 0 ? line[..end] : "/";
            if (end < 0 || !folders.Contains(folder))
            {
                throw new AnswerNotUnderstood(_host.Name, "that names a file of another folder");
            }
            entries[folder].Add(line[(end + 2)..]);
        }
    }

    private static List<string> EntriesOf(
        string folder,
        Dictionary<string, List<string>> entries,
        HashSet<string> missing
    )
    {
        if (entries.TryGetValue(folder, out var known))
        {
            return known;
        }
        missing.Add(folder);
        return [];
    }

    private string? HomeOf(string user) => user.Length == 0 ? Home : null;

    private string InPlace(string path) => ConfigPlaces.Expanded(path, Home);

    // Deed, path, to, what is expected, what was written, and of a file to write where its bytes are, its model and its mode.
    private string[] WordsOf(LaptopStep step, ReadOnlyMemory<byte>? written, List<NewRemoteFile> files)
    {
        var content = "";
        if (step is { Deed: LaptopDeed.Write, Content: { } bytes })
        {
            content = $"content{files.Count}";
            files.Add(new(content, bytes, OwnFile));
        }
        return
        [
            step.Deed.ToString(),
            InPlace(step.Path),
            InPlace(step.To ?? ""),
            SumOf(step.Content),
            SumOf(written),
            content,
            InPlace(step.Like ?? ""),
            Convert.ToString((int)step.Mode, toBase: 8),
        ];
    }

    private static string SumOf(ReadOnlyMemory<byte>? content) =>
        content is { } bytes ? Convert.ToHexStringLower(SHA256.HashData(bytes.Span)) : "none";

    private Failure FailureOf(RemoteAnswer answer, List<string> lines)
    {
        var failure = answer.ExitCode switch
        {
            HomeFileScript.Locked => new NothingDone(
                $"another pigen is at work on {_host.Name}",
                "wait until it has ended, then try again"
            ),
            _ when TryFind("kept") is { } kept => NothingDone.ChangedTwice(
                $"{_host.Name}:{TryFind("changed")}",
                $"{_host.Name}:{kept}"
            ),
            HomeFileScript.Changed => NothingDone.Changed($"{_host.Name}:{TryFind("changed")}"),
            _ => new Failure(
                $"files on {_host.Name} cannot be changed: {answer.Errors.LastOrDefault()}",
                "see whether there is room on its disk, and look at owner, mode and attributes (lsattr) of the files"
            ),
        };
        return failure is NothingDone || TryFind("nothing") is null ? failure : NothingDone.Of(failure);

        string? TryFind(string word) =>
            lines
                .Select(line => line.Split(' ', 3))
                .FirstOrDefault(words => words is ["pigen", var first, _] && first == word)
                ?[2];
    }
}
