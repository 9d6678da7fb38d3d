namespace PiGen.Core.SshConfig;

/// <summary>How a person's configuration and PiGen's get into each other's way.</summary>
public enum ConflictKind
{
    /// <summary>They have a section for a name of ours.</summary>
    NameTaken,

    /// <summary>They jump through a name of ours, which leads elsewhere now.</summary>
    NameUsed,

    /// <summary>What they set for hosts like ours holds no longer, because ours is read first.</summary>
    Shadowed,

    /// <summary>What they set is read first, and ours has no effect.</summary>
    Shadowing,

    /// <summary>What they set holds for ours too, because ours says nothing about it.</summary>
    ReachesIn,
}
