using System.Globalization;
using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Parallel;
using Thalweg.Pde.Formulations;

namespace Thalweg.Pde.Diagnostics;

/// <summary>Whether the gradient of one term drowns that of another, so that only one of them is being minimized.</summary>
/// <remarks>At a minimum of two terms their gradients cancel and have the same norm; a large ratio says that the training ended
/// elsewhere.</remarks>
public static class DominatedTerm
{
    /// <summary>A term that is this small a part of the loss is satisfied to rounding, and no longer a concern.</summary>
    private const double Satisfied = 1e-12;

    /// <summary>The warning, or nothing. Cost: one gradient; nothing for a loss of one term.</summary>
    public static IEnumerable<Warning> Check(
        PdeObjective objective,
        ReadOnlyMemory<double> parameters,
        WorkerTeam team,
        WarningLimits limits
    )
    {
        ArgumentNullException.ThrowIfNull(objective);
        ArgumentNullException.ThrowIfNull(team);
        ArgumentNullException.ThrowIfNull(limits);
        var count = objective.TermNames.Count;
        if (count < 2)
        {
            return [];
        }
        var p = objective.ParameterCount;
        var gradients = new double[count * p];
        var terms = new double[count];
        objective.TermGradients(parameters, gradients, terms, team);
        var norms = Enumerable.Range(0, count).Select(t => Norm(gradients.AsSpan(t * p, p))).ToArray();
        var whole = terms.Sum(Math.Abs);
        // Measured values have noise, and are meant to weigh little beside the equations.
        var isData = objective
            .TermNames.Select(name => objective.Problem.Conditions.Any(c => c.Data is not null && c.Name == name))
            .ToArray();
        var largest = Enumerable.Range(0, count).MaxBy(t => norms[t]);
        var smallest = Enumerable
            .Range(0, count)
            .Where(t => !isData[t])
            .Where(t => Math.Abs(terms[t]) > Satisfied * whole)
            .DefaultIfEmpty(largest)
            .MinBy(t => norms[t]);
        if (!(norms[largest] > limits.GradientRatio * norms[smallest]))
        {
            return [];
        }
        var (strong, weak) = (objective.TermNames[largest], objective.TermNames[smallest]);
        return
        [
            new Warning(
                Warning.DominatedTerm,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"the gradient of the {strong} term is {norms[largest] / norms[smallest]:G3} times that of the {weak} term ({norms[largest]:G3} and {norms[smallest]:G3}), which is {100 * Math.Abs(terms[smallest]) / whole:G2} % of the loss and hardly felt: {Advice(strong, weak)}"
                )
            ),
        ];
    }

    private static string Advice(string strong, string weak) =>
        weak == "interior"
            ? $"lower the weight of the {strong} term (penalty or initial of the formulation)"
            : $"raise the weight of the {weak} term (penalty or initial of the formulation), or impose the condition with trial hard";

    private static double Norm(ReadOnlySpan<double> gradient)
    {
        var scaled = gradient.ToArray();
        var exponent = OrderedSums.ExponentToOne(scaled);
        OrderedSums.ScaleByPowerOfTwo(scaled, exponent);
        return Math.ScaleB(Math.Sqrt(PairwiseSum.Of([.. scaled.Select(g => g * g)])), -exponent);
    }
}
