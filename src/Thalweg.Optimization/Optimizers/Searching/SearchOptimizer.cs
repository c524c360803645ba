using Thalweg.Numerics.Objectives;
using Thalweg.Optimization.LineSearches;
using Thalweg.Optimization.Training;

namespace Thalweg.Optimization.Optimizers.Searching;

/// <summary>A descent with a line search: θ_{k+1} = θ_k + α d. Cost per step: the evaluations of the search.</summary>
/// <remarks>
/// <para>A phase that stops at the limit of the precision, or where no step is found, goes back to the best θ it met; going back
/// counts as a step.</para>
/// <para>Points drawn anew would change φ under the search, so that an <see cref="IDrawable"/> objective keeps its own points (those
/// of draw 0).</para>
/// </remarks>
/// <param name="Descent">Where to go.</param>
/// <param name="Search">How far.</param>
public sealed record SearchOptimizer(IDescent Descent, ILineSearch Search) : Optimizer
{
    /// <summary>Stops once ‖∇L‖₂ is at most this, 0 or more.</summary>
    public double GradientTolerance { get; init; }

    /// <summary>As in <see cref="MinimizerOptions.Patience"/>.</summary>
    public int Patience { get; init; } = 50;

    public override string Description => $"{Descent.Description} {Search.Description}";

    private MinimizerOptions Options =>
        new(Descent, Search, long.MaxValue)
        {
            GradientTolerance = GradientTolerance,
            Patience = Patience,
            Records = StepPlan.Ends,
        };

    internal override void Check(IObjective objective) => Descent.Begin(objective);

    internal override IOptimizerRun Begin(IObjective objective, ReadOnlySpan<double> parameters) =>
        new SearchRun(Options, objective, new Minimizer(Options, objective).Begin(parameters));

    internal override IOptimizerRun Restore(IObjective objective, ReadOnlySpan<byte> bytes) =>
        new SearchRun(Options, objective, new Minimizer(Options, objective).Restore(bytes));
}
