using System.Globalization;

namespace PiGen.Core.Model;

/// <summary>A TCP port, 1 to 65535.</summary>
public readonly record struct Port
{
    public const int Highest = 65535;

    private Port(int number) => Number = number;

    public static Port Ssh { get; } = new(22);

    public int Number { get; }

    /// <summary>Whether Linux lets only root listen on it (ip_unprivileged_port_start, 1024 unless set otherwise).</summary>
    public bool IsPrivileged => Number < 1024;

    public static Port? TryFrom(int number) => number is >= 1 and <= Highest ? new(number) : null;

    public override string ToString() => Number.ToString(CultureInfo.InvariantCulture);
}
