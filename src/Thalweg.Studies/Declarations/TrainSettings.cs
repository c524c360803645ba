using Thalweg.Studies.Catalogues;
using Thalweg.Studies.Syntax;

namespace Thalweg.Studies.Declarations;

/// <summary>How the networks of a variant are trained.</summary>
public sealed record TrainSettings
{
    /// <summary>Distribution of the start; null where the source draws it by itself.</summary>
    public required ResolvedCall? Initializer { get; init; }

    public required OptimizerPhases Optimizer { get; init; }

    /// <summary>How the points inside the domain follow the parameters; null where they stay.</summary>
    public required ResolvedCall? Sampler { get; init; }

    /// <summary>How weights change; null where they stay those that the loss states.</summary>
    public ResolvedCall? Weighting { get; init; }

    /// <summary>Stages before the phases of the optimizers, which <see cref="Optimizer"/> holds too; null for none.</summary>
    public ResolvedCall? Curriculum { get; init; }

    public required ResolvedCall Schedule { get; init; }

    public required ResolvedCall Stop { get; init; }

    /// <summary>Points that are not trained on, or null for none.</summary>
    public required ResolvedCall? HeldOut { get; init; }

    /// <summary>Of <see cref="Stops.Kept"/>.</summary>
    public required string Keep { get; init; }

    /// <summary>Optimizer steps, 1 or more.</summary>
    public long Steps => Optimizer.Steps;

    /// <summary>Loss, gradient norm and errors are recorded at step 0, every so many steps, and at the end.</summary>
    public required long Record { get; init; }

    /// <summary>Steps at which the parameters are kept: increasing, from 0 to <see cref="Steps"/>, the last step included.</summary>
    public required IReadOnlyList<long> Checkpoints { get; init; }

    /// <summary>The same text for the same meaning.</summary>
    public string Canonical =>
        string.Join(
            '\n',
            Initializer?.Canonical,
            Optimizer.Canonical,
            Sampler?.Canonical,
            Weighting?.Canonical,
            Curriculum?.Canonical,
            Schedule.Canonical,
            Stop.Canonical,
            HeldOut?.Canonical,
            Keep,
            Steps,
            Record,
            string.Join(' ', Checkpoints)
        );
}
