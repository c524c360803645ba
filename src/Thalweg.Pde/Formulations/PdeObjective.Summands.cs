using Thalweg.Numerics.Parallel;
using Thalweg.Numerics.Simd;

namespace Thalweg.Pde.Formulations;

public sealed unsafe partial class PdeObjective
{
    /// <inheritdoc/>
    public double Epsilon => Math.ScaleB(1.0, Arithmetic.Precision == Precision.Single ? -23 : -52);

    /// <inheritdoc/>
    /// <remarks>The summands are w_n F(x_n) over the points of all terms.</remarks>
    public void ValuesAndMagnitudes(
        ReadOnlyMemory<double> parameters,
        Memory<double> losses,
        Memory<double> magnitudes,
        WorkerTeam team
    )
    {
        Require(magnitudes.Length, losses.Length, nameof(magnitudes));
        Evaluate(parameters, losses, default, magnitudes, team);
    }
}
