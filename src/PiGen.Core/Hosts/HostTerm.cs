namespace PiGen.Core.Hosts;

/// <summary>A name with its ranges, and what it does to the hosts before it.</summary>
internal sealed record HostTerm(SetOperator Operator, RangedName Name);
