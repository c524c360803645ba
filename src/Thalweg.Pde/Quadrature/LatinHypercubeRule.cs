using System.Buffers;
using Thalweg.Numerics.Random;
using Thalweg.Pde.Geometry;

namespace Thalweg.Pde.Quadrature;

/// <summary>Latin hypercube sampling [McKay1979]: on every axis each of the n equal intervals holds exactly one point.
/// <c>latin-hypercube:n</c> or <c>latin-hypercube(points=n, redraw=step, seed=s)</c>.</summary>
/// <inheritdoc cref="MonteCarloRule"/>
public sealed class LatinHypercubeRule(int points, Redraw redraw = Redraw.Never, ulong seed = 0, int? boundary = null)
    : SampledRule("latin-hypercube", points, boundary)
{
    public Redraw Redraw { get; } = redraw;

    public ulong Seed { get; } = seed;

    public override bool Redrawn => Redraw == Redraw.Step;

    public override string Name =>
        RuleName.Of(
            "latin-hypercube",
            "points",
            Points,
            ("boundary", BoundaryOption),
            ("redraw", Redrawn ? "step" : null),
            ("seed", Seed == 0 ? null : Seed)
        );

    internal override void Fill(Span<double> units, int dimension, DomainPart part, long draw, RandomStream random)
    {
        StreamName.Restart(random, Seed, "latin-hypercube", StreamName.Of(part), Redrawn ? draw : 0);
        var count = units.Length / dimension;
        var rented = ArrayPool<int>.Shared.Rent(count);
        var strata = rented.AsSpan(0, count);
        for (var k = 0; k < dimension; k++)
        {
            for (var i = 0; i < count; i++)
            {
                strata[i] = i;
            }
            random.Shuffle(strata);
            for (var i = 0; i < count; i++)
            {
                // The sum can round up to the next stratum; the largest double below keeps the point in its own.
                var end = (strata[i] + 1.0) / count;
                units[i * dimension + k] = Math.Min((strata[i] + random.NextUniform()) / count, Math.BitDecrement(end));
            }
        }
        ArrayPool<int>.Shared.Return(rented);
    }
}
