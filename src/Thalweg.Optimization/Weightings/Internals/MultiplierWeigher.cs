using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Optimization.Weightings;

/// <summary>The augmented Lagrangian at work; it remembers μ and λ.</summary>
internal sealed class MultiplierWeigher : Weigher
{
    private readonly AugmentedLagrangian options;
    private readonly IAugmentable objective;
    private readonly IWeightable weightable;
    private readonly IResiduals conditions;
    private readonly double[] weights;

    public MultiplierWeigher(IObjective objective, AugmentedLagrangian options)
    {
        this.options = options;
        this.objective = objective.As<IAugmentable>()!;
        weightable = objective.As<IWeightable>()!;
        conditions = this.objective.Conditions();
        weights = weightable.PointWeights()[^conditions.RowCount..];
    }

    public override double[] Begin() => [1.0, .. new double[weights.Length]];

    public override (double[] Memory, Evaluations Spent) Next(
        double[] memory,
        ReadOnlyMemory<double> parameters,
        long step,
        WorkerTeam team
    )
    {
        // Before the first step nothing was minimised.
        if (step == 0)
        {
            return (memory, default);
        }
        var values = new double[weights.Length];
        conditions.Residuals(parameters, values, team);
        var next = (double[])memory.Clone();
        if (values.All(double.IsFinite))
        {
            for (var n = 0; n < values.Length; n++)
            {
                // A point without weight has no condition.
                next[n + 1] += weights[n] > 0 ? 2 * memory[0] * values[n] / Math.Sqrt(weights[n]) : 0;
            }
            next[0] = Math.Min(options.Growth * memory[0], options.Limit);
        }
        return (next, new Evaluations(0, 1, 0));
    }

    public override IObjective Weigh(double[] memory, IObjective? former)
    {
        var shifts = new double[weights.Length];
        for (var n = 0; n < shifts.Length; n++)
        {
            shifts[n] = memory[n + 1] / (2 * memory[0]);
        }
        return objective.Augmented(memory[0], shifts, former);
    }

    public override IObjective Frozen(double[] factors) =>
        factors.Length == weights.Length + 1
            ? Weigh(factors, null)
            : throw new ArgumentException(
                $"got {factors.Length} factors, expected {weights.Length + 1}: the penalty and a multiplier for each point of a condition",
                nameof(factors)
            );

    /// <summary>1 for the equation, μ for conditions.</summary>
    public override double[] OfTerms(double[] memory) =>
        [.. weightable.TermPoints.Select((_, t) => t < weightable.EquationTerms ? 1.0 : memory[0])];

    /// <summary>μ, then λ.</summary>
    public override double[] Factors(double[] memory) => memory;
}
