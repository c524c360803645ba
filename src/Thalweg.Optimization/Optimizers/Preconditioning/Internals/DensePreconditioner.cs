using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Linear.Operators;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Optimization.Optimizers.Preconditioning;

/// <summary>Of methods that keep a dense inverse B⁻¹.</summary>
/// <param name="inverse">[P, P]; read when the root is asked for.</param>
internal sealed class DensePreconditioner(double[] inverse) : Preconditioner
{
    public override string Word => "dense inverse";

    public override ILinearOperator? Root(IObjective objective, ReadOnlyMemory<double> parameters, WorkerTeam team)
    {
        ArgumentNullException.ThrowIfNull(objective);
        ArgumentNullException.ThrowIfNull(team);
        var n = objective.ParameterCount;
        var lower = new double[n * n];
        for (var i = 0; i < n; i++)
        {
            // Updates leave it symmetric up to rounding.
            for (var j = 0; j <= i; j++)
            {
                lower[(i * n) + j] = 0.5 * (inverse[(i * n) + j] + inverse[(j * n) + i]);
            }
        }
        return CholeskyFactorization.InPlace(lower, n, team).Failure is null ? new DenseOperator(lower, n, n) : null;
    }
}
