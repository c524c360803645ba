using Thalweg.Networks;
using Thalweg.Pde.Problems;

namespace Thalweg.Pde.Models;

/// <summary>The network of a problem: for the fields as it is described, behind waves where the trial function is periodic; beside it, for each
/// coefficient that is to be found, one of the same description over its own coordinates, or a number.</summary>
public static class ModelNetwork
{
    /// <param name="outputs">Numbers that it has to give: the components of the problem, or more where a formulation asks for fluxes.</param>
    /// <param name="make">Makes a network of a number of inputs and outputs with features.</param>
    /// <exception cref="ArgumentException">What is described cannot be made.</exception>
    public static Network Of(
        Problem problem,
        TrialFunction trial,
        int outputs,
        Func<int, int, CoordinateFeatures?, Network> make
    )
    {
        ArgumentNullException.ThrowIfNull(problem);
        ArgumentNullException.ThrowIfNull(trial);
        ArgumentNullException.ThrowIfNull(make);
        ArgumentOutOfRangeException.ThrowIfLessThan(outputs, problem.Outputs);
        var d = problem.Dimension;
        var fields = make(d, outputs - problem.Coefficients.Count, trial.FeaturesOf(0, d));
        if (problem.Coefficients.Count == 0)
        {
            return fields;
        }
        return Network.Joined(
            d,
            [
                new NetworkPart(problem.Fields == 1 ? problem.Unknowns[0] : "fields", fields),
                .. problem.Coefficients.Select(c =>
                    c.IsNumber
                        ? new NetworkPart(c.Name, Network.Number(d, c.Start))
                        : new NetworkPart(c.Name, make(c.Axes, 1, trial.FeaturesOf(c.FirstAxis, c.Axes)), c.FirstAxis)
                ),
            ]
        );
    }

    /// <summary>Whether a network has the features that the trial function counts on.</summary>
    internal static bool Fits(Network network, Problem problem, TrialFunction trial) =>
        network.Features?.Name == trial.FeaturesOf(0, problem.Dimension)?.Name;
}
