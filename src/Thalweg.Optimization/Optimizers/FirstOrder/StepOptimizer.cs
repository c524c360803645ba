using Thalweg.Numerics.Objectives;

namespace Thalweg.Optimization.Optimizers.FirstOrder;

/// <summary>A first-order method: θ_{k+1} = method(θ_k, ∇L(θ_k)). Cost: one gradient per step.</summary>
/// <remarks>On an <see cref="IDrawable"/> objective step k descends on <c>At(k)</c>, and a gradient tolerance looks at the recorded
/// gradients of the objective itself.</remarks>
public sealed record StepOptimizer(IMethod Method) : Optimizer
{
    public IMethod Method { get; init; } = Method ?? throw new ArgumentNullException(nameof(Method));

    public override string Description => Method.Description;

    public override OptimizerMemory MemoryFor(int parameters, long rows) => OptimizerMemory.Vectors(6, parameters);

    internal override void Check(IObjective objective) { }

    internal override IOptimizerRun Begin(IObjective objective) => new StepRun(Method, objective);
}
