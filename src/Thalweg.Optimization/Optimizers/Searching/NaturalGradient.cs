using System.Globalization;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;
using Thalweg.Optimization.LineSearches;

namespace Thalweg.Optimization.Optimizers.Searching;

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
/// <para>The step h is bent to d = h + a/2 by its geodesic acceleration a = −(G + μI)⁻¹ Rᵀe″ (G = RᵀR, R the derivative of e, e″ its
/// second one along h) [Transtrum2012]; where 2‖a‖ exceeds α‖h‖, μ is doubled up to twice, and then h itself is taken.</para>
/// <para>μ is a multiple of the mean diagonal entry of G. The adaptive rule compares the decrease of a step, −½α(φ′(0) + φ′(α)), with
/// the promise ½(−h·∇L + μ‖h‖²) of the model without damping: slopes keep their digits where losses have none left. With the ratio ρ
/// of the two μ is multiplied by max(⅓, 1 − (2ρ − 1)³) for ρ &gt; ¼ [Madsen2004, Eq. 2.21], otherwise by 2, 4, 8, …, and by 10 where no
/// step was found; the step after that is the steepest one.</para>
/// <para>Take it with <see cref="HagerZhang"/>: a search that compares losses stops at half the digits of an energy. With few points
/// a small damping lets the network fit the quadrature instead of the equation, and an energy may then fall below its infimum.</para>
/// <para>Cost per iteration: the rows of G (for a square one gradient, for an energy one per entry of the jet), and with N rows
/// NP² + P³/3 operations, or N²P + N³/3 where 4N is less than P. The acceleration adds two values, 4NP operations and, beyond
/// 2048 rows, the rows again. Memory: 16 P² or 16 N² bytes, and up to 2048 rows. An iteration allocates about a kilobyte.</para>
/// <para>Refuses an objective that offers neither <see cref="ISecondVariation"/> nor residuals.</para>
/// </remarks>
/// <param name="Damping">μ over the mean diagonal entry of G: of the first step, or of all.</param>
/// <param name="Acceleration">α, 0 or more; 0 leaves the acceleration out.</param>
public sealed record NaturalGradient(
    double Damping = 1e-3,
    DampingRule Rule = DampingRule.Adaptive,
    double Acceleration = 0.75
) : IDescent
{
    public double Damping { get; } = OptionRange.Positive(Damping, nameof(Damping));

    public double Acceleration { get; } = OptionRange.NotNegative(Acceleration, nameof(Acceleration));

    public string Description =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"natural-gradient(damping={Damping}, rule={(Rule == DampingRule.Fixed ? "fixed" : "adaptive")}, acceleration={Acceleration})"
        );

    public DescentState Begin(IObjective objective) => new NaturalGradientState(objective, Damping);

    public DescentDirection Direct(in DescentPoint point, DescentState state, double[] direction, WorkerTeam team) =>
        new(HasLength: ((NaturalGradientState)state).Direct(point, Acceleration, direction, team));

    public void Learn(in DescentStep step, DescentState state, WorkerTeam team) =>
        ((NaturalGradientState)state).Learn(step, Rule);

    public void Forget(DescentState state) => ((NaturalGradientState)state).Forget(Rule);
}
