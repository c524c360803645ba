namespace Thalweg.Numerics.Statistics;

/// <summary>A confidence interval: in repeated studies it covers the true figure with probability <paramref name="Level"/>.</summary>
public readonly record struct Interval(double Lower, double Upper, double Level)
{
    public bool Contains(double value) => value >= Lower && value <= Upper;

    internal static void CheckLevel(double level)
    {
        if (!(level > 0 && level < 1))
        {
            throw new ArgumentOutOfRangeException(
                nameof(level),
                level,
                "level must lie between 0 and 1: give 0.95 for a 95 % interval"
            );
        }
    }
}
