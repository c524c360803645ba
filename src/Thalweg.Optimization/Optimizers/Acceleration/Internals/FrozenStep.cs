using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Optimization.Optimizers.Acceleration;

/// <summary>A damped step v at θ and what becomes of it with the matrix of θ: bent by its geodesic acceleration, and corrected by
/// where it leads to.</summary>
/// <remarks>The rows of M are derivatives of e(θ). A correction is x ← x − (MᵀM + μI)⁻¹(Mᵀahead + μx) + offset; its fixed point is a
/// minimum of the damped loss in the directions of θ. With the residuals for e, ahead is r(θ + x) and there is no offset; with the chord
/// e(θ + x) − e(θ) the offset is v.</remarks>
internal sealed class FrozenStep
{
    // κ. Close to the step, where activations saturate, e no longer tells how it bends; of steps that have become short the
    // difference to the tangent must not drown in rounding.
    private const double LeastReach = 0.1;
    private const double LeastMove = 1e-4;

    private readonly DampedFactors factors;
    private readonly Lead lead;
    private readonly double[] ahead;

    public FrozenStep(DampedFactors factors, int rows, Lead lead)
    {
        this.factors = factors;
        this.lead = lead;
        ahead = new double[rows];
    }

    /// <summary>Writes where a step leads to.</summary>
    /// <param name="parameters">θ, [P].</param>
    /// <param name="step">x, [P].</param>
    /// <param name="ahead">[N], written.</param>
    public delegate void Lead(double[] parameters, double[] step, double[] ahead, WorkerTeam team);

    /// <summary>Where the step that was looked at last leads to, [N].</summary>
    public ReadOnlySpan<double> Ahead => ahead;

    public void Look(double[] parameters, double[] step, WorkerTeam team) => lead(parameters, step, ahead, team);

    /// <summary>Corrects the step that was looked at.</summary>
    public void Correct(ReadOnlySpan<double> offset, double[] step) => factors.Correct(ahead, offset, step);

    /// <summary>x = v + a/2 with the geodesic acceleration a of v [Transtrum2012]: one correction of κv leads to v + κ²a/2.</summary>
    /// <param name="velocity">v, [P].</param>
    /// <param name="largest">‖a/2‖ over ‖v‖ at most.</param>
    /// <param name="step">x, [P], written.</param>
    /// <returns>False where e bends too much along v for the tangent to mean anything; x is then meaningless.</returns>
    public bool Accelerate(
        double[] parameters,
        double[] velocity,
        ReadOnlySpan<double> offset,
        double largest,
        double[] step,
        WorkerTeam team
    )
    {
        var length = Vectors.Norm(velocity);
        var least = LeastMove * (1.0 + Vectors.Norm(parameters)) / length;
        var reach = Math.Clamp(least, LeastReach, 1.0);
        Vectors.Scale(reach, velocity, step);
        Look(parameters, step, team);
        Correct(offset, step);
        Vectors.Difference(step, velocity, step);
        Vectors.Scale(1.0 / (reach * reach), step, step);
        if (!(Vectors.Norm(step) <= largest * length))
        {
            return false;
        }
        Vectors.Combine(velocity, 1.0, step, step);
        return true;
    }
}
