using System.Globalization;
using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;
using Thalweg.Optimization.LineSearches;
using Thalweg.Optimization.Optimizers.Preconditioning;

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
/// The energy natural gradient: v = −(G(θ) + μI)⁻¹ ∇L(θ), where G = MᵀM is the second variation of the functional in the directions of the
/// parameter derivatives [Mueller2023]: for a sum of squares 2JᵀJ, and v is the damped Gauss–Newton step.
/// </summary>
/// <remarks>
/// <para>The step is bent by its geodesic acceleration a [Transtrum2012], x = v + a/2, where 2‖a‖ is at most α‖v‖; otherwise μ is raised by
/// 2, 4, 8, …. It is then corrected with the M of where it began, x ← x + v − (G + μI)⁻¹ (Mᵀc(x) + μx), c being the chord of what the rows of M
/// are derivatives of: for a quadratic energy ∇L + Mᵀc(x) is the gradient at θ + x in the directions of θ. Corrections end once one has a
/// ½‖·‖² in the norm of G + μI below 1 % of what v promises, or no longer shrinks. The line search follows the arc
/// θ + αv + α²(x − v), which leaves along v and reaches x.</para>
/// <para>μ is a multiple of the mean diagonal entry of G. The adaptive rule compares the decrease of a step, −½α(φ′(0) + φ′(α)), with
/// the promise ½(−v·∇L + μ‖v‖²) of the model without damping: slopes keep their digits where losses have none left. With the ratio ρ
/// of the two μ is multiplied by max(⅓, 1 − (2ρ − 1)³) for ρ &gt; ¼ [Madsen2004, Eq. 2.21], otherwise by 2, 4, 8, …, and by 10 where no
/// step was found; the step after that is the steepest one.</para>
/// <para>Take it with <see cref="HagerZhang"/>: a search that compares losses stops at half the digits of an energy. With few points
/// a small damping lets the network fit the quadrature instead of the equation, and an energy may then fall below its infimum.</para>
/// <para>M is factorised by orthogonal transformations (<see cref="DampedLeastSquares"/>), or MMᵀ where 4N is less than P. Cost per
/// step: the N rows of M (for a square one gradient, for an energy one per entry of the jet) and 2NP² operations (N²P), (2/3)P³ per μ, and
/// for the acceleration and each correction two values and 4NP operations. Memory: M and 8P² bytes (M and 16N²).</para>
/// <para>Refuses an objective that offers neither <see cref="ISecondVariation"/> nor residuals.</para>
/// </remarks>
/// <param name="Damping">μ over the mean diagonal entry of G: of the first step, or of all.</param>
/// <param name="Acceleration">α, 0 or more; 0 leaves out acceleration and corrections.</param>
/// <param name="Corrections">Corrections of a step at most, 0 or more.</param>
public sealed record NaturalGradient(
    double Damping = 1e-3,
    DampingRule Rule = DampingRule.Adaptive,
    double Acceleration = 0.75,
    int Corrections = 12
) : IDescent
{
    public double Damping { get; } = OptionRange.Positive(Damping, nameof(Damping));

    public double Acceleration { get; } = OptionRange.NotNegative(Acceleration, nameof(Acceleration));

    public int Corrections { get; } = OptionRange.CountOrNone(Corrections, nameof(Corrections));

    public string Description =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"natural-gradient(damping={Damping}, rule={(Rule == DampingRule.Fixed ? "fixed" : "adaptive")}, acceleration={Acceleration}, corrections={Corrections})"
        );

    /// <summary>2: orthogonal factors, corrected steps along an arc.</summary>
    public int Algorithm => 2;

    public OptimizerMemory MemoryFor(int parameters, long rows) =>
        OptimizerMemory.Factors(parameters, rows, IsByRows(parameters, rows)) + OptimizerMemory.Vectors(3, parameters);

    public DescentState Begin(IObjective objective)
    {
        ArgumentNullException.ThrowIfNull(objective);
        return new NaturalGradientState(objective, Damping);
    }

    public DescentDirection Direct(in DescentPoint point, DescentState state, double[] direction, WorkerTeam team)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(direction);
        ArgumentNullException.ThrowIfNull(team);
        return ((NaturalGradientState)state).Direct(this, point, direction, team);
    }

    public void Learn(in DescentStep step, DescentState state, WorkerTeam team)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(team);
        ((NaturalGradientState)state).Learn(step, Rule);
    }

    internal static bool IsByRows(int parameters, long rows) => parameters > 4 * rows;

    public Preconditioner? PreconditionerOf(DescentState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.IsEmpty
            ? IdentityPreconditioner.Instance
            : new DampedPreconditioner(0, ((NaturalGradientState)state).Damping);
    }

    public void Forget(DescentState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        ((NaturalGradientState)state).Forget(Rule);
    }
}
