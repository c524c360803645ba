using Thalweg.Landscapes.Evaluation;
using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Landscapes.Convexity;

/// <summary>The lowest λ_1 that a search finds in a ball about θ.</summary>
/// <remarks>
/// <para>Projected gradient steps from θ, halved until λ_1 falls. Where λ_1 is simple its gradient is that of vᵀH(θ)v at the eigenvector v
/// [OvertonWomersley1995], taken as (g(θ + hv) − 2 g(θ) + g(θ − hv))/h²; where it is not, a step may stop at a kink. At a point of symmetry, where the gradient is 0,
/// and where a higher eigenvalue is the one that falls, θ shows no way: the search begins as well half a radius away along the softest and the stiffest direction, both ways, and at given
/// points.</para>
/// <para>What it finds is an upper bound of the lowest: a search that meets no negative curvature does not show that there is none.</para>
/// </remarks>
/// <param name="Found">The ends of the spectrum at the lowest point.</param>
/// <param name="Distance">‖θ' − θ‖₂ of that point.</param>
/// <param name="Spectra">Spectra that were taken.</param>
public sealed record LowestCurvature(ExtremeCurvature Found, double Distance, int Spectra)
{
    private const int Steps = 30;
    private const int Halvings = 6;

    // The rounding of g over h² and the fourth derivative times h² are alike at ε^(1/4).
    private const double Displacement = 1.2e-4;

    /// <summary>Searches. Cost: for each start up to 30 times three gradients and up to seven spectra, often a tenth of it.</summary>
    /// <param name="centre">θ, [P], finite.</param>
    /// <param name="radius">R &gt; 0, in parameter units.</param>
    /// <param name="starts">Points to begin at, [P] each, moved into the ball; null for θ and those beside it.</param>
    public static LowestCurvature InBall(
        IObjective objective,
        ReadOnlyMemory<double> centre,
        double radius,
        WorkerTeam team,
        IReadOnlyList<ReadOnlyMemory<double>>? starts = null
    )
    {
        ArgumentNullException.ThrowIfNull(objective);
        ArgumentNullException.ThrowIfNull(team);
        Centre.Check(objective, centre.Span, nameof(centre));
        if (!(radius > 0) || !double.IsFinite(radius))
        {
            throw new ArgumentOutOfRangeException(
                nameof(radius),
                radius,
                $"radius is {radius}; give a finite radius above 0"
            );
        }
        var search = new Search(objective, centre, radius, team);
        foreach (var start in starts ?? [centre, .. search.Beside()])
        {
            search.From(start.ToArray());
        }
        return new LowestCurvature(search.Best, search.Distance, search.Spectra) { Point = search.Point };
    }

    /// <summary>Where it was found, [P].</summary>
    public ReadOnlyMemory<double> Point { get; private init; }

    private sealed class Search(IObjective objective, ReadOnlyMemory<double> centre, double radius, WorkerTeam team)
    {
        private readonly double[] away = new double[centre.Length];

        public ExtremeCurvature Best { get; private set; } = new(double.NaN, double.NaN, double.NaN, default, default);

        public double[] Point { get; private set; } = centre.ToArray();

        public int Spectra { get; private set; }

        public double Distance
        {
            get
            {
                Vectors.Difference(Point, centre.Span, away);
                return Vectors.Norm(away);
            }
        }

        /// <summary>Steps down from a point.</summary>
        public void From(double[] point)
        {
            Project(point);
            var here = At(point);
            Keep(here, point);
            for (var step = 0; step < Steps && here.IsFinite; step++)
            {
                if (Slope(point, here) is not { } slope || Lower(point, here, slope) is not { } next)
                {
                    return;
                }
                (point, here) = next;
                Keep(here, point);
            }
        }

        /// <summary>Half a radius away along the ends of the spectrum, both ways.</summary>
        public IReadOnlyList<ReadOnlyMemory<double>> Beside()
        {
            var here = At(centre.ToArray());
            var points = new List<ReadOnlyMemory<double>>();
            foreach (var direction in here.IsFinite ? new[] { here.Lowest, here.Highest } : [])
            {
                foreach (var side in new[] { -0.5, 0.5 })
                {
                    var point = centre.ToArray();
                    Vectors.Displace(point, side * radius, direction.Span, point);
                    points.Add(point);
                }
            }
            return points;
        }

        private (double[] Point, ExtremeCurvature Curvature)? Lower(
            double[] point,
            ExtremeCurvature here,
            double[] slope
        )
        {
            var length = 0.5 * radius / Vectors.Norm(slope);
            for (var k = 0; k <= Halvings; k++, length *= 0.25)
            {
                var next = point.ToArray();
                Vectors.Displace(next, -length, slope, next);
                Project(next);
                var there = At(next);
                // By more than both may be wrong: else rounding is followed.
                if (there.Smallest < here.Smallest - Math.Max(here.Bound, there.Bound))
                {
                    return (next, there);
                }
            }
            return null;
        }

        private double[]? Slope(double[] point, ExtremeCurvature here)
        {
            var p = point.Length;
            var h = Displacement * Math.Max(1, Vectors.MaximumNorm(point));
            var (moved, slope, part) = (new double[p], new double[p], new double[p]);
            foreach (var (offset, weight) in new[] { (0.0, -2.0), (h, 1), (-h, 1) })
            {
                Vectors.Displace(point, offset, here.Lowest.Span, moved);
                objective.Gradient(moved, part, default, team);
                Vectors.Combine(slope, weight / (h * h), part, slope);
            }
            return Vectors.Norm(slope) is > 0 and < double.PositiveInfinity ? slope : null;
        }

        private ExtremeCurvature At(double[] point)
        {
            team.Cancellation.ThrowIfCancellationRequested();
            Spectra++;
            return ExtremeCurvature.At(objective, point, team);
        }

        private void Keep(ExtremeCurvature found, double[] point)
        {
            if (!Best.IsFinite || found.Smallest < Best.Smallest)
            {
                (Best, Point) = (found, point);
            }
        }

        private void Project(double[] point)
        {
            Vectors.Difference(point, centre.Span, away);
            var distance = Vectors.Norm(away);
            if (distance > radius)
            {
                Vectors.Displace(centre.Span, radius / distance, away, point);
            }
        }
    }
}
