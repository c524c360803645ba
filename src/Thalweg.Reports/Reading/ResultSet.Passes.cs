using Thalweg.Results.Records;
using Thalweg.Results.Store;

namespace Thalweg.Reports.Reading;

/// <summary>What is known of the ways between trained points, and of the shape of surfaces.</summary>
public sealed partial class ResultSet
{
    public IReadOnlyList<PathRecord> Paths { get; private set; } = [];

    public IReadOnlyList<TopologyRecord> Topologies { get; private set; } = [];

    public IReadOnlyList<EmbeddingRecord> Embeddings { get; private set; } = [];

    /// <summary>Of a study that asked for one.</summary>
    public IReadOnlyList<GroupsRecord> Groups { get; private set; } = [];
    public IReadOnlyList<BarriersRecord> Barriers { get; private set; } = [];

    private IEnumerable<Provenance> PassProvenances =>
        [
            .. Paths.Select(r => r.Provenance),
            .. Topologies.Select(r => r.Provenance),
            .. Embeddings.Select(r => r.Provenance),
            .. Groups.Select(r => r.Provenance),
            .. Barriers.Select(r => r.Provenance),
        ];

    /// <summary>Reads them.</summary>
    /// <param name="variant">The variant of a run, by its key.</param>
    /// <param name="loss">The name of the loss of a record.</param>
    /// <param name="rank">Where a variant and a loss stand in the order of the study.</param>
    private void FillPasses(
        IReadOnlyList<StoredResult> results,
        Func<string?, string?> variant,
        Func<Provenance, string, string> loss,
        Func<string?, string, (int Variant, int Loss)> rank
    )
    {
        LineEnd Named(LineEnd end) => end with { TrainedOn = variant(end.TrainKey) };
        Paths =
        [
            .. Records<PathRecord>(results, "path")
                .Select(r => r with { From = Named(r.From), To = Named(r.To) })
                .OrderBy(r => rank(r.To.TrainedOn, r.Losses[0].Objective))
                .ThenBy(r => r.From.Seed)
                .ThenBy(r => r.To.Seed)
                .ThenBy(r => r.Method, StringComparer.Ordinal),
        ];
        Topologies =
        [
            .. Records<TopologyRecord>(results, "topology")
                .Select(r => r with { TrainedOn = variant(r.TrainKey), Objective = loss(r.Provenance, r.Objective) })
                .OrderBy(r => rank(r.TrainedOn, r.Objective))
                .ThenBy(r => r.Seed),
        ];
        Barriers =
        [
            .. Records<BarriersRecord>(results, "barriers")
                .Select(r =>
                    r with
                    {
                        Objective = loss(r.Provenance, r.Objective),
                        Given = [.. r.Given.Select(g => g with { TrainedOn = variant(g.TrainKey) })],
                    }
                )
                .OrderBy(r => rank(r.Given[0].TrainedOn, r.Objective))
                .ThenBy(r => r.Ridge)
                .ThenBy(r => r.Provenance.Key, StringComparer.Ordinal),
        ];
        Embeddings =
        [
            .. Records<EmbeddingRecord>(results, "embedding")
                .Select(r =>
                    r with
                    {
                        Vectors = [.. r.Vectors.Select(v => v with { Group = variant(v.TrainKey) ?? v.Group })],
                    }
                )
                .OrderBy(r => r.Provenance.Key, StringComparer.Ordinal),
        ];
        Groups = [.. Records<GroupsRecord>(results, "groups")];
    }

    /// <summary>Takes those of some variants; an embedding of several stays whole.</summary>
    private void TakePasses(ResultSet all, Func<string?, bool> has)
    {
        Paths = [.. all.Paths.Where(r => has(r.From.TrainedOn) && has(r.To.TrainedOn))];
        Topologies = [.. all.Topologies.Where(r => has(r.TrainedOn))];
        Embeddings = all.Embeddings;
        Groups = all.Groups;
        Barriers = [.. all.Barriers.Where(r => has(r.Given[0].TrainedOn))];
    }
}
