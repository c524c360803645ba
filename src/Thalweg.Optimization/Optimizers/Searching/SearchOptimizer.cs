using Thalweg.Numerics.Objectives;
using Thalweg.Optimization.LineSearches;

namespace Thalweg.Optimization.Optimizers.Searching;

/// <summary>A descent with a line search: θ_{k+1} = θ_k + α d. Cost per step: the evaluations of the search.</summary>
/// <remarks>
/// <para>Where no step is found along d, the rounding of the loss is measured and the search tried once more with it; then the
/// descent forgets and the steepest direction is tried; if that fails too, the phase ends and says whether it was the limit of the
/// precision. It then goes back to the best θ it met; going back counts as a step.</para>
/// <para>Points drawn anew would change φ under the search, so that an <see cref="IDrawable"/> objective keeps its own points (those
/// of draw 0). A step allocates nothing of its own.</para>
/// </remarks>
public sealed record SearchOptimizer : Optimizer
{
    public SearchOptimizer(IDescent descent, ILineSearch search)
    {
        ArgumentNullException.ThrowIfNull(descent);
        ArgumentNullException.ThrowIfNull(search);
        (Descent, Search) = (descent, search);
        GradientTolerance = 0;
    }

    /// <summary>Where to go.</summary>
    public IDescent Descent { get; init; }

    /// <summary>How far.</summary>
    public ILineSearch Search { get; init; }

    /// <summary>The relative rounding of the loss, in units of ε Σ |terms| with ε = 2⁻⁵², or 2⁻²³ in single precision: two losses that differ by less may be equal.
    /// Where a search fails the rounding is measured, and the larger of both counts.</summary>
    public double Rounding
    {
        get;
        init => field = OptionRange.Positive(value, nameof(Rounding));
    } = 4;

    /// <summary>Stops after this many steps in a row that changed the loss by no more than its rounding and brought no smaller
    /// gradient, 1 or more.</summary>
    /// <remarks>A flat bottom is crossed by decreases that are each below the rounding: on a Ritz energy of 141 parameters L-BFGS
    /// stopped at a relative error of 4e-7 with a patience of 10 and went on to 8e-9 with 50.</remarks>
    public int Patience
    {
        get;
        init => field = OptionRange.Count(value, nameof(Patience));
    } = 50;

    public override string Description => $"{Descent.Description} {Search.Description}";

    public override int ValuesPerStep => Search.UsualValues;

    public override int Algorithm => Descent.Algorithm;

    public override int AlgorithmBelowDouble => Algorithm + 1;

    public override OptimizerMemory MemoryFor(int parameters, long rows) =>
        Descent.MemoryFor(parameters, rows) + OptimizerMemory.Vectors(8, parameters);

    internal override void Check(IObjective objective) => Descent.Begin(objective);

    internal override IOptimizerRun Begin(IObjective objective) => new SearchRun(this, objective);
}
