using Thalweg.Numerics.Random;
using Thalweg.Pde.Geometry;

namespace Thalweg.Pde.Quadrature;

/// <summary>Independent uniform points; error O(n^−1/2). <c>monte-carlo:n</c> or
/// <c>monte-carlo(points=n, redraw=step, seed=s)</c>.</summary>
/// <param name="points">n.</param>
/// <param name="redraw">Whether each draw has its own points.</param>
/// <param name="seed">Seed of the points.</param>
/// <param name="boundary">n on the boundary; as in the interior if null.</param>
public sealed class MonteCarloRule(int points, Redraw redraw = Redraw.Never, ulong seed = 0, int? boundary = null)
    : SampledRule("monte-carlo", points, boundary)
{
    public Redraw Redraw { get; } = redraw;

    public ulong Seed { get; } = seed;

    public override bool Redrawn => Redraw == Redraw.Step;

    public override string Name =>
        RuleName.Of(
            "monte-carlo",
            "points",
            Points,
            ("boundary", BoundaryOption),
            ("redraw", Redrawn ? "step" : null),
            ("seed", Seed == 0 ? null : Seed)
        );

    internal override void Fill(Span<double> units, int dimension, DomainPart part, long draw, RandomStream random)
    {
        StreamName.Restart(random, Seed, "monte-carlo", StreamName.Of(part), Redrawn ? draw : 0);
        random.FillUniform(units);
    }
}
