namespace Thalweg.Numerics.Objectives;

/// <summary>An objective with conditions c_n = 0 at points whose squares it sums with weights w_n: what an augmented Lagrangian is made of.</summary>
public interface IAugmentable
{
    /// <summary>√w_n c_n of the conditions and data, term after term, [C].</summary>
    IResiduals Conditions();

    /// <summary>L without its conditions, and μ Σ_n w_n (c_n + s_n)²: with s_n = λ_n/2μ the augmented Lagrangian
    /// Σ_n w_n (μ c_n² + λ_n c_n), up to a number that θ does not change.</summary>
    /// <param name="penalty">μ, finite and above 0.</param>
    /// <param name="shifts">s, [C] in the order of <see cref="Conditions"/>, finite.</param>
    /// <param name="former">What this objective gave before, to be put in the place of; null for another instance.</param>
    /// <exception cref="InvalidOperationException">The points are drawn anew at every step, or there is no condition.</exception>
    IObjective Augmented(double penalty, ReadOnlySpan<double> shifts, IObjective? former = null);
}
