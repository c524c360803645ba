using Thalweg.Numerics.Linear.Operators;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Optimization.Optimizers.Preconditioning;

/// <summary>Of descents along the gradient.</summary>
internal sealed class IdentityPreconditioner : Preconditioner
{
    private IdentityPreconditioner() { }

    public static IdentityPreconditioner Instance { get; } = new();

    public override string Word => "none";

    public override bool IsIdentity => true;

    public override ILinearOperator Root(IObjective objective, ReadOnlyMemory<double> parameters, WorkerTeam team)
    {
        ArgumentNullException.ThrowIfNull(objective);
        ArgumentNullException.ThrowIfNull(team);
        double[] ones = [.. Enumerable.Repeat(1.0, objective.ParameterCount)];
        return new DiagonalOperator(ones);
    }
}
