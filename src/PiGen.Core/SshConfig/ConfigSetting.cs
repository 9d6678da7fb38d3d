namespace PiGen.Core.SshConfig;

/// <summary>A line that sets something, and the condition under which it does.</summary>
public sealed record ConfigSetting(ConfigLine Line, Condition When);
