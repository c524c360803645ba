using Thalweg.Results.Records;
using Thalweg.Results.Store;

namespace Thalweg.Reports.Reading;

/// <summary>What is known of the curvature, beside whole spectra.</summary>
public sealed partial class ResultSet
{
    public IReadOnlyList<DensityRecord> Densities { get; private set; } = [];

    public IReadOnlyList<TraceRecord> Traces { get; private set; } = [];

    public IReadOnlyList<CurvaturePathRecord> CurvaturePaths { get; private set; } = [];

    public IReadOnlyList<CurvaturePointsRecord> CurvaturePoints { get; private set; } = [];

    public IReadOnlyList<StabilityRecord> Stabilities { get; private set; } = [];

    public IReadOnlyList<SharpnessRecord> Sharpness { get; private set; } = [];

    public IReadOnlyList<KernelRecord> Kernels { get; private set; } = [];

    public IReadOnlyList<SimilarityRecord> Similarities { get; private set; } = [];

    public IReadOnlyList<ConvexityRecord> Convexity { get; private set; } = [];

    public IReadOnlyList<LearningCoefficientRecord> Coefficients { get; private set; } = [];

    private IEnumerable<Provenance> CurvatureProvenances =>
        [
            .. Densities.Select(r => r.Provenance),
            .. Traces.Select(r => r.Provenance),
            .. CurvaturePaths.Select(r => r.Provenance),
            .. CurvaturePoints.Select(r => r.Provenance),
            .. Stabilities.Select(r => r.Provenance),
            .. Sharpness.Select(r => r.Provenance),
            .. Kernels.Select(r => r.Provenance),
            .. Similarities.Select(r => r.Provenance),
            .. Convexity.Select(r => r.Provenance),
            .. Coefficients.Select(r => r.Provenance),
        ];

    /// <summary>Reads them.</summary>
    /// <param name="variant">The variant of a run, by its key.</param>
    /// <param name="loss">The name of the loss of a record.</param>
    /// <param name="rank">Where a variant and a loss stand in the order of the study.</param>
    private void FillCurvature(
        IReadOnlyList<StoredResult> results,
        Func<string?, string?> variant,
        Func<Provenance, string, string> loss,
        Func<string?, string, (int Variant, int Loss)> rank
    )
    {
        Densities =
        [
            .. Records<DensityRecord>(results, "density")
                .Select(r => r with { TrainedOn = variant(r.TrainKey), Objective = loss(r.Provenance, r.Objective) })
                .OrderBy(r => rank(r.TrainedOn, r.Objective))
                .ThenBy(r => r.Seed),
        ];
        Traces =
        [
            .. Records<TraceRecord>(results, "trace")
                .Select(r => r with { TrainedOn = variant(r.TrainKey), Objective = loss(r.Provenance, r.Objective) })
                .OrderBy(r => rank(r.TrainedOn, r.Objective))
                .ThenBy(r => r.Seed),
        ];
        CurvaturePaths =
        [
            .. Records<CurvaturePathRecord>(results, "curvature-path")
                .Select(r => r with { TrainedOn = variant(r.TrainKey), Objective = loss(r.Provenance, r.Objective) })
                .OrderBy(r => rank(r.TrainedOn, r.Objective))
                .ThenBy(r => r.Seed)
                .ThenBy(r => r.Step),
        ];
        CurvaturePoints =
        [
            .. Records<CurvaturePointsRecord>(results, "curvature-points")
                .Select(r => r with { TrainedOn = variant(r.TrainKey), Objective = loss(r.Provenance, r.Objective) })
                .OrderBy(r => rank(r.TrainedOn, r.Objective))
                .ThenBy(r => r.Seed)
                .ThenBy(r => r.Rule),
        ];
        Stabilities =
        [
            .. Records<StabilityRecord>(results, "stability")
                .Select(r => r with { TrainedOn = variant(r.TrainKey), Objective = loss(r.Provenance, r.Objective) })
                .OrderBy(r => rank(r.TrainedOn, r.Objective))
                .ThenBy(r => r.Seed),
        ];
        Sharpness =
        [
            .. Records<SharpnessRecord>(results, "sharpness")
                .Select(r => r with { TrainedOn = variant(r.TrainKey), Objective = loss(r.Provenance, r.Objective) })
                .OrderBy(r => rank(r.TrainedOn, r.Objective))
                .ThenBy(r => r.Seed),
        ];
        Kernels =
        [
            .. Records<KernelRecord>(results, "kernel")
                .Select(r => r with { TrainedOn = variant(r.TrainKey), Objective = loss(r.Provenance, r.Objective) })
                .OrderBy(r => rank(r.TrainedOn, r.Objective))
                .ThenBy(r => r.Seed),
        ];
        Convexity =
        [
            .. Records<ConvexityRecord>(results, "convexity")
                .Select(r => r with { TrainedOn = variant(r.TrainKey), Objective = loss(r.Provenance, r.Objective) })
                .OrderBy(r => rank(r.TrainedOn, r.Objective))
                .ThenBy(r => r.Seed),
        ];
        Coefficients =
        [
            .. Records<LearningCoefficientRecord>(results, "learning-coefficient")
                .Select(r => r with { TrainedOn = variant(r.TrainKey), Objective = loss(r.Provenance, r.Objective) })
                .OrderBy(r => rank(r.TrainedOn, r.Objective))
                .ThenBy(r => r.Seed),
        ];
        Similarities =
        [
            .. Records<SimilarityRecord>(results, "similarity")
                .Select(r => r with { TrainedOn = variant(r.TrainKey) })
                .OrderBy(r => rank(r.TrainedOn, ""))
                .ThenBy(r => r.Seed),
        ];
    }

    /// <summary>Takes those of some variants.</summary>
    private void TakeCurvature(ResultSet all, Func<string?, bool> has)
    {
        Densities = [.. all.Densities.Where(r => has(r.TrainedOn))];
        Traces = [.. all.Traces.Where(r => has(r.TrainedOn))];
        CurvaturePoints = [.. all.CurvaturePoints.Where(r => has(r.TrainedOn))];
        Stabilities = [.. all.Stabilities.Where(r => has(r.TrainedOn))];
        CurvaturePaths = [.. all.CurvaturePaths.Where(r => has(r.TrainedOn))];
        Sharpness = [.. all.Sharpness.Where(r => has(r.TrainedOn))];
        Kernels = [.. all.Kernels.Where(r => has(r.TrainedOn))];
        Similarities = [.. all.Similarities.Where(r => has(r.TrainedOn))];
        Convexity = [.. all.Convexity.Where(r => has(r.TrainedOn))];
        Coefficients = [.. all.Coefficients.Where(r => has(r.TrainedOn))];
    }
}
