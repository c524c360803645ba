using Thalweg.Results.Records;
using Thalweg.Results.Store;

namespace Thalweg.Reports.Reading;

/// <summary>What is known of stationary points: lists of them, which belong to losses and to no run, and branches.</summary>
public sealed partial class ResultSet
{
    public IReadOnlyList<CensusRecord> Censuses { get; private set; } = [];

    public IReadOnlyList<ContinuationRecord> Continuations { get; private set; } = [];

    private void FillStationary(
        IReadOnlyList<StoredResult> results,
        Func<string?, string?> variant,
        Func<Provenance, string, string> loss,
        Func<string?, string, (int Variant, int Loss)> rank
    )
    {
        Censuses =
        [
            .. Records<CensusRecord>(results, "census")
                .Select(r => r with { Objective = loss(r.Provenance, r.Objective) })
                .OrderBy(r => rank(null, r.Objective))
                .ThenBy(r => r.Ridge ?? 0),
        ];
        Continuations =
        [
            .. Records<ContinuationRecord>(results, "continuation")
                .Select(r => r with { TrainedOn = variant(r.TrainKey), Objective = loss(r.Provenance, r.Objective) })
                .OrderBy(r => rank(r.TrainedOn, r.Objective))
                .ThenBy(r => r.Parameter, StringComparer.Ordinal)
                .ThenBy(r => r.Seed),
        ];
    }
}
