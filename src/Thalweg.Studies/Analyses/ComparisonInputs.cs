using Thalweg.Studies.Tasks;

namespace Thalweg.Studies.Analyses;

/// <summary>What the comparison of all runs of a study depends on.</summary>
/// <param name="Cells">The cells of the cross table that were asked for.</param>
/// <param name="Seed">Seed of the resampling for intervals.</param>
/// <param name="Sweeps">The sweeps that were asked for; null for none.</param>
/// <param name="Similarities">The similarities of losses that were asked for; null for none.</param>
/// <param name="Spectra">The spectra of own losses that stand beside their roughness; null for none.</param>
public sealed record ComparisonInputs(
    IReadOnlyList<ComparedVariant> Variants,
    IReadOnlyList<ComparedCell> Cells,
    ulong Seed,
    IReadOnlyList<ComparedSweep>? Sweeps = null,
    IReadOnlyList<ComparedSimilarity>? Similarities = null,
    IReadOnlyList<ComparedSpectra>? Spectra = null
)
{
    /// <summary>Errors that are losses, and compare between variants of one loss alone; null where all variants have one loss, or no such error.</summary>
    public IReadOnlyList<string>? Losses { get; init; }
}

/// <summary>One of the things that are compared.</summary>
/// <param name="Slug">The label as a part of file names.</param>
/// <param name="Loss">Name of the loss that it is trained on; variants with one name are trained on one loss.</param>
/// <param name="Treatment">Number of what it sets besides its formulation, in the order of the study: variants with one number are trained alike.</param>
/// <param name="Trains">Its runs, by seed.</param>
public sealed record ComparedVariant(
    string Label,
    string Slug,
    string Loss,
    int Treatment,
    IReadOnlyList<EarlierTask> Trains
);

/// <summary>One cell of the cross table: the indices of a loss around the trained points of a variant, by seed.</summary>
/// <param name="Objective">Name of the loss.</param>
/// <param name="TrainedOn">Label of the variant.</param>
public sealed record ComparedCell(string Objective, string TrainedOn, IReadOnlyList<EarlierTask> Roughness);

/// <summary>The sweeps of a loss at the trained points of a variant, by seed.</summary>
/// <param name="Objective">Name of the loss.</param>
/// <param name="TrainedOn">Label of the variant.</param>
public sealed record ComparedSweep(string Objective, string TrainedOn, IReadOnlyList<EarlierTask> Sweeps);

/// <summary>The similarities of losses about the trained points of a variant, by seed.</summary>
/// <param name="TrainedOn">Label of the variant.</param>
public sealed record ComparedSimilarity(string TrainedOn, IReadOnlyList<EarlierTask> Similarities);

/// <summary>The spectra of the own loss of a variant at its trained points, by seed.</summary>
/// <param name="TrainedOn">Label of the variant.</param>
public sealed record ComparedSpectra(string TrainedOn, IReadOnlyList<EarlierTask> Spectra);
