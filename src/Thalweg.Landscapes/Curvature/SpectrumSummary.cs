using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Simd;

namespace Thalweg.Landscapes.Curvature;

/// <summary>Figures of a whole spectrum λ, [P], with error bounds b.</summary>
/// <param name="Threshold">P ε max|λ|: what is not beyond it counts as 0.</param>
/// <param name="Negative">Eigenvalues below −threshold.</param>
/// <param name="Zero">Eigenvalues within the threshold.</param>
/// <param name="NegativeRange">From those with λ &lt; −b to those with λ &lt; b, known zeros apart; b is at least the threshold. What texts
/// say.</param>
/// <param name="ZeroRange">From those that are known to be 0, which no computed number proves, to those with |λ| ≤ b.</param>
/// <param name="ConditionNumber">κ, max|λ| over the smallest positive λ beyond the threshold; NaN without one.</param>
/// <param name="ConditionNumberError">Relative error of κ, (1 + κ) b/max|λ|: about P ε κ; NaN without κ.</param>
/// <param name="EffectiveRank">exp(−Σ p log p) with p = |λ|/Σ|λ| [RoyVetterli2007]; 0 for the zero matrix.</param>
public sealed record SpectrumSummary(
    double Threshold,
    int Negative,
    int Zero,
    CountRange NegativeRange,
    CountRange ZeroRange,
    double ConditionNumber,
    double ConditionNumberError,
    double EffectiveRank,
    CurvatureVerdict Verdict
)
{
    /// <summary>Cost: P logarithms.</summary>
    /// <param name="eigenvalues">λ, [P], finite, in any order.</param>
    /// <param name="bounds">b, [P]: how far from λ the exact eigenvalue may be.</param>
    /// <param name="knownZeros">Eigenvalues that are 0 beyond doubt, such as those of rows that are 0.</param>
    /// <exception cref="ArgumentException">The lengths differ, or there is no eigenvalue.</exception>
    public static SpectrumSummary Of(
        IReadOnlyList<double> eigenvalues,
        IReadOnlyList<double> bounds,
        int knownZeros = 0
    )
    {
        ArgumentNullException.ThrowIfNull(eigenvalues);
        ArgumentNullException.ThrowIfNull(bounds);
        if (eigenvalues.Count == 0)
        {
            throw new ArgumentException("eigenvalues is empty, expected one or more", nameof(eigenvalues));
        }
        if (bounds.Count != eigenvalues.Count)
        {
            throw new ArgumentException(
                $"bounds has {bounds.Count} entries, expected {eigenvalues.Count}: one for each eigenvalue",
                nameof(bounds)
            );
        }
        var largest = eigenvalues.Max(Math.Abs);
        var threshold = eigenvalues.Count * RoundingProbe.DoubleEpsilon * largest;
        var (negative, zero) = (0, 0);
        var (least, most, mostZero, positive) = (0, 0, 0, 0);
        var (smallest, error) = (double.PositiveInfinity, 0.0);
        for (var i = 0; i < eigenvalues.Count; i++)
        {
            var (λ, bound) = (eigenvalues[i], Math.Max(bounds[i], threshold));
            negative += λ < -threshold ? 1 : 0;
            zero += Math.Abs(λ) <= threshold ? 1 : 0;
            least += λ < -bound ? 1 : 0;
            positive += λ > bound ? 1 : 0;
            most += λ < bound ? 1 : 0;
            mostZero += Math.Abs(λ) <= bound ? 1 : 0;
            if (λ > threshold && λ < smallest)
            {
                (smallest, error) = (λ, bound);
            }
        }
        var κ = double.IsFinite(smallest) ? largest / smallest : double.NaN;
        return new SpectrumSummary(
            threshold,
            negative,
            zero,
            new CountRange(least, Math.Max(least, most - knownZeros)),
            new CountRange(Math.Min(knownZeros, mostZero), mostZero),
            κ,
            double.IsNaN(κ) ? double.NaN : (1 + κ) * (error / largest),
            RankOf(eigenvalues),
            largest == 0 ? CurvatureVerdict.Degenerate
                : least > 0
                    ? positive > 0 ? CurvatureVerdict.Saddle
                        : CurvatureVerdict.Concave
                : positive == eigenvalues.Count ? CurvatureVerdict.Convex
                : CurvatureVerdict.Undecided
        );
    }

    /// <summary>Σ λ/(λ + α) over the positive λ beyond the threshold: directions that a term ½α‖θ‖² would leave to the loss
    /// [Maddox2020].</summary>
    /// <param name="damping">α &gt; 0.</param>
    public double EffectiveDimension(IReadOnlyList<double> eigenvalues, double damping)
    {
        ArgumentNullException.ThrowIfNull(eigenvalues);
        if (!(damping > 0) || !double.IsFinite(damping))
        {
            throw new ArgumentOutOfRangeException(
                nameof(damping),
                damping,
                $"damping is {damping}; give a finite number above 0"
            );
        }
        return eigenvalues.Where(λ => λ > Threshold).Sum(λ => λ / (λ + damping));
    }

    /// <summary>V(k) = Σ_{i≤k} log10 λ_i over the k largest, for every k up to the number of positive λ beyond the threshold.</summary>
    public double[] LogVolumes(IReadOnlyList<double> eigenvalues)
    {
        ArgumentNullException.ThrowIfNull(eigenvalues);
        var sum = 0.0;
        return
        [
            .. eigenvalues
                .Where(λ => λ > Threshold)
                .OrderDescending()
                .Select(λ => sum += Elementary.Log(λ) / 2.302585092994046),
        ];
    }

    private static double RankOf(IReadOnlyList<double> eigenvalues)
    {
        var total = eigenvalues.Sum(Math.Abs);
        if (total == 0)
        {
            return 0;
        }
        var entropy = 0.0;
        foreach (var λ in eigenvalues)
        {
            var share = Math.Abs(λ) / total;
            entropy -= share > 0 ? share * Elementary.Log(share) : 0;
        }
        return Elementary.Exp(entropy);
    }
}
