using System.Globalization;
using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;
using Thalweg.Optimization.Optimizers.Preconditioning;

namespace Thalweg.Optimization.Optimizers.Searching;

/// <summary>
/// Limited-memory BFGS: d = −H ∇L with H the BFGS inverse of the newest m pairs over (s·y / y·y) I, by the two-loop recursion
/// [Nocedal1980] [LiuNocedal1989].
/// </summary>
/// <remarks>Cost: 8 m P operations per iteration, memory 2 m P. A pair enters where y·s exceeds both bounds, so that H stays
/// positive definite; others are counted as skipped.</remarks>
/// <param name="Memory">m, 1 or more.</param>
/// <param name="LeastCosine">A pair is left out unless y·s &gt; LeastCosine · ‖y‖ ‖s‖.</param>
/// <param name="LeastProduct">A pair is left out unless y·s exceeds this; PyTorch has 1e-10, an absolute bound that stops learning
/// near a minimum.</param>
public sealed record Lbfgs(int Memory = 10, double LeastCosine = 1e-10, double LeastProduct = 0) : IDescent
{
    public int Memory { get; } = OptionRange.Count(Memory, nameof(Memory));

    public double LeastCosine { get; } = OptionRange.BelowOne(LeastCosine, nameof(LeastCosine));

    public double LeastProduct { get; } = OptionRange.NotNegative(LeastProduct, nameof(LeastProduct));

    public string Description =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"lbfgs(memory={Memory}, cosine={LeastCosine}, product={LeastProduct})"
        );

    public OptimizerMemory MemoryFor(int parameters, long rows) => OptimizerMemory.Pairs(Memory, parameters);

    public DescentState Begin(IObjective objective)
    {
        ArgumentNullException.ThrowIfNull(objective);
        return new PairHistory(objective.ParameterCount, Memory);
    }

    public DescentDirection Direct(in DescentPoint point, DescentState state, double[] direction, WorkerTeam team)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(direction);
        ArgumentNullException.ThrowIfNull(team);
        var pairs = (PairHistory)state;
        Vectors.Scale(-1, point.Gradient, direction);
        pairs.Apply(direction, damping: 0);
        return new(HasLength: !pairs.IsEmpty);
    }

    public void Learn(in DescentStep step, DescentState state, WorkerTeam team)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(team);
        var pairs = (PairHistory)state;
        var product = Vectors.Dot(step.Step, step.Change);
        var square = Vectors.Dot(step.Change, step.Change);
        var norms = Vectors.Norm(step.Step) * Vectors.Norm(step.Change);
        // The quotients of the recursion must be finite as well: y·y underflows where y·s does not.
        var usable = product > LeastProduct && product > LeastCosine * norms && double.IsNormal(square);
        if (usable && double.IsFinite(1 / product))
        {
            pairs.Add(step.Step, step.Change, product, square, product / norms);
        }
        else
        {
            pairs.Skip();
        }
    }

    public Preconditioner? PreconditionerOf(DescentState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return ((PairHistory)state).Preconditioner;
    }

    public void Forget(DescentState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        ((PairHistory)state).Clear();
    }
}
