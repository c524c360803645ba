using Thalweg.Numerics.Linear.Operators;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Optimization.Optimizers.Preconditioning;

/// <summary>Of methods that divide entry by entry.</summary>
/// <param name="divisors">[P].</param>
internal sealed class DiagonalPreconditioner(double[] divisors) : Preconditioner
{
    public override string Word => "second moment";

    public override ILinearOperator? Root(IObjective objective, ReadOnlyMemory<double> parameters, WorkerTeam team)
    {
        ArgumentNullException.ThrowIfNull(objective);
        ArgumentNullException.ThrowIfNull(team);
        double[] root = [.. divisors.Select(divisor => 1 / Math.Sqrt(divisor))];
        return Array.TrueForAll(root, double.IsFinite) ? new DiagonalOperator(root) : null;
    }
}
