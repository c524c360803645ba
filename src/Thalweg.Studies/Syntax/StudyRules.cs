using Thalweg.Studies.Catalogues;

namespace Thalweg.Studies.Syntax;

/// <summary>Rules that hold between the axes: what fits together and what does not.</summary>
public static class StudyRules
{
    private const double MostPoints = 1 << 24;

    /// <summary>Why these pieces cannot make a loss, each with what to do; empty where they can.</summary>
    public static IReadOnlyList<InputException> Broken(
        ResolvedCall problem,
        ResolvedCall network,
        ResolvedCall trial,
        ResolvedCall quadrature,
        IReadOnlyList<ResolvedCall> formulations
    )
    {
        var faults = new List<InputException>();
        if (Quadrature(problem, quadrature) is { } fault)
        {
            faults.Add(new InputException(fault, quadrature.Location));
        }
        foreach (var formulation in formulations)
        {
            faults.AddRange(BrokenByTime(problem, trial, formulation));
            var isPenalised = formulation.Number("penalty") > 0;
            if (trial.Name == "none" && !isPenalised && formulation.Name != "supervised")
            {
                faults.Add(
                    new InputException(
                        $"'{formulation.Name}' with trial 'none' leaves the boundary condition out; "
                            + $"write {formulation.Name}(penalty=100), or trial 'hard'",
                        formulation.Location
                    )
                );
            }
            if (trial.Name == "hard" && isPenalised)
            {
                faults.Add(
                    new InputException(
                        $"penalty of '{formulation.Name}' with trial 'hard', which satisfies the conditions already; "
                            + "leave the penalty out, or take trial 'none'",
                        formulation.LocationOf("penalty")
                    )
                );
            }
            if (formulation.Name == "galerkin" && network.Call("activation").Name == "relu")
            {
                faults.Add(
                    new InputException(
                        "'galerkin' needs second derivatives, and those of 'relu' are zero wherever they exist; "
                            + "take relu2, relu3, swish or tanh",
                        network.LocationOf("activation")
                    )
                );
            }
        }
        return faults;
    }

    /// <summary>What does not fit a problem with a time, or one without.</summary>
    private static IEnumerable<InputException> BrokenByTime(
        ResolvedCall problem,
        ResolvedCall trial,
        ResolvedCall formulation
    )
    {
        var hasTime = HasTime(problem);
        if (hasTime && formulation.Name == "ritz")
        {
            yield return new InputException(
                $"'ritz' needs an energy, and the solution of '{problem.Name}' minimises none; write galerkin",
                formulation.Location
            );
        }
        if (!formulation.Has("initial"))
        {
            yield break;
        }
        var place = formulation.LocationOf("initial");
        if (!hasTime)
        {
            yield return new InputException(
                $"initial of '{formulation.Name}' weighs an initial condition, and '{problem.Name}' has none; leave it out",
                place
            );
        }
        else if (trial.Name == "hard")
        {
            yield return new InputException(
                $"initial of '{formulation.Name}' with trial 'hard', which has the initial values already; "
                    + "leave it out, or take trial 'none'",
                place
            );
        }
        else if (formulation.Number("initial") == 0 && formulation.Name != "supervised")
        {
            yield return new InputException(
                $"initial=0 of '{formulation.Name}' with trial 'none' leaves the initial condition out; write initial=100",
                place
            );
        }
    }

    /// <summary>Analyses that the rest of the study gives nothing to work on.</summary>
    internal static IEnumerable<InputException> BrokenByAnalyses(
        IReadOnlyList<ResolvedCall> analyses,
        IReadOnlyList<ResolvedCall> formulations,
        TrainSettings train
    )
    {
        foreach (var analysis in analyses)
        {
            if (analysis.Name == "cross" && formulations.Count < 2)
            {
                yield return new InputException(
                    "'cross' compares formulations, and the study has one; add a formulation or remove 'cross'",
                    analysis.Location
                );
            }
            var needed = analysis.Name == "surface" ? 3 : 2;
            if (
                analysis.Name is "slice" or "surface"
                && analysis.Word("directions") == "checkpoints"
                && train.Checkpoints.Count < needed
            )
            {
                yield return new InputException(
                    $"'{analysis.Name}' through checkpoints needs {needed} of them, found {train.Checkpoints.Count}; "
                        + "add steps to train: checkpoints",
                    analysis.Location
                );
            }
        }
    }

