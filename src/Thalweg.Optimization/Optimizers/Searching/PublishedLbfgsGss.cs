using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;
using Thalweg.Optimization.LineSearches;

namespace Thalweg.Optimization.Optimizers.Searching;

/// <summary>
/// The direction of L-BFGS-GSS as its published code computes it: two loops over ten pairs, 10⁻⁶ added to every y·s that divides, and
/// all pairs forgotten where one has a cosine below 10⁻⁴ [Yu2026, Algorithm 1].
/// </summary>
/// <remarks>
/// For comparisons with published runs, together with <see cref="PublishedGoldenSection"/>; for new work take
/// <see cref="Lbfgs"/> with <see cref="LineSearches.GoldenSection"/>. No pair is left out and no descent is made sure of: once y·s is of
/// the order of the damping, the direction loses its length, and after a reset the newest pair is lost as well. Cost as
/// <see cref="Lbfgs"/>.
/// </remarks>
public sealed record PublishedLbfgsGss : IDescent
{
    private const int Memory = 10;
    private const double Damping = 1e-6;
    private const double ResetCosine = 1e-4;

    public string Description => "published-lbfgs-gss()";

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
        pairs.Apply(direction, Damping);
        if (!pairs.AllCosinesReach(ResetCosine) || double.IsNaN(Vectors.MaximumNorm(direction)))
        {
            pairs.Clear();
            Vectors.Scale(-1, point.Gradient, direction);
        }
        // The published code tries 0.2 of the direction's own length, even of a bare gradient.
        return new(HasLength: true);
    }

    public void Learn(in DescentStep step, DescentState state, WorkerTeam team)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(team);
        var product = Vectors.Dot(step.Step, step.Change);
        // 0/0 is NaN, which no comparison reaches: a pair of length zero resets as well.
        var cosine = product / (Vectors.Norm(step.Step) * Vectors.Norm(step.Change));
        var square = Vectors.Dot(step.Change, step.Change);
        ((PairHistory)state).Add(step.Step, step.Change, product, square, cosine);
    }

    public void Forget(DescentState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        ((PairHistory)state).Clear();
    }
}
