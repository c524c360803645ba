using Thalweg.Results.Records;
using Thalweg.Results.Store;

namespace Thalweg.Reports.Reading;

/// <summary>What is estimated of the curvature, beside whole spectra.</summary>
public sealed partial class ResultSet
{
    public IReadOnlyList<DensityRecord> Densities { get; private set; } = [];

    public IReadOnlyList<TraceRecord> Traces { get; private set; } = [];

    public IReadOnlyList<CurvaturePathRecord> CurvaturePaths { get; private set; } = [];

    public IReadOnlyList<StabilityRecord> Stabilities { get; private set; } = [];

    private IEnumerable<Provenance> CurvatureProvenances =>
        [
            .. Densities.Select(r => r.Provenance),
            .. Traces.Select(r => r.Provenance),
            .. CurvaturePaths.Select(r => r.Provenance),
            .. Stabilities.Select(r => r.Provenance),
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
        Stabilities =
        [
            .. Records<StabilityRecord>(results, "stability")
                .Select(r => r with { TrainedOn = variant(r.TrainKey), Objective = loss(r.Provenance, r.Objective) })
                .OrderBy(r => rank(r.TrainedOn, r.Objective))
                .ThenBy(r => r.Seed),
        ];
    }

    /// <summary>Takes those of some variants.</summary>
    private void TakeCurvature(ResultSet all, Func<string?, bool> has)
    {
        Densities = [.. all.Densities.Where(r => has(r.TrainedOn))];
        Traces = [.. all.Traces.Where(r => has(r.TrainedOn))];
        Stabilities = [.. all.Stabilities.Where(r => has(r.TrainedOn))];
        CurvaturePaths = [.. all.CurvaturePaths.Where(r => has(r.TrainedOn))];
    }
}
