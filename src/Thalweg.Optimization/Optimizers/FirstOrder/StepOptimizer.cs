using Thalweg.Numerics.Objectives;

namespace Thalweg.Optimization.Optimizers.FirstOrder;

/// <summary>A first-order method: θ_{k+1} = method(θ_k, ∇L(θ_k)). Cost: one gradient per step.</summary>
/// <remarks>On an <see cref="IDrawable"/> objective step k descends on <c>At(k)</c>.</remarks>
public sealed record StepOptimizer(IMethod Method) : Optimizer
{
    public override string Description => Method.Description;

    internal override void Check(IObjective objective) { }

    internal override IOptimizerRun Begin(IObjective objective, ReadOnlySpan<double> parameters) =>
        new StepRun(Method, objective, Method.Begin(parameters.Length), 0);

    internal override IOptimizerRun Restore(IObjective objective, ReadOnlySpan<byte> bytes)
    {
        var reader = new StateReader(bytes);
        var memory = Method.Begin(objective.ParameterCount);
        var gradients = reader.Int64();
        memory.Steps = reader.Int64();
        for (var i = 0; i < memory.Names.Count; i++)
        {
            reader.Doubles(memory[i]);
        }
        reader.End();
        return new StepRun(Method, objective, memory, gradients);
    }
}
