namespace Thalweg.Numerics.Statistics;

/// <summary>Figures of the pairs of two groups that are as far apart as each other: what differs between them is not their distance.</summary>
/// <remarks>Figures such as heights grow with the distance of the ends. Every pair of one group is set against every pair of the other whose distance is
/// within a factor of its own; no form of the growth is assumed. Where groups lie at different distances nothing can be set against each other, and
/// nothing is said.</remarks>
public sealed class MatchedRatios
{
    /// <summary>The largest quotient of two distances that count as equal.</summary>
    public const double Factor = 1.1;

    /// <param name="above">Distance and figure of each pair of the group of the numerator, no figure negative or NaN.</param>
    /// <param name="below">Of the group of the denominator.</param>
    /// <param name="factor">At least 1.</param>
    public MatchedRatios(
        IReadOnlyList<(double Distance, double Figure)> above,
        IReadOnlyList<(double Distance, double Figure)> below,
        double factor = Factor
    )
    {
        ArgumentNullException.ThrowIfNull(above);
        ArgumentNullException.ThrowIfNull(below);
        if (!(factor >= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(factor), factor, $"factor is {factor}, expected 1 or more");
        }
        Check(above, nameof(above));
        Check(below, nameof(below));
        var found = new List<(double Ratio, int Above, int Below)>();
        for (var i = 0; i < above.Count; i++)
        {
            for (var j = 0; j < below.Count; j++)
            {
                if (above[i].Distance <= factor * below[j].Distance && below[j].Distance <= factor * above[i].Distance)
                {
                    found.Add((PairMedians.Ratio(above[i].Figure, below[j].Figure), i, j));
                }
            }
        }
        var ordered = found.OrderBy(f => f.Ratio).ThenBy(f => f.Above).ThenBy(f => f.Below).ToList();
        Values = [.. ordered.Select(f => f.Ratio)];
        Pairs = [.. ordered.Select(f => (f.Above, f.Below))];
    }

    /// <summary>Of all combinations, ascending.</summary>
    public IReadOnlyList<double> Values { get; }

    /// <summary>The pair of each group that a ratio is of.</summary>
    public IReadOnlyList<(int Above, int Below)> Pairs { get; }

    /// <summary>NaN where no two pairs are at one distance.</summary>
    public double Median => Values.Count == 0 ? double.NaN : Descriptive.Median([.. Values]);

    private static void Check(IReadOnlyList<(double Distance, double Figure)> pairs, string name)
    {
        for (var k = 0; k < pairs.Count; k++)
        {
            if (!(pairs[k].Distance >= 0) || !(pairs[k].Figure >= 0))
            {
                throw new ArgumentOutOfRangeException(
                    name,
                    pairs[k],
                    $"{name}[{k}] is {pairs[k]}: expected a distance and a figure that are not negative"
                );
            }
        }
    }
}
