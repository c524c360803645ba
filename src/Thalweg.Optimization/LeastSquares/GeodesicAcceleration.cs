using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;
using Thalweg.Optimization.Minimization;

namespace Thalweg.Optimization.LeastSquares;

/// <summary>
/// The second-order correction of a damped step v: a = −(JᵀJ + μI)⁻¹ Jᵀ r_vv, with the second derivative of the residuals along v
/// from one more residual vector, r_vv = (2/κ) ((r(θ + κv) − r(θ))/κ − Jv) [Transtrum2012].
/// </summary>
/// <remarks>v + a/2 follows the bend of the residuals, where v follows their tangent: longer steps, and less damping, keep their
/// promise. Cost: one residual vector and one Jacobian, in portions that are not kept; one more residual vector per
/// linearisation.</remarks>
internal sealed class GeodesicAcceleration
{
    // Rows of the Jacobian per portion; touches no bits.
    private const int Portion = 2048;

    // κ: r(θ + κv) must differ from its tangent by more than its rounding, which 2/κ² multiplies.
    private const double Reach = 0.1;

    private readonly IResiduals residuals;
    private readonly double[] here;
    private readonly double[] bent;
    private readonly double[] ahead;
    private readonly double[] image;
    private readonly double[] jacobian;

    public GeodesicAcceleration(IResiduals residuals, int parameters)
    {
        this.residuals = residuals;
        here = new double[residuals.ResidualCount];
        bent = new double[here.Length];
        ahead = new double[parameters];
        image = new double[parameters];
        jacobian = new double[checked(Math.Min(Portion, here.Length) * parameters)];
    }

    /// <summary>r(θ), from which the steps to come start.</summary>
    public void Linearize(ReadOnlyMemory<double> point, WorkerTeam team) => residuals.Residuals(point, here, team);

    /// <summary>a, for the step v that <paramref name="matrix"/> has given last.</summary>
    /// <param name="point">θ of the last <see cref="Linearize"/>, [P].</param>
    /// <param name="step">v, [P].</param>
    /// <param name="acceleration">[P], written.</param>
    public void Evaluate(
        ReadOnlyMemory<double> point,
        ReadOnlySpan<double> step,
        GaussNewtonMatrix matrix,
        Span<double> acceleration,
        WorkerTeam team
    )
    {
        var parameters = step.Length;
        Vectors.Combine(point.Span, Reach, step, ahead);
        residuals.Residuals(ahead, bent, team);
        Array.Clear(image);
        for (var first = 0; first < bent.Length; first += Portion)
        {
            var rows = Math.Min(Portion, bent.Length - first);
            residuals.JacobianRows(point, first, rows, jacobian.AsMemory(0, rows * parameters), team);
            for (var n = 0; n < rows; n++)
            {
                var row = jacobian.AsSpan(n * parameters, parameters);
                var chord = (bent[first + n] - here[first + n]) / Reach;
                bent[first + n] = 2.0 / Reach * (chord - Vectors.Dot(row, step));
                Vectors.Combine(image, bent[first + n], row, image);
            }
        }
        matrix.Solve(bent, image, acceleration);
    }
}
