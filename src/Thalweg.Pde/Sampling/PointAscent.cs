using Thalweg.Numerics.Random;
using Thalweg.Pde.Geometry;
using Thalweg.Pde.Quadrature;

namespace Thalweg.Pde.Sampling;

/// <summary>How <see cref="PointAscent"/> steps along g = ∇_x r².</summary>
public enum AscentMethod
{
    /// <summary>x ← x + ηg.</summary>
    Plain,

    /// <summary>v ← 0.9v + 0.1g, x ← x + ηv.</summary>
    Momentum,

    /// <summary>Adam with β₁ = 0.9, β₂ = 0.999, ε = 1e-7: a coordinate moves by about η.</summary>
    Adam,
}

/// <summary>
/// PACMANN [Visser2024]: each round moves every point up the squared residual by some steps of gradient ascent; points that
/// leave the domain are replaced by fresh uniform ones. <c>pacmann</c> or <c>pacmann(method=plain, steps=n, rate=η, seed=s)</c>.
/// </summary>
/// <remarks>
/// <para>Moments start at zero in every round, as published. A point that has left the domain stays out and is replaced at the end
/// of the round. Published pairs for Adam with a round every 50 steps of training: 15 steps of 1e-5 for Burgers, 5 of 1e-2 for a Poisson equation in
/// five dimensions.</para>
/// <para>g by central differences; cost of a round: 2d residuals per point and step.</para>
/// </remarks>
public sealed record PointAscent : PointSampler
{
    private const string Label = "pacmann";
    private const double FirstDecay = 0.9;
    private const double SecondDecay = 0.999;
    private const double Floor = 1e-7;

    public AscentMethod Method { get; init; } = AscentMethod.Adam;

    /// <summary>Steps of a round.</summary>
    public int Steps
    {
        get;
        init => field = Count(value, "steps", Label);
    } = 10;

    /// <summary>η; for Adam in units of the coordinates.</summary>
    public double Rate
    {
        get;
        init => field = NotNegative(value, "rate", Label);
    } = 1e-3;

    public override string Name =>
        Spelled(
            Label,
            (
                "method",
                Method switch
                {
                    AscentMethod.Plain => "plain",
                    AscentMethod.Momentum => "momentum",
                    _ => null,
                }
            ),
            ("steps", Steps == 10 ? null : Steps),
            ("rate", Rate == 1e-3 ? null : Rate)
        );

    internal override bool NeedsGradient => true;

    internal override PointSet Choose(SamplingRound round)
    {
        var start = round.Points;
        var points = new PointSet(start.Dimension, [.. start.Coordinates], new double[start.Count]);
        var first = new double[points.Coordinates.Length];
        var second = new double[points.Coordinates.Length];
        var left = new bool[points.Count];
        var (firstLeft, secondLeft) = (1.0, 1.0);
        for (var step = 0; step < Steps; step++)
        {
            var gradient = round.Field.SquareGradient(points);
            firstLeft *= FirstDecay;
            secondLeft *= SecondDecay;
            for (var i = 0; i < gradient.Length; i++)
            {
                gradient[i] = Move(gradient[i], ref first[i], ref second[i], 1 - firstLeft, 1 - secondLeft);
            }
            Apply(gradient, points, left, round.Domain);
        }
        Replace(points, left, round.Domain, Random(Label, round.Number));
        return Equal(points, round.Domain);
    }

    private double Move(double slope, ref double first, ref double second, double firstMass, double secondMass)
    {
        // A place without a slope keeps its point.
        slope = double.IsFinite(slope) ? slope : 0;
        if (Method == AscentMethod.Plain)
        {
            return Rate * slope;
        }
        first = FirstDecay * first + (1 - FirstDecay) * slope;
        if (Method == AscentMethod.Momentum)
        {
            return Rate * first;
        }
        second = SecondDecay * second + (1 - SecondDecay) * (slope * slope);
        return Rate * (first / firstMass) / (Math.Sqrt(second / secondMass) + Floor);
    }

    private static void Apply(double[] moves, PointSet points, bool[] left, Domain domain)
    {
        var count = points.Count;
        Span<double> point = stackalloc double[points.Dimension];
        for (var i = 0; i < count; i++)
        {
            if (left[i])
            {
                continue;
            }
            for (var k = 0; k < point.Length; k++)
            {
                point[k] = points.Coordinates[k * count + i] + moves[k * count + i];
            }
            left[i] = !(domain.SignedDistance(point) <= 0);
            for (var k = 0; k < point.Length && !left[i]; k++)
            {
                points.Coordinates[k * count + i] = point[k];
            }
        }
    }

    private static void Replace(PointSet points, bool[] left, Domain domain, RandomStream random)
    {
        var fresh = Uniform(domain, left.Count(l => l), random);
        for (var (i, next) = (0, 0); i < left.Length; i++)
        {
            if (!left[i])
            {
                continue;
            }
            for (var k = 0; k < points.Dimension; k++)
            {
                points.Coordinates[k * points.Count + i] = fresh.Axis(k)[next];
            }
            next++;
        }
    }
}
