using System.Globalization;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;
using Thalweg.Optimization.LineSearches;

namespace Thalweg.Optimization.Descents;

/// <summary>How the damping of a matrix follows the steps.</summary>
public enum DampingRule
{
    /// <summary>By what a step gains over what the quadratic model promises, as Levenberg–Marquardt does.</summary>
    Adaptive,

    /// <summary>A fixed part of the mean diagonal entry.</summary>
    Fixed,
}

/// <summary>
/// The energy natural gradient: d = −(G(θ) + μI)⁻¹ ∇L(θ), where G is the second variation of the functional in the directions of the
/// parameter derivatives [Mueller2023]: for a sum of squares 2JᵀJ, and d is the damped Gauss–Newton step.
/// </summary>
/// <remarks>
/// <para>μ is a multiple of the mean diagonal entry of G. The adaptive rule compares the decrease of a step, −½α(φ′(0) + φ′(α)), with
/// the promise ½(−φ′(0) + μ‖d‖²) of the model without damping: slopes keep their digits where losses have none left. With the ratio ρ
/// of the two μ is multiplied by max(⅓, 1 − (2ρ − 1)³) for ρ &gt; ¼ [Madsen2004, Eq. 2.21], otherwise by 2, 4, 8, …, and by 10 where no
/// step was found; the step after that is the steepest one.</para>
/// <para>Take it with <see cref="HagerZhang"/>: a search that compares losses stops at half the digits of an energy. With few points
/// a small damping lets the network fit the quadrature instead of the equation, and an energy may then fall below its infimum.</para>
/// <para>Cost per iteration: the rows of G (for a square one gradient, for an energy one per entry of the jet), and with N rows
/// 2NP² + P³/3 operations, or 2N²P + N³/3 where 2N is less than P. Memory: 16 min(P, N)² bytes, and up to 2048 rows.
/// An iteration allocates less than a kilobyte.</para>
/// <para>Refuses an objective that offers neither <see cref="ISecondVariation"/> nor residuals.</para>
/// </remarks>
/// <param name="Damping">μ over the mean diagonal entry of G: of the first step, or of all.</param>
public sealed record NaturalGradient(double Damping = 1e-3, DampingRule Rule = DampingRule.Adaptive) : IDescent
{
    public double Damping { get; } = SearchArguments.Positive(Damping, nameof(Damping));

    public string Description =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"natural-gradient(damping={Damping}, rule={(Rule == DampingRule.Fixed ? "fixed" : "adaptive")})"
        );

    public DescentState Begin(IObjective objective) => new NaturalGradientState(objective, Damping);

    public DescentDirection Direct(in DescentPoint point, DescentState state, double[] direction, WorkerTeam team) =>
        new(HasLength: ((NaturalGradientState)state).Direct(point, direction, team));

    public void Learn(in DescentStep step, DescentState state, WorkerTeam team) =>
        ((NaturalGradientState)state).Learn(step, Rule);

    public void Forget(DescentState state) => ((NaturalGradientState)state).Forget(Rule);
}
