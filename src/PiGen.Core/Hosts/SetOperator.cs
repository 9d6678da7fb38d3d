namespace PiGen.Core.Hosts;

/// <summary>What a name does to the hosts written before it, as ClusterShell reads it: from left to right, none binds tighter.</summary>
internal enum SetOperator
{
    /// <summary><c>,</c> or a line break: and these.</summary>
    Union,

    /// <summary><c>!</c>: without these.</summary>
    Without,

    /// <summary><c>&amp;</c>: only those that are among these.</summary>
    Intersection,

    /// <summary><c>^</c>: those that are in one of both, not in both.</summary>
    Exclusive,
}
