using Thalweg.Results.Records;
using Thalweg.Studies.Analyses;
using Thalweg.Studies.Syntax;

namespace Thalweg.Cli;

/// <summary>What the verbs of stationary points share.</summary>
internal static class StationaryFlags
{
    /// <summary>Refuses losses that no dense Hessian is made of.</summary>
    public static void RequireSize(int parameters, SourceLocation place)
    {
        if (parameters > CensusLoss.LargestCount)
        {
            throw new InputException(
                $"{parameters} parameters are more than the {CensusLoss.LargestCount} that stationary points are refined with; take a smaller network",
                place
            );
        }
    }

    /// <summary>How the loss was asked for, its text under <c>source</c>.</summary>
    public static Outcome Source(Outcome description)
    {
        var told = new Outcome();
        foreach (var (name, value) in description)
        {
            told.Add(name == "objective" ? "source" : name, value);
        }
        return told;
    }

    public static Outcome Describe(StationaryRecord point) =>
        new()
        {
            { "point", point.Point },
            { "value", point.Value },
            { "index", point.Index },
            { "negativeEigenvalues", point.NegativeEigenvalues },
            { "zeroModes", point.ZeroModes },
            { "orbit", point.Orbit },
            { "quadrature", point.Quadrature },
            { "verified", point.Verified },
            { "label", point.Label },
            { "alibi", point.Alibi },
            { "smallest", point.Smallest },
            { "bound", point.Bound },
            { "gradientNorm", point.GradientNorm },
            { "newtonStep", point.NewtonStep },
            { "found", point.Found },
        };
}
