using System.Runtime.CompilerServices;
using Thalweg.Networks.Jets;
using Thalweg.Pde.Equations;
using Thalweg.Pde.Problems;

namespace Thalweg.Pde.Formulations;

/// <summary>The derivatives of the residuals along every coordinate, as functions of x.</summary>
internal sealed class GradientForm
{
    private static readonly ConditionalWeakTable<Problem, GradientForm> known = [];

    private GradientForm(Problem problem)
    {
        var order = problem.Residuals.Max(Differentiation.Order);
        if (order >= DerivativeTerm.HighestOrder)
        {
            Reason = $"they are of order {order}, and derivatives go to order {DerivativeTerm.HighestOrder}";
            return;
        }
        try
        {
            Slopes =
            [
                .. problem
                    .Residuals.Select(r => Raising.Written(r, problem.Dimension))
                    .SelectMany(r =>
                        Enumerable
                            .Range(0, problem.Dimension)
                            .Select(k => TotalDerivative.Along(r, k, k == problem.Domain.TimeAxis))
                    )
                    .Where(slope => slope is not Constant { Value: 0.0 }),
            ];
        }
        catch (ArgumentException)
        {
            Reason = "no rule differentiates a function that they hold";
        }
    }

    /// <summary>The form of a problem, kept as long as the problem is.</summary>
    public static GradientForm Of(Problem problem) => known.GetValue(problem, p => new GradientForm(p));

    /// <summary>dr_e/dx_k, equation after equation, as far as they are not zero.</summary>
    public IReadOnlyList<Expression> Slopes { get; } = [];

    /// <summary>Why there are none; null where there are.</summary>
    public string? Reason { get; }
}
