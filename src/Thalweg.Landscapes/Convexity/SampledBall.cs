using Thalweg.Landscapes.Evaluation;
using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;
using Thalweg.Numerics.Random;

namespace Thalweg.Landscapes.Convexity;

/// <summary>How far one can go from θ along random rays before a negative eigenvalue is met: evidence of convexity within a ball, and no
/// more than the rays see.</summary>
/// <remarks>The largest radius without negative curvature on the rays is no smaller than that of the ball: a ray may miss the nearest
/// negative curvature, between its points too. It is a sample's, and bounds the radius of the ball from above, never from below.</remarks>
/// <param name="Radii">By ray, where it first meets a λ_1 below its bound, located to a thousandth of <paramref name="Largest"/> between a point without
/// and one with: the point without. ∞ where it meets none up to the largest radius, 0 where θ itself has one.</param>
/// <param name="Largest">How far was looked.</param>
/// <param name="Undecided">Points at which bounds do not decide the sign of λ_1; they do not count as negative.</param>
/// <param name="Points">Points at which a spectrum was taken.</param>
/// <param name="LowestPoints">Of the rays whose lowest λ_1 is lowest, those points, up to three, [P] each: where a search may begin.</param>
/// <param name="IsDegenerate">Whether all eigenvalues are 0 at every point: nothing is said then.</param>
public sealed record SampledBall(
    IReadOnlyList<double> Radii,
    double Largest,
    int Undecided,
    int Points,
    bool IsDegenerate,
    IReadOnlyList<ReadOnlyMemory<double>> LowestPoints
)
{
    private const int Kept = 3;

    private const double Resolution = 1e-3;

    public IReadOnlyList<ReadOnlyMemory<double>> LowestPoints { get; init; } =
        LowestPoints ?? throw new ArgumentNullException(nameof(LowestPoints));

    public IReadOnlyList<double> Radii { get; init; } = Radii ?? throw new ArgumentNullException(nameof(Radii));

    /// <summary>The largest sampled radius without negative curvature: up to it no point of any ray has any. NaN where all points are
    /// degenerate; ∞ where none was met at all.</summary>
    public double Radius => IsDegenerate ? double.NaN : Radii.Min();

    /// <summary>Looks along rays. Cost: <paramref name="rays"/> · (<paramref name="levels"/> + 10) spectra at most.</summary>
    /// <param name="centre">θ, [P], finite.</param>
    /// <param name="largest">R &gt; 0, in parameter units.</param>
    /// <param name="rays">Uniform directions.</param>
    /// <param name="levels">Points on each ray, evenly spaced up to R.</param>
    /// <param name="seed">Of the directions.</param>
    /// <exception cref="ArgumentException">A number is out of range.</exception>
    public static SampledBall Measure(
        IObjective objective,
        ReadOnlyMemory<double> centre,
        double largest,
        int rays,
        int levels,
        ulong seed,
        WorkerTeam team,
        IProgress<double>? progress = null
    )
    {
        ArgumentNullException.ThrowIfNull(objective);
        ArgumentNullException.ThrowIfNull(team);
        Centre.Check(objective, centre.Span, nameof(centre));
        ArgumentOutOfRangeException.ThrowIfLessThan(rays, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(levels, 1);
        if (!(largest > 0) || !double.IsFinite(largest))
        {
            throw new ArgumentOutOfRangeException(
                nameof(largest),
                largest,
                $"largest is {largest}; give a finite radius above 0"
            );
        }
        var walk = new Walk(objective, centre, team);
        var radii = new double[rays];
        if (walk.IsNegative([], 0))
        {
            return new SampledBall(radii, largest, walk.Undecided, walk.Points, false, []);
        }
        var direction = new double[centre.Length];
        var lowest = new List<(double Smallest, double[] Point)>();
        for (var k = 0; k < rays; k++)
        {
            Draw(new RandomStream(seed, "convexity").Substream(FormattableString.Invariant($"{k}")), direction);
            radii[k] = FirstNegative(walk, direction, largest, levels);
            lowest.Add(walk.TakeLowest());
            progress?.Report((k + 1.0) / rays);
        }
        return new SampledBall(
            radii,
            largest,
            walk.Undecided,
            walk.Points,
            walk.IsDegenerate,
            [.. lowest.OrderBy(l => l.Smallest).Take(Kept).Select(l => (ReadOnlyMemory<double>)l.Point)]
        );
    }

    private static double FirstNegative(Walk walk, double[] direction, double largest, int levels)
    {
        for (var j = 1; j <= levels; j++)
        {
            var outer = largest * j / levels;
            if (!walk.IsNegative(direction, outer))
            {
                continue;
            }
            var inner = largest * (j - 1) / levels;
            while (outer - inner > Resolution * largest)
            {
                var middle = 0.5 * (inner + outer);
                (inner, outer) = walk.IsNegative(direction, middle) ? (inner, middle) : (middle, outer);
            }
            return inner;
        }
        return double.PositiveInfinity;
    }

    private static void Draw(RandomStream random, double[] direction)
    {
        random.FillGaussian(direction);
        Vectors.Scale(1 / Vectors.Norm(direction), direction, direction);
    }

    /// <summary>Looks at points and keeps count.</summary>
    private sealed class Walk(IObjective objective, ReadOnlyMemory<double> centre, WorkerTeam team)
    {
        private readonly double[] point = new double[centre.Length];
        private (double Smallest, double[] Point) lowest = (double.PositiveInfinity, centre.ToArray());

        public int Undecided { get; private set; }

        public int Points { get; private set; }

        public bool IsDegenerate { get; private set; } = true;

        /// <summary>The lowest point since it was last asked for.</summary>
        public (double Smallest, double[] Point) TakeLowest()
        {
            var taken = lowest;
            lowest = (double.PositiveInfinity, centre.ToArray());
            return taken;
        }

        public bool IsNegative(ReadOnlySpan<double> direction, double radius)
        {
            team.Cancellation.ThrowIfCancellationRequested();
            centre.Span.CopyTo(point);
            if (radius != 0)
            {
                Vectors.Displace(centre.Span, radius, direction, point);
            }
            var found = ExtremeCurvature.At(objective, point, team);
            Points++;
            Undecided += found.IsNegative || found.IsPositive ? 0 : 1;
            IsDegenerate &= found.IsDegenerate;
            if (found.Smallest < lowest.Smallest)
            {
                lowest = (found.Smallest, [.. point]);
            }
            // A point without a spectrum is no evidence of convexity.
            return found.IsNegative || !found.IsFinite;
        }
    }
}
