namespace PiGen.Core.Hosts;

/// <summary>How much one hostlist may ask for, so that its cost in time and memory is known before it is expanded.</summary>
internal static class HostlistLimits
{
    /// <summary>Distinct hosts at any step from left to right, and hosts of one name with its ranges.</summary>
    public const int Hosts = 1_000_000;

    /// <summary>Names expanded in all, those that '!' and '&amp;' take away again included.</summary>
    public const int NamesExpanded = 10_000_000;

    /// <summary>Mistakes reported of one text; who has made more reads no further.</summary>
    public const int Mistakes = 20;
}
