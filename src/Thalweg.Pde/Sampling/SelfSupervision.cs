using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Simd;
using Thalweg.Pde.Quadrature;

namespace Thalweg.Pde.Sampling;

/// <summary>What points of <see cref="SelfSupervision"/> are drawn in proportion to.</summary>
public enum SelfSupervisionProxy
{
    /// <summary>|r|.</summary>
    Residual,

    /// <summary>|∇_x r²|.</summary>
    Gradient,
}

/// <summary>
/// Adaptive self-supervision [Subramanian2022]: each round draws all points anew, a share η = ½(1 + cos(π j/T)) of them
/// uniformly and the rest, of M candidates, in proportion to |r| or to |∇_x r²|, where j is the round modulo the cycle of T
/// rounds. <c>self-supervision</c> or <c>self-supervision(by=gradient, cycle=T, candidates=M, seed=s)</c>.
/// </summary>
/// <remarks>
/// <para>All points are uniform at the end of a cycle, which the paper calls a restart; its restarts when an optimizer stalls and
/// its momentum of the proxy are left out.</para>
/// <para>Cost of a round: M residuals, or with the gradient 2dM (<c>by=gradient</c> takes central differences).</para>
/// </remarks>
public sealed record SelfSupervision : PointSampler
{
    private const string Label = "self-supervision";

    public SelfSupervisionProxy Proxy { get; init; }

    /// <summary>T, rounds until all points are uniform again.</summary>
    public int Cycle
    {
        get;
        init => field = Count(value, "cycle", Label);
    } = 10;

    /// <summary>M; ten times the points of the quadrature if null.</summary>
    public int? Candidates
    {
        get;
        init => field = value is { } count ? Count(count, "candidates", Label) : null;
    }

    public override string Name =>
        Spelled(
            Label,
            ("by", Proxy == SelfSupervisionProxy.Gradient ? "gradient" : null),
            ("cycle", Cycle == 10 ? null : Cycle),
            ("candidates", Candidates)
        );

    internal override bool NeedsGradient => Proxy == SelfSupervisionProxy.Gradient;

    internal override PointSet Choose(SamplingRound round)
    {
        var count = round.Points.Count;
        var random = Random(Label, round.Number);
        var even = (int)(count * UniformShare(round.Number));
        var uniform = Uniform(round.Domain, even, random);
        if (even == count)
        {
            return Equal(uniform, round.Domain);
        }
        var candidates = Uniform(round.Domain, Candidates ?? 10 * round.Initial, random);
        var proxy = NeedsGradient
            ? Norms(round.Field.SquareGradient(candidates), candidates)
            : round.Field.At(candidates);
        if (!Density.IsFinite(proxy))
        {
            return round.Points;
        }
        var chosen = Density.Draw(Density.Relative(proxy), count - even, random.NextUniform());
        return Equal(Join(uniform, candidates, chosen), round.Domain);
    }

    /// <summary>η of a round.</summary>
    internal double UniformShare(long round) => 0.5 * (1 + Elementary.Cos(Math.PI * (round % Cycle) / Cycle));

    private static double[] Norms(double[] gradient, PointSet points)
    {
        var norms = new double[points.Count];
        var slopes = new double[points.Dimension];
        for (var i = 0; i < norms.Length; i++)
        {
            for (var k = 0; k < slopes.Length; k++)
            {
                slopes[k] = gradient[k * norms.Length + i];
            }
            norms[i] = OrderedSums.Norm(slopes);
        }
        return norms;
    }
}
