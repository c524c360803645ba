using Thalweg.Numerics.Simd;

namespace Thalweg.Landscapes.Stationary;

/// <summary>How many kinds there are, judged by how often each of those seen was found.</summary>
/// <param name="Observed">Kinds that were found.</param>
/// <param name="Estimate">Observed + f₁(f₁ − 1)/(2(f₂ + 1)), f₁ and f₂ being the kinds found once and twice [Chao1984]: no more than there are, on
/// average.</param>
/// <param name="Lower">Of an interval of 95 % [Chao1987].</param>
/// <param name="Upper">Of an interval of 95 % [Chao1987].</param>
/// <param name="Finds">How often anything was found.</param>
public sealed record Richness(int Observed, double Estimate, double Lower, double Upper, long Finds)
{
    private const double Deviations = 1.959963984540054;

    /// <summary>Whether less than half a kind is expected to be missing at the upper end.</summary>
    public bool IsComplete => Observed > 0 && Upper < Observed + 0.5;

    /// <param name="counts">How often each kind was found, all above 0.</param>
    public static Richness Of(IReadOnlyList<int> counts)
    {
        ArgumentNullException.ThrowIfNull(counts);
        var observed = counts.Count;
        var finds = counts.Sum(c => (long)c);
        if (observed == 0)
        {
            return new Richness(0, 0, 0, double.PositiveInfinity, 0);
        }
        double once = counts.Count(c => c == 1);
        double twice = counts.Count(c => c == 2);
        var missing = once * (once - 1) / (2 * (twice + 1));
        if (missing > 0)
        {
            var variance =
                (once * (once - 1) / (2 * (twice + 1)))
                + (once * ((2 * once) - 1) * ((2 * once) - 1) / (4 * (twice + 1) * (twice + 1)))
                + (
                    once
                    * once
                    * twice
                    * (once - 1)
                    * (once - 1)
                    / (4 * (twice + 1) * (twice + 1) * (twice + 1) * (twice + 1))
                );
            var spread = Elementary.Exp(Deviations * Math.Sqrt(Elementary.Log(1 + (variance / (missing * missing)))));
            return new Richness(
                observed,
                observed + missing,
                observed + (missing / spread),
                observed + (missing * spread),
                finds
            );
        }
        // Without an estimate of the missing ones the interval is that of kinds found by Poisson numbers of finds.
        var (unseen, sum, first) = (0.0, 0.0, 0.0);
        foreach (var c in counts)
        {
            var e = Elementary.Exp(-c);
            unseen += e;
            sum += e - (e * e);
            first += c * e;
        }
        var share = 1 - (unseen / observed);
        var deviation = Math.Sqrt(Math.Max(0, sum - (first * first / finds)));
        return new Richness(
            observed,
            observed,
            Math.Max(observed, (observed / share) - (Deviations * deviation / share)),
            (observed / share) + (Deviations * deviation / share),
            finds
        );
    }
}