    /// <summary>Held-out points that do not fit the problem.</summary>
    internal static IEnumerable<InputException> BrokenByHeldOut(
        ResolvedCall problem,
        ResolvedCall network,
        ResolvedCall trial,
        TrainSettings train
    ) =>
        train.HeldOut switch
        {
            null => [],
            { Name: "points" } file =>
            [
                new InputException(
                    "heldOut of a study takes a rule, not a file of points; write sobol:1000",
                    file.Location
                ),
            ],
            var rule => Broken(problem, network, trial, rule, []),
        };

    /// <summary>A stop that watches what a study does not record.</summary>
    internal static IEnumerable<InputException> BrokenByStop(TrainSettings train)
    {
        if (train.HeldOut is not null)
        {
            yield break;
        }
        if (train.Stop.Has("metric") && train.Stop.Word("metric") == Stops.HeldOut)
        {
            yield return new InputException(
                "metric=heldOut needs points that are not trained on; add heldOut: sobol:1000",
                train.Stop.LocationOf("metric")
            );
        }
    }

    /// <summary>Optimizers that need what a formulation has not.</summary>
    internal static IEnumerable<InputException> BrokenByOptimizer(
        IReadOnlyList<ResolvedCall> formulations,
        TrainSettings train
    )
    {
        if (formulations.FirstOrDefault(f => f.Name == "ritz") is null)
        {
            yield break;
        }
        foreach (var call in train.Optimizer.Calls.Where(c => c.Name == "lm"))
        {
            yield return new InputException(
                "'lm' needs a loss that is a sum of squares, and 'ritz' is an energy; take galerkin alone, or an optimizer "
                    + "for every loss, such as ssbroyden",
                call.Location
            );
        }
    }

    private static string? Quadrature(ResolvedCall problem, ResolvedCall quadrature)
    {
        var isBall = problem.Name == "poisson-ball";
        var dimension = isBall ? 3 : (problem.Has("dim") ? problem.Integer("dim") : 1) + (HasTime(problem) ? 1 : 0);
        return quadrature.Name switch
        {
            "simpson" or "trapezoid" or "gauss" or "graded-gauss" when isBall =>
                $"'{quadrature.Name}' is a rule on boxes, the problem lives on the ball; write spherical:16x12x24",
            "simpson" or "trapezoid" or "gauss" when Power(PerAxis(quadrature), dimension) > MostPoints =>
                $"'{quadrature.Name}' with {CallText.Number(PerAxis(quadrature))} points per axis in {dimension} dimensions needs "
                    + $"{CallText.Number(Power(PerAxis(quadrature), dimension))} points, at most {CallText.Number(MostPoints)} are allowed; "
                    + "write sobol:10000",
            "spherical" when !isBall =>
                $"'spherical' is a rule on the ball, the problem lives on a box; write {(dimension == 1 ? "simpson:200" : "gauss:16")}",
            "spherical" when quadrature.Integers("points").Aggregate(1.0, (a, b) => a * b) > MostPoints =>
                $"'spherical' has more than {CallText.Number(MostPoints)} points; take fewer per direction",
            _ => null,
        };
    }

    private static bool HasTime(ResolvedCall problem) => problem.Name is "heat" or "burgers";

    private static double PerAxis(ResolvedCall rule) =>
        rule.Name switch
        {
            "gauss" => (double)rule.Integer("nodes") * rule.Integer("panels"),
            "simpson" => 2.0 * rule.Integer("intervals") + 1,
            _ => rule.Integer("intervals") + 1.0,
        };

    private static double Power(double points, int dimension) =>
        Enumerable.Repeat(points, dimension).Aggregate(1.0, (a, b) => a * b);
}
