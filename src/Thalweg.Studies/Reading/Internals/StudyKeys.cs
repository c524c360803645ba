using Thalweg.Studies.Analyses;
using Thalweg.Studies.Catalogues;
using Thalweg.Studies.Declarations;
using Thalweg.Studies.Syntax;

namespace Thalweg.Studies.Reading;

/// <summary>The keys of study files.</summary>
internal static class StudyKeys
{
    private const long MostSteps = 1_000_000_000;

    /// <summary>How networks are trained.</summary>
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
        new(
            "weighting",
            "how the weights of terms or points change, beyond those that the loss states",
            Weightings.Fixed,
            new StudyValue.One(Weightings.Catalogue)
        ),
        new(
            "curriculum",
            "phases before those of the optimizers, on losses that lead to this one; their steps come before those of 'steps'",
            Curricula.None,
            new StudyValue.One(Curricula.Catalogue)
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

    /// <summary>What a loss is made of.</summary>
    public static IReadOnlyList<StudyKey> Loss { get; } =
    [
        new(
            "problem",
            "equation, domain, boundary and initial conditions",
            null,
            new StudyValue.One(Problems.Catalogue)
        )
        {
            IsOptional = true,
        },
        new("network", "the parametrised function", null, new StudyValue.One(Catalogues.Networks.Catalogue))
        {
            IsOptional = true,
        },
        new("trial", "what stands for the solution", "hard", new StudyValue.One(Trials.Catalogue)),
        new("quadrature", "how integrals are approximated", null, new StudyValue.One(Quadratures.Catalogue))
        {
            IsOptional = true,
        },
        new(
            "precision",
            "the numbers that losses and gradients are computed with",
            "double",
            new StudyValue.One(Precisions.Catalogue)
        ),
        new(
            "data",
            "images that the network learns from, in place of problem, trial, quadrature and formulations",
            null,
            new StudyValue.One(DataSets.Catalogue)
        )
        {
            IsOptional = true,
        },
        new(
            "objective",
            "a loss that is not of a problem, in place of problem, network, quadrature and formulations",
            null,
            new StudyValue.One(Objectives.Catalogue)
        )
        {
            IsOptional = true,
        },
    ];

    /// <summary>One formulation, where a variant sets it.</summary>
    public static StudyKey Formulation { get; } =
        new(
            StudyVariant.Formulation,
            "how the problem becomes a loss",
            null,
            new StudyValue.One(Formulations.Catalogue)
        )
        {
            IsOptional = true,
        };

    public static StudyKey Training { get; } =
        new("train", "how each network is trained", null, new StudyValue.Section(Train));

    public static IReadOnlyList<StudyKey> Top { get; } =
    [
        new("name", "name of the study and of its results folder", null, new StudyValue.Identifier()),
        .. Loss,
        new(
            "formulations",
            "how the problem becomes a loss, one or several",
            null,
            new StudyValue.Many(Formulations.Catalogue)
        )
        {
            IsOptional = true,
        },
        new(
            "compare",
            "what is compared: labels with the keys that each sets, or one key with a list of values",
            null,
            new StudyValue.Compare([.. Loss, Formulation, .. Train])
        )
        {
            IsOptional = true,
        },
        new("seeds", "seeds of the training runs of each variant", "1..5", new StudyValue.Seeds()),
        new("seed", "seed of the directions of the analyses", "1", new StudyValue.Whole(0, long.MaxValue)),
        Training,
        new("analyses", "what is measured after training", "", new StudyValue.Many(AnalysisCatalogue.Catalogue)),
        new(
            "baseline",
            "what is computed without a network beside those of the study",
            null,
            new StudyValue.One(AnalysisCatalogue.Baselines)
        )
        {
            IsOptional = true,
        },
    ];
}
