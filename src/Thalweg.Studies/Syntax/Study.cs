using Thalweg.Studies.Catalogues;

namespace Thalweg.Studies.Syntax;

/// <summary>A declared set of runs and analyses, checked and with every default filled in.</summary>
/// <remarks>
/// Equal meaning gives equal canonical texts of all calls; <see cref="Source"/> and the locations inside calls serve
/// messages only and must not enter a task key.
/// </remarks>
public sealed record Study
{
    /// <summary>Path of the file, for messages.</summary>
    public required string Source { get; init; }

    public required string Name { get; init; }

    public required ResolvedCall Problem { get; init; }

    public required ResolvedCall Network { get; init; }

    public required ResolvedCall Trial { get; init; }

    public required ResolvedCall Quadrature { get; init; }

    /// <summary>The numbers that losses and gradients are computed with.</summary>
    public required ResolvedCall Precision { get; init; }

    /// <summary>At least one, all different; <see cref="ResolvedCall.Brief"/> is the label of each in results.</summary>
    public required IReadOnlyList<ResolvedCall> Formulations { get; init; }

    /// <summary>At least one, all different; each gives one training chain per formulation.</summary>
    public required IReadOnlyList<ulong> Seeds { get; init; }

    /// <summary>Seed of the directions of all analyses.</summary>
    public required ulong Seed { get; init; }

    public required TrainSettings Train { get; init; }

    /// <summary>In the order written, all different.</summary>
    public required IReadOnlyList<ResolvedCall> Analyses { get; init; }
}

/// <summary>How every network of a study is trained.</summary>
public sealed record TrainSettings
{
    public required ResolvedCall Initializer { get; init; }

    public required OptimizerPhases Optimizer { get; init; }

    /// <summary>How the points inside the domain follow the parameters.</summary>
    public required ResolvedCall Sampler { get; init; }

    public required ResolvedCall Schedule { get; init; }

    public required ResolvedCall Stop { get; init; }

    /// <summary>Points that are not trained on, or null for none.</summary>
    public required ResolvedCall? HeldOut { get; init; }

    /// <summary>Of <see cref="Stops.Kept"/>.</summary>
    public required string Keep { get; init; }

    /// <summary>Optimizer steps, 1 or more.</summary>
    public required long Steps { get; init; }

    /// <summary>Loss, gradient norm and errors are recorded at step 0, every so many steps, and at the end.</summary>
    public required long Record { get; init; }

    /// <summary>Steps at which the parameters are kept: increasing, from 0 to <see cref="Steps"/>, the last step included.</summary>
    public required IReadOnlyList<long> Checkpoints { get; init; }
}
