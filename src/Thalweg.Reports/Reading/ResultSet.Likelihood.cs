using Thalweg.Results.Records;
using Thalweg.Results.Store;

namespace Thalweg.Reports.Reading;

/// <summary>Profiles of the numbers that were learned.</summary>
public sealed partial class ResultSet
{
    public IReadOnlyList<ProfileLikelihoodRecord> ProfileLikelihoods { get; private set; } = [];

    private void FillLikelihood(
        IReadOnlyList<StoredResult> results,
        Func<string?, string?> variant,
        Func<Provenance, string, string> loss,
        Func<string?, string, (int Variant, int Loss)> rank
    ) =>
        ProfileLikelihoods = [
            .. Records<ProfileLikelihoodRecord>(results, "profile-likelihood")
                .Select(r => r with { TrainedOn = variant(r.TrainKey), Objective = loss(r.Provenance, r.Objective) })
                .OrderBy(r => rank(r.TrainedOn, r.Objective))
                .ThenBy(r => r.Coefficient, StringComparer.Ordinal)
                .ThenBy(r => r.Seed),
        ];
}
