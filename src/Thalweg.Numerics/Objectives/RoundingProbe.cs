using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Numerics.Objectives;

/// <summary>
/// Measures the rounding of L at θ: the scatter of its values at points so near that L itself does not change between them,
/// after [MoreWild2011].
/// </summary>
/// <remarks>The points lie on the line along d, a few units in the last place of the largest entry of θ apart. A sum of squares
/// near zero rounds by far more than 2⁻⁵² L: only measuring shows it.</remarks>
public sealed class RoundingProbe(IObjective objective)
{
    private readonly IObjective objective = objective ?? throw new ArgumentNullException(nameof(objective));

    /// <summary>Values that <see cref="Measure"/> takes, in one batch.</summary>
    public const int Evaluations = 8;

    /// <summary>Points that <see cref="Place"/> writes and <see cref="Scatter"/> judges.</summary>
    public const int Points = 11;

    /// <summary>2⁻⁵², of double precision.</summary>
    public const double DoubleEpsilon = 1.0 / (1L << 52);

    /// <summary>2⁻²³, of single precision.</summary>
    public const double SingleEpsilon = 1.0 / (1L << 23);

    // The median of |x| for a standard normal x, and the deviation of third differences of independent values of deviation 1.
    private const double MedianMagnitude = 0.6744897501960817;
    private const double ThirdDifference = 4.47213595499958;

    // Rounding of single precision is larger than that of double by 2²⁹.
    private const double CoarserBy = 1 << 6;

    // What the largest of a hundred values reaches.
    private const double Deviations = 3;

    private readonly double[] losses = new double[Evaluations];
    private double[] points = [];

    /// <summary>Whether most of the values that were measured last are equal.</summary>
    public bool IsCoarse { get; private set; }

