using Thalweg.Studies.Catalogues;
using Thalweg.Studies.Sources;
using Thalweg.Studies.Syntax;
using Thalweg.Studies.Tasks;

namespace Thalweg.Studies.Analyses;

/// <summary>Everything that a training run depends on.</summary>
public sealed record TrainInputs
{
    /// <summary>The loss that is trained on; its points may follow the parameters.</summary>
    public required Source Source { get; init; }

    /// <summary>Losses that are recorded alongside.</summary>
    public IReadOnlyList<Source> Others { get; init; } = [];

    /// <summary>The loss on points that are not trained on, or null.</summary>
    public Source? HeldOut { get; init; }

    /// <summary>Distribution of the start; null where the source draws it, or where the start is given.</summary>
    public ResolvedCall? Initializer { get; init; }

    /// <summary>Parameters to start from; null where they are drawn.</summary>
    public GivenCentre? Start { get; init; }

    /// <summary>Of the start, and of everything random in the run.</summary>
    public ulong Seed { get; init; }

    public required OptimizerPhases Optimizer { get; init; }

    /// <summary>Versions of its algorithms above 1.</summary>
    public IReadOnlyDictionary<string, int>? Algorithms =>
        Source.IsInDouble ? Optimizer.Algorithms : Optimizer.AlgorithmsBelowDouble;

    /// <summary>How weights change; null where they stay those that the loss states.</summary>
    public ResolvedCall? Weighting { get; init; }

    /// <summary>Stages before the phases of the optimizers, which <see cref="Optimizer"/> holds too; null for none.</summary>
    public ResolvedCall? Curriculum { get; init; }

    public required ResolvedCall Schedule { get; init; }

    public required ResolvedCall Stop { get; init; }

    /// <summary>Optimizer steps of the run.</summary>
    public long Steps => Optimizer.Steps;

    /// <summary>Steps between recorded rows.</summary>
    public required long Record { get; init; }

    public required IReadOnlyList<long> Checkpoints { get; init; }

    /// <summary>Of <see cref="Stops.Kept"/>: which parameters are the result.</summary>
    public required string Keep { get; init; }
}
