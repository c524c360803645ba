using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Optimization.Optimizers.Searching;

/// <summary>
/// Measures the rounding of L at θ: the scatter of its values at points so near that L itself does not change between them,
/// after [MoreWild2011].
/// </summary>
/// <remarks>Cost: 8 values in one batch. The points lie on the line along d, a few units in the last place of the largest entry of θ
/// apart, and the slope is taken off. A sum of squares near zero rounds by far more than 2⁻⁵² L: only measuring shows it.</remarks>
internal sealed class RoundingProbe(IObjective objective)
{
    private const int Points = 8;
    private readonly double[] losses = new double[Points];
    private double[] points = [];

    public const int Evaluations = Points;

    /// <returns>The largest difference of two values from their common slope; 0 where a value is not finite.</returns>
    public double Measure(double[] parameters, double[] direction, double value, double slope, WorkerTeam team)
    {
        var size = parameters.Length;
        if (points.Length == 0)
        {
            points = new double[checked(Points * size)];
        }
        var largest = Vectors.MaximumNorm(parameters);
        var spacing = 2 * (Math.BitIncrement(largest) - largest) / Vectors.MaximumNorm(direction);
        for (var i = 0; i < Points; i++)
        {
            Vectors.Combine(parameters, (i + 1) * spacing, direction, points.AsSpan(i * size, size));
        }
        objective.Values(points, losses, default, default, team);
        var (lowest, highest) = (0.0, 0.0);
        for (var i = 0; i < Points; i++)
        {
            var difference = losses[i] - value - ((i + 1) * spacing * slope);
            if (!double.IsFinite(difference))
            {
                return 0;
            }
            lowest = Math.Min(lowest, difference);
            highest = Math.Max(highest, difference);
        }
        return highest - lowest;
    }
}
