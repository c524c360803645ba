using System.Globalization;
using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Objectives;

namespace Thalweg.Optimization.Optimizers.LeastSquares;

/// <summary>
/// Minimizes L = Σ r_n² + const by damped Gauss–Newton steps, Levenberg and Marquardt with Nielsen's rule for μ [Madsen2004,
/// Algorithm 3.16], each corrected with the Jacobian J of where it began. A step is one that was tried, taken or not.
/// </summary>
/// <remarks>
/// <para>The step v = −(JᵀJ + μI)⁻¹ Jᵀr follows the tangent of the residuals. Where they bend it must be short; so it is bent by its
/// geodesic acceleration, x = v + a/2, refused where 2‖a‖ &gt; 0.75 ‖v‖ [Transtrum2012], and corrected,
/// x ← x − (JᵀJ + μI)⁻¹ (Jᵀ r(θ + x) + μx), until the loss settles or the corrections no longer shrink. Steps with a Jacobian kept for more than one
/// of them are those of [Fan2012], which leave out μx.</para>
/// <para>A step is taken where it lowers L; with gain ratio ρ = decrease / decrease that v promises, μ is then multiplied by
/// max(1/3, 1 − (2ρ − 1)³), and otherwise by 2, 4, 8, ….</para>
/// <para>With N ≥ P the systems are solved by orthogonal transformations (<see cref="DampedLeastSquares"/>): μ far
/// below ε times the largest eigenvalue of JᵀJ still means something.</para>
/// <para>A promised decrease below the rounding of L ends the phase as a stall of the precision. An <see cref="IDrawable"/> objective
/// keeps its own points (those of draw 0).</para>
/// <para>Cost per step taken: one gradient, one Jacobian and 2 N·P² operations (N²·P where N &lt; P); per step tried, one value and
/// (2/3) P³ operations (N³/3), and for each correction a vector of residuals and 4 N·P operations.</para>
/// </remarks>
public sealed record LeastSquaresOptimizer : Optimizer
{
    public LeastSquaresOptimizer() => GradientTolerance = 0;

    /// <summary>τ: the first damping is τ times the largest diagonal entry of JᵀJ.</summary>
    public double InitialDamping
    {
        get;
        init => field = OptionRange.Positive(value, nameof(InitialDamping));
    } = 1e-3;

    /// <summary>Corrections of a step at most, after its acceleration; 0 takes the step as it is, without either.</summary>
    public int Corrections
    {
        get;
        init => field = OptionRange.CountOrNone(value, nameof(Corrections));
    } = 12;

    public override string Description =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"levenberg-marquardt(damping={InitialDamping}, corrections={Corrections})"
        );

    public override int AlgorithmBelowDouble => Algorithm + 1;

    public override OptimizerMemory MemoryFor(int parameters, long rows) =>
        OptimizerMemory.Factors(parameters, rows, byRows: rows < parameters) + OptimizerMemory.Vectors(8, parameters);

    internal override void Check(IObjective objective) => Residuals(objective);

    internal override IOptimizerRun Begin(IObjective objective) => new LeastSquaresRun(this, objective);

    /// <exception cref="ArgumentException">The objective is no sum of squares.</exception>
    internal static IResiduals Residuals(IObjective objective) =>
        objective.As<IResiduals>()
        ?? throw new ArgumentException(
            $"Levenberg-Marquardt needs a loss that is a sum of squares, and '{objective.Name}' is none; take a squared "
                + "residual such as galerkin, or another optimizer, such as lbfgs or natural-gradient",
            nameof(objective)
        );
}
