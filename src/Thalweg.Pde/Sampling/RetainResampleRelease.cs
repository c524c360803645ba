using Thalweg.Numerics.Linear;
using Thalweg.Pde.Quadrature;

namespace Thalweg.Pde.Sampling;

/// <summary>
/// Retain, resample, release, R3 [Daw2023]: each round keeps the points whose |r| is above the mean of all points, and draws the others anew, uniformly.
/// <c>r3</c> or <c>r3(seed=s)</c>.
/// </summary>
/// <remarks>Points keep their number and are those of the domain that the residual was large at for long, and uniform ones; nothing is drawn in
/// proportion to r. The causal gate of the paper is left out. Cost of a round: a residual for every point.</remarks>
public sealed record RetainResampleRelease : PointSampler
{
    private const string Label = "r3";

    public override string Name => Spelled(Label);

    internal override PointSet Choose(SamplingRound round)
    {
        var residual = round.Field.At(round.Points);
        if (!Density.IsFinite(residual))
        {
            return round.Points;
        }
        double[] sizes = [.. residual.Select(Math.Abs)];
        var mean = PairwiseSum.Of(sizes) / sizes.Length;
        int[] kept = [.. Enumerable.Range(0, sizes.Length).Where(n => sizes[n] > mean)];
        var others = sizes.Length - kept.Length;
        var drawn = Uniform(round.Domain, others, Random(Label, round.Number));
        int[] all = [.. Enumerable.Range(0, others)];
        return Equal(Join(Chosen(round.Points, kept), drawn, all), round.Domain);
    }
}
