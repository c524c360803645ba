using Thalweg.Studies.Catalogues;

namespace Thalweg.Studies.Syntax;

/// <summary>The keys of study files.</summary>
internal static class StudyKeys
{
    private const long MostSteps = 1_000_000_000;

    public static IReadOnlyList<StudyKey> Train { get; } =
    [
        new(
            "initializer",
            "distribution of the parameters before training",
            "xavier-normal",
            new StudyValue.One(Initializers.Catalogue)
        ),
        new("optimizer", "how the parameters are changed", "adam", new StudyValue.Sequence(Optimizers.Catalogue)),
        new(
            "sampler",
            "how the points inside the domain follow the parameters",
            "none",
            new StudyValue.One(Samplers.Catalogue)
        ),
        new("schedule", "how the learning rate changes", "constant", new StudyValue.One(Schedules.Catalogue)),
        new("stop", "when training ends before its last step", "never", new StudyValue.One(Stops.Catalogue)),
        new(
            "heldOut",
            "points on which the loss is measured alongside and never trained on",
            null,
            new StudyValue.One(Quadratures.Catalogue)
        )
        {
            IsOptional = true,
        },
        new("keep", "the parameters that analyses start from", "last", new StudyValue.Word(Stops.Kept)),
        new(
            "steps",
            "optimizer steps; may be left out where every optimizer has its own",
            null,
            new StudyValue.Whole(1, MostSteps)
        )
        {
            IsOptional = true,
        },
        new("record", "steps between recorded rows of loss and errors", "100", new StudyValue.Whole(1, MostSteps)),
        new(
            "checkpoints",
            "steps at which the parameters are kept; the last step always is",
            "0",
            new StudyValue.Steps()
        ),
    ];

    public static IReadOnlyList<StudyKey> Top { get; } =
    [
        new("name", "name of the study and of its results folder", null, new StudyValue.Identifier()),
        new(
            "problem",
            "equation, domain, boundary and initial conditions",
            null,
            new StudyValue.One(Problems.Catalogue)
        ),
        new("network", "the parametrised function", null, new StudyValue.One(Catalogues.Networks.Catalogue)),
        new("trial", "what stands for the solution", "hard", new StudyValue.One(Trials.Catalogue)),
        new("quadrature", "how integrals are approximated", null, new StudyValue.One(Quadratures.Catalogue)),
        new(
            "precision",
            "the numbers that losses and gradients are computed with",
            "double",
            new StudyValue.One(Precisions.Catalogue)
        ),
        new(
            "formulations",
            "how the problem becomes a loss, one or several",
            null,
            new StudyValue.Many(Formulations.Catalogue)
        ),
        new("seeds", "seeds of the training runs of each formulation", "1..5", new StudyValue.Seeds()),
        new("seed", "seed of the directions of the analyses", "1", new StudyValue.Whole(0, long.MaxValue)),
        new("train", "how each network is trained", null, new StudyValue.Section(Train)),
        new("analyses", "what is measured after training", "", new StudyValue.Many(Analyses.Catalogue)),
    ];
}
