using Thalweg.Landscapes.Evaluation;
using Thalweg.Numerics.Linear.Operators;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Landscapes.Curvature;

/// <summary>Products with the Hessian of a loss at one θ: exact where the objective has them, else differences of gradients.</summary>
/// <param name="Operator">H, [P, P].</param>
/// <param name="Coarser">The same with steps twice as long, where products are differences: how far the two are apart is what they may be wrong
/// by, truncation and rounding alike; null where they are exact.</param>
public sealed record HessianProducts(ILinearOperator Operator, ILinearOperator? Coarser)
{
    // The step is the cube root of the rounding.
    private const double RoundingOfTwiceTheStep = 8 * RoundingProbe.DoubleEpsilon;

    public ILinearOperator Operator { get; init; } = Operator ?? throw new ArgumentNullException(nameof(Operator));

    /// <summary>Whether no difference is taken.</summary>
    public bool IsExact => Coarser is null;

    /// <summary>At one θ. Cost: one gradient where differences are taken; then what a product costs.</summary>
    /// <param name="parameters">θ, [P], finite.</param>
    /// <param name="choice">A part or a term; null for the whole Hessian, the one that differences are taken of where the objective has no
    /// exact products.</param>
    /// <exception cref="ArgumentException">The objective does not have what was chosen.</exception>
    public static HessianProducts At(
        IObjective objective,
        ReadOnlyMemory<double> parameters,
        WorkerTeam team,
        HessianChoice? choice = null
    )
    {
        ArgumentNullException.ThrowIfNull(objective);
        ArgumentNullException.ThrowIfNull(team);
        Centre.Check(objective, parameters.Span, nameof(parameters));
        choice ??= new HessianChoice();
        if (choice is not { Part: HessianPart.Whole, Term: null } || choice.Refusal(objective) is null)
        {
            return new HessianProducts(choice.At(objective, parameters, team), null);
        }
        var gradient = new double[objective.ParameterCount];
        objective.Gradient(parameters, gradient, default, team);
        return new HessianProducts(Differences(RoundingProbe.DoubleEpsilon), Differences(RoundingOfTwiceTheStep));

        FiniteDifferenceHessian Differences(double rounding)
        {
            var differences = new FiniteDifferenceHessian(objective, rounding: rounding);
            differences.MoveTo(parameters.Span, gradient);
            return differences;
        }
    }
}
