using Thalweg.Studies.Catalogues;

namespace Thalweg.Studies.Syntax;

/// <summary>Rules that hold between the axes: what fits together and what does not.</summary>
public static class StudyRules
{
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

    /// <summary>Held-out points that do not fit the losses.</summary>
    internal static IEnumerable<InputException> BrokenByHeldOut(
        LossParts parts,
        IReadOnlyList<ResolvedCall> formulations,
        TrainSettings train
    ) =>
        train.HeldOut switch
        {
            null => [],
            { } rule when Quadratures.ReadsFile(rule) =>
            [
                new InputException(
                    "heldOut of a study takes a rule, not a file of points; write sobol:1000",
                    rule.Location
                ),
            ],
            var rule => (parts with { Quadrature = rule }).Refused(formulations),
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
        if (formulations.FirstOrDefault(f => !Formulations.Create(f).IsSumOfSquares) is not { } energy)
        {
            yield break;
        }
        foreach (var call in train.Optimizer.Calls.Where(c => c.Name == "lm"))
        {
            yield return new InputException(
                $"'lm' needs a loss that is a sum of squares, and '{energy.Name}' is an energy; take galerkin alone, or an optimizer "
                    + "for every loss, such as ssbroyden",
                call.Location
            );
        }
    }
}
