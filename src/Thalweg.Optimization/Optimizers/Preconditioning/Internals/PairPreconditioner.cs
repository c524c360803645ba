using Thalweg.Numerics.Linear.Operators;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Optimization.Optimizers.Preconditioning;

/// <summary>Of limited-memory BFGS.</summary>
/// <param name="pairs">(s, y), the oldest first.</param>
/// <param name="scale">γ of the first inverse γI.</param>
internal sealed class PairPreconditioner(IReadOnlyList<(double[] Step, double[] Change)> pairs, double scale)
    : Preconditioner
{
    public override string Word => "limited memory";

    public override ILinearOperator? Root(IObjective objective, ReadOnlyMemory<double> parameters, WorkerTeam team)
    {
        ArgumentNullException.ThrowIfNull(objective);
        ArgumentNullException.ThrowIfNull(team);
        return PairRoot.Of(pairs, scale, objective.ParameterCount);
    }
}
