using PiGen.Templating.Text;

namespace PiGen.Core.SshConfig;

/// <summary>A word after a keyword: as ssh reads it, and where it stands with its quotes.</summary>
public readonly record struct ConfigWord(string Value, SourceSpan Span);
