using Thalweg.Results.Records;
using Thalweg.Results.Store;

namespace Thalweg.Reports.Reading;

/// <summary>What is known of stationary points, which belong to losses and to no run.</summary>
public sealed partial class ResultSet
{
    public IReadOnlyList<CensusRecord> Censuses { get; private set; } = [];

    private void FillStationary(
        IReadOnlyList<StoredResult> results,
        Func<Provenance, string, string> loss,
        Func<string?, string, (int Variant, int Loss)> rank
    ) =>
        Censuses = [
            .. Records<CensusRecord>(results, "census")
                .Select(r => r with { Objective = loss(r.Provenance, r.Objective) })
                .OrderBy(r => rank(null, r.Objective))
                .ThenBy(r => r.Ridge ?? 0),
        ];
}
