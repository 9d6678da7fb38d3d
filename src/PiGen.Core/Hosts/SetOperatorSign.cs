namespace PiGen.Core.Hosts;

/// <summary>How a set operator is written.</summary>
internal static class SetOperatorSign
{
    /// <summary>The operator that a character is, or null.</summary>
    public static SetOperator? Read(char character) =>
        character switch
        {
            ',' => SetOperator.Union,
            '!' => SetOperator.Without,
            '&' => SetOperator.Intersection,
            '^' => SetOperator.Exclusive,
            _ => null,
        };
}
