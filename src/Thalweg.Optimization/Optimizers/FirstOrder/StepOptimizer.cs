using Thalweg.Numerics.Objectives;
using Thalweg.Optimization.Optimizers.Surgery;
using Thalweg.Optimization.Weightings;

namespace Thalweg.Optimization.Optimizers.FirstOrder;

/// <summary>A first-order method: θ_{k+1} = method(θ_k, ∇L(θ_k)). Cost: one gradient per step.</summary>
/// <remarks>On an <see cref="IDrawable"/> objective step k descends on <c>At(k)</c>, and a gradient tolerance looks at the recorded
/// gradients of the objective itself.</remarks>
public sealed record StepOptimizer(IMethod Method) : Optimizer
{
    // Those of a few terms.
    private const int SurgeryVectors = 8;

    public IMethod Method { get; init; } = Method ?? throw new ArgumentNullException(nameof(Method));

    /// <summary>What makes one direction of the gradients of all terms, which takes the place of ∇L; null for their sum. Recorded gradient norms
    /// remain those of ∇L.</summary>
    public IGradientSurgery? Surgery { get; init; }

    public override string Description =>
        Surgery is null ? Method.Description : $"{Method.Description} along {Surgery.Description}";

    public override OptimizerMemory MemoryFor(int parameters, long rows) =>
        OptimizerMemory.Vectors(6 + (Surgery is null ? 0 : SurgeryVectors), parameters);

    public override OptimizerMemory MemoryFor(ParameterLayout layout, long rows)
    {
        ArgumentNullException.ThrowIfNull(layout);
        return MemoryFor(layout.Count, rows) + Method.MemoryBeside(layout);
    }

    internal override void Check(IObjective objective)
    {
        if (Surgery is not null && (objective.As<ITermGradients>() is null || objective.TermNames.Count < 2))
        {
            throw new WeightingRefusedException(
                $"'{objective.Name}' has no two terms with gradients of their own, which {Surgery.Description} combines; impose a condition by a penalty, or leave it out"
            );
        }
    }

    internal override IOptimizerRun Begin(IObjective objective) => new StepRun(Method, Surgery, objective);
}