    /// <summary>The same for a loss whose slope is known. Cost: 8 values.</summary>
    /// <param name="parameters">θ, [P].</param>
    /// <param name="direction">d, [P].</param>
    /// <param name="value">L(θ).</param>
    /// <param name="slope">∇L(θ) · d.</param>
    /// <param name="epsilon">Of the numbers that L is computed with.</param>
    /// <returns>The largest difference of two values from their common slope; 0 where a value is not finite.</returns>
    public double Measure(
        ReadOnlySpan<double> parameters,
        ReadOnlySpan<double> direction,
        double value,
        double slope,
        WorkerTeam team,
        double epsilon = DoubleEpsilon
    )
    {
        ArgumentNullException.ThrowIfNull(team);
        var size = parameters.Length;
        if (points.Length == 0)
        {
            points = new double[checked(Evaluations * size)];
        }
        var spacing = Spacing(parameters, direction, epsilon);
        for (var i = 0; i < Evaluations; i++)
        {
            Vectors.Combine(parameters, (i + 1) * spacing, direction, points.AsSpan(i * size, size));
        }
        objective.Values(points, losses, default, default, team);
        IsCoarse = AreCoarse(losses);
        var (lowest, highest) = (0.0, 0.0);
        for (var i = 0; i < Evaluations; i++)
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

    /// <summary>The same where neither the slope is known nor the curvature small. Cost: 11 values.</summary>
    /// <param name="parameters">θ, [P].</param>
    /// <param name="direction">d, [P].</param>
    /// <param name="epsilon">Of the numbers that L is computed with.</param>
    /// <returns>As <see cref="Scatter"/>.</returns>
    public double MeasureScatter(
        ReadOnlySpan<double> parameters,
        ReadOnlySpan<double> direction,
        WorkerTeam team,
        double epsilon
    )
    {
        var values = Values(parameters, direction, team, epsilon);
        IsCoarse = AreCoarse(values);
        return Scatter(values);
    }

    /// <summary>The rounding of a loss that <see cref="IsCoarse"/> between neighbours in double. Cost: 11 values.</summary>
    /// <param name="parameters">θ, [P].</param>
    /// <param name="direction">d, [P].</param>
    /// <param name="grain">As for <see cref="SingleRounding"/>.</param>
    /// <param name="known">As for <see cref="SingleRounding"/>.</param>
    /// <returns>As <see cref="SingleRounding"/>.</returns>
    public double MeasureSingle(
        ReadOnlySpan<double> parameters,
        ReadOnlySpan<double> direction,
        WorkerTeam team,
        double grain,
        double known
    ) => SingleRounding(Values(parameters, direction, team, SingleEpsilon), grain, known);

    private double[] Values(
        ReadOnlySpan<double> parameters,
        ReadOnlySpan<double> direction,
        WorkerTeam team,
        double epsilon
    )
    {
        ArgumentNullException.ThrowIfNull(team);
        var placed = new double[checked(Points * parameters.Length)];
        var values = new double[Points];
        Place(parameters, direction, epsilon, placed);
        objective.Values(placed, values, default, default, team);
        return values;
    }

    /// <summary>Writes the points of a probe whose slope is not known.</summary>
    /// <param name="parameters">θ, [P].</param>
    /// <param name="direction">d, [P].</param>
    /// <param name="epsilon">Of the numbers that L is computed with.</param>
    /// <param name="points">[<see cref="Points"/>, P], written; the first is θ.</param>
    public static void Place(
        ReadOnlySpan<double> parameters,
        ReadOnlySpan<double> direction,
        double epsilon,
        Span<double> points
    )
    {
        var size = parameters.Length;
        var spacing = Spacing(parameters, direction, epsilon);
        for (var i = 0; i < Points; i++)
        {
            Vectors.Displace(parameters, i * spacing, direction, points.Slice(i * size, size));
        }
    }

    /// <summary>The scatter of L at the points that <see cref="Place"/> wrote: three standard deviations.</summary>
    /// <remarks>Third differences, so that slope and curvature take no part, and their median, so that a kink between the points
    /// takes none.</remarks>
    /// <param name="losses">[<see cref="Points"/>].</param>
    /// <returns>0 where a value is not finite.</returns>
    public static double Scatter(ReadOnlySpan<double> losses)
    {
        if (losses.Length != Points)
        {
            throw new ArgumentException(
                $"losses has {losses.Length} entries, expected {Points}: one for each point of the probe",
                nameof(losses)
            );
        }
        Span<double> differences = stackalloc double[Points - 3];
        for (var i = 0; i < differences.Length; i++)
        {
            var third = losses[i + 3] - (3 * losses[i + 2]) + (3 * losses[i + 1]) - losses[i];
            if (!double.IsFinite(third))
            {
                return 0;
            }
            differences[i] = Math.Abs(third);
        }
        differences.Sort();
        var middle = 0.5 * (differences[(differences.Length - 1) / 2] + differences[differences.Length / 2]);
        return Deviations * middle / (MedianMagnitude * ThirdDifference);
    }

    /// <summary>Whether losses at neighbours in double hardly change, as those of single precision do: most are equal to the one
    /// before.</summary>
    public static bool AreCoarse(ReadOnlySpan<double> losses) => 2 * EqualNeighbours(losses) >= losses.Length;

    /// <summary>The rounding of a loss in single precision that does not say so: it hardly changes between neighbours in double, and
    /// its values between neighbours in single precision are numbers of that, or scatter far more than double accounts for.</summary>
    /// <param name="losses">At points that <see cref="Place"/> wrote for <see cref="SingleEpsilon"/>.</param>
    /// <param name="grain">The rounding of numbers of single precision: at a flat bottom all of them may be one number, and show no
    /// scatter.</param>
    /// <param name="known">The rounding that double accounts for.</param>
    /// <returns>0 where the loss is in double.</returns>
    public static double SingleRounding(ReadOnlySpan<double> losses, double grain, double known)
    {
        var rounding = Math.Max(Scatter(losses), AreSingle(losses) ? grain : 0);
        return rounding > CoarserBy * known ? rounding : 0;
    }

    /// <summary>Whether all values are numbers of single precision: of a loss in double one in 2²⁹ is.</summary>
    private static bool AreSingle(ReadOnlySpan<double> losses)
    {
        foreach (var loss in losses)
        {
            if ((float)loss != loss)
            {
                return false;
            }
        }
        return true;
    }

    private static int EqualNeighbours(ReadOnlySpan<double> losses)
    {
        var equal = 0;
        for (var i = 1; i < losses.Length; i++)
        {
            equal += losses[i] == losses[i - 1] ? 1 : 0;
        }
        return equal;
    }

    /// <summary>Two units in the last place of the largest entry of θ, in units of d; 0 where d is zero.</summary>
    private static double Spacing(ReadOnlySpan<double> parameters, ReadOnlySpan<double> direction, double epsilon)
    {
        var largest = Vectors.MaximumNorm(parameters);
        var unit = (Math.BitIncrement(largest) - largest) * (epsilon / DoubleEpsilon);
        var length = Vectors.MaximumNorm(direction);
        return length > 0 ? 2 * unit / length : 0;
    }
}
