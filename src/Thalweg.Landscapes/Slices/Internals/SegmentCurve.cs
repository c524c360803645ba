using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Landscapes.Slices;

/// <summary>φ(t) = L(θ_a + t (θ_b − θ_a)) of one objective, and its rounding.</summary>
internal sealed class SegmentCurve
{
    private const int ScatterPoints = 9;
    private const int Deviations = 8;

    // Fourth differences of independent values of deviation σ have the deviation √70 σ: the root of 8 over 4.
    private const double FourthDifference = 70;

    private readonly IObjective objective;
    private readonly ReadOnlyMemory<double> from;
    private readonly ReadOnlyMemory<double> to;
    private readonly WorkerTeam team;
    private readonly double[] direction;

    public SegmentCurve(IObjective objective, ReadOnlyMemory<double> from, ReadOnlyMemory<double> to, WorkerTeam team)
    {
        this.objective = objective;
        this.from = from;
        this.to = to;
        this.team = team;
        direction = new double[from.Length];
        for (var i = 0; i < direction.Length; i++)
        {
            direction[i] = to.Span[i] - from.Span[i];
        }
    }

    /// <summary>A loss as a height: what is no finite number is a wall.</summary>
    public static double Finite(double loss) => double.IsFinite(loss) ? loss : double.PositiveInfinity;

    /// <summary>Cost: 1 value.</summary>
    public SegmentPoint At(double t) => new(t, Finite(Values([t])[0]));

    /// <summary>The difference of two values near a point that rounding alone can make. Cost: 9 values.</summary>
    public double Rounding(SegmentPoint point)
    {
        // Large enough that losses computed in single precision scatter too, so small that no fourth difference is the loss's own.
        var size = Math.Max(Vectors.MaximumNorm(from.Span), Vectors.MaximumNorm(to.Span));
        var spacing = Math.ScaleB(size / Vectors.MaximumNorm(direction), -22);
        var inwards = point.T <= 0.5 ? spacing : -spacing;
        var differences = Values([.. Enumerable.Range(0, ScatterPoints).Select(i => point.T + (i * inwards))]);
        for (var order = 1; order <= 4; order++)
        {
            for (var i = 0; i < ScatterPoints - order; i++)
            {
                differences[i] = differences[i + 1] - differences[i];
            }
        }
        // Losses of any size: the squares of what differs may be beyond range.
        var exponent = OrderedSums.ExponentToOne(differences.AsSpan(0, ScatterPoints - 4));
        OrderedSums.ScaleByPowerOfTwo(differences, exponent);
        var sum = 0.0;
        for (var i = 0; i < ScatterPoints - 4; i++)
        {
            sum += differences[i] * differences[i];
        }
        var scatter = Deviations * Math.ScaleB(Math.Sqrt(sum / (ScatterPoints - 4) / FourthDifference), -exponent);
        var unit = Math.BitIncrement(Math.Abs(point.Loss)) - Math.Abs(point.Loss);
        return double.IsFinite(scatter) ? Math.Max(scatter, 4 * unit) : 4 * unit;
    }

    private double[] Values(double[] t)
    {
        var points = new double[t.Length * direction.Length];
        for (var k = 0; k < t.Length; k++)
        {
            Vectors.Displace(from.Span, t[k], direction, points.AsSpan(k * direction.Length, direction.Length));
        }
        var losses = new double[t.Length];
        objective.Values(points, losses, default, default, team);
        return losses;
    }
}
