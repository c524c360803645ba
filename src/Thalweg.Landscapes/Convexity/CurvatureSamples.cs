using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Landscapes.Convexity;

/// <summary>Both ends of the spectrum at listed points, such as those of a plane or of a path.</summary>
/// <param name="Smallest">λ_1 of each, [n]; NaN where a product was not finite.</param>
/// <param name="Largest">λ_P of each.</param>
/// <param name="Bounds">How far both may be wrong.</param>
public sealed record CurvatureSamples(double[] Smallest, double[] Largest, double[] Bounds)
{
    public double[] Smallest { get; init; } = Smallest ?? throw new ArgumentNullException(nameof(Smallest));

    public double[] Largest { get; init; } = Largest ?? throw new ArgumentNullException(nameof(Largest));

    public double[] Bounds { get; init; } = Bounds ?? throw new ArgumentNullException(nameof(Bounds));

    /// <summary>Points where λ_1 is negative beyond its bound.</summary>
    public int Negative => Count(i => Smallest[i] < -Bounds[i]);

    /// <summary>Points where bounds do not decide its sign.</summary>
    public int Undecided => Count(i => Math.Abs(Smallest[i]) <= Bounds[i]);

    /// <summary>Points without a spectrum.</summary>
    public int NotFinite => Count(i => double.IsNaN(Smallest[i]));

    /// <summary>Points where all eigenvalues are 0.</summary>
    public int Degenerate => Count(i => Smallest[i] == 0 && Largest[i] == 0);

    /// <summary>Measures each point. Cost: that of <see cref="ExtremeCurvature.At"/> for each.</summary>
    /// <param name="points">[n, P], finite.</param>
    /// <param name="progress">Told shares of the points, 0 to 1.</param>
    /// <exception cref="ArgumentException">The points are no whole rows.</exception>
    public static CurvatureSamples At(
        IObjective objective,
        ReadOnlyMemory<double> points,
        WorkerTeam team,
        IProgress<double>? progress = null
    )
    {
        ArgumentNullException.ThrowIfNull(objective);
        ArgumentNullException.ThrowIfNull(team);
        var p = objective.ParameterCount;
        if (points.Length % p != 0)
        {
            throw new ArgumentException($"points has {points.Length} entries; give rows of P = {p}", nameof(points));
        }
        var count = points.Length / p;
        var (smallest, largest, bounds) = (new double[count], new double[count], new double[count]);
        for (var i = 0; i < count; i++)
        {
            team.Cancellation.ThrowIfCancellationRequested();
            var found = ExtremeCurvature.At(objective, points.Slice(i * p, p), team);
            (smallest[i], largest[i], bounds[i]) = (found.Smallest, found.Largest, found.Bound);
            progress?.Report((i + 1.0) / count);
        }
        return new CurvatureSamples(smallest, largest, bounds);
    }

    private int Count(Func<int, bool> holds) => Enumerable.Range(0, Smallest.Length).Count(holds);
}
