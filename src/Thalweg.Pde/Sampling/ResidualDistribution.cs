using Thalweg.Numerics.Linear;
using Thalweg.Pde.Geometry;
using Thalweg.Pde.Quadrature;

namespace Thalweg.Pde.Sampling;

/// <summary>
/// Residual-based adaptive distribution [Wu2023]: each round draws all points anew, of M candidates drawn uniformly, from the
/// density p(x) ∝ |r|ᵏ / mean(|r|ᵏ) + c. <c>rad</c> or <c>rad(k=k, c=c, candidates=M, weights=importance, seed=s)</c>.
/// </summary>
/// <remarks>Points keep their number N and are drawn by systematic sampling, so that a candidate is taken twice only where it is
/// due more than 1/N of the points. Cost of a round: M residuals.</remarks>
public sealed record ResidualDistribution : PointSampler
{
    private const string Label = "rad";

    /// <summary>k ≥ 0; 0 draws uniformly.</summary>
    public double Exponent
    {
        get;
        init => field = NotNegative(value, "k", Label);
    } = 1;

    /// <summary>c ≥ 0; the larger, the nearer to uniform.</summary>
    public double Offset
    {
        get;
        init => field = NotNegative(value, "c", Label);
    } = 1;

    /// <summary>M; ten times the points of the quadrature if null.</summary>
    public int? Candidates
    {
        get;
        init => field = value is { } count ? Count(count, "candidates", Label) : null;
    }

    public SampleWeights Weights { get; init; }

    public override string Name =>
        Spelled(
            Label,
            ("k", Exponent == 1 ? null : Exponent),
            ("c", Offset == 1 ? null : Offset),
            ("candidates", Candidates),
            ("weights", Weights == SampleWeights.Importance ? "importance" : null)
        );

    internal override PointSet Choose(SamplingRound round)
    {
        var count = round.Points.Count;
        var random = Random(Label, round.Number);
        var candidates = Uniform(round.Domain, Candidates ?? 10 * round.Initial, random);
        var residual = round.Field.At(candidates);
        if (!Density.IsFinite(residual))
        {
            return round.Points;
        }
        var density = Of(residual);
        var chosen = Density.Draw(density, count, random.NextUniform());
        var points = Chosen(candidates, chosen);
        if (Weights == SampleWeights.Equal)
        {
            return Equal(points, round.Domain);
        }
        // |Ω|/M over the number of times that a candidate is due.
        var unit = round.Domain.Volume * (PairwiseSum.Of(density) / candidates.Count) / count;
        return points with { Weights = [.. chosen.Select(i => unit / density[i])] };
    }

    internal override string? MisfitOn(Domain domain, int points) =>
        Candidates < points
            ? $"candidates of sampler '{Name}' is {Candidates}, expected at least the {points} points of the quadrature: draw more candidates"
            : null;

    private double[] Of(double[] residual)
    {
        var density = Density.Relative(residual);
        for (var i = 0; i < density.Length; i++)
        {
            density[i] = Density.Power(density[i], Exponent);
        }
        var mean = PairwiseSum.Of(density) / density.Length;
        for (var i = 0; i < density.Length; i++)
        {
            density[i] = density[i] / mean + Offset;
        }
        return density;
    }
}
