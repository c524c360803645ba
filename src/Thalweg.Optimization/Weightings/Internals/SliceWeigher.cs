using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Simd;

namespace Thalweg.Optimization.Weightings;

/// <summary>Causal weights at work; it remembers the factors of all points.</summary>
internal sealed class SliceWeigher : PointWeigher
{
    private readonly CausalWeighting options;
    private readonly int[] slices;

    public SliceWeigher(IObjective objective, CausalWeighting options)
        : base(objective)
    {
        this.options = options;
        var times = Weightable.Times()!.AsSpan(0, Weightable.TermPoints.Take(Weightable.EquationTerms).Sum());
        slices = new int[times.Length];
        var (from, to) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var time in times)
        {
            (from, to) = (Math.Min(from, time), Math.Max(to, time));
        }
        for (var n = 0; n < times.Length; n++)
        {
            var place = to > from ? (times[n] - from) / (to - from) * options.Slices : 0;
            slices[n] = Math.Min((int)place, options.Slices - 1);
        }
    }

    public override double[] Begin() => [.. Enumerable.Repeat(1.0, Count)];

    public override double[] Factors(double[] memory) => memory;

    protected override void Change(Span<double> memory, ReadOnlySpan<double> residuals)
    {
        var losses = new double[options.Slices];
        var first = 0;
        for (var t = 0; t < Weightable.EquationTerms; t++)
        {
            var (squares, weight) = (new double[options.Slices], new double[options.Slices]);
            for (var i = 0; i < Weightable.TermPoints[t]; i++, first++)
            {
                squares[slices[first]] += residuals[first] * residuals[first];
                weight[slices[first]] += Weights[first];
            }
            for (var k = 0; k < losses.Length; k++)
            {
                losses[k] += weight[k] > 0 ? squares[k] / weight[k] : 0;
            }
        }
        var (sum, factors) = (0.0, new double[options.Slices]);
        for (var k = 0; k < losses.Length; k++)
        {
            factors[k] = Elementary.Exp(-options.Epsilon * sum);
            sum += losses[k];
        }
        for (var n = 0; n < slices.Length; n++)
        {
            memory[n] = factors[slices[n]];
        }
    }
}
