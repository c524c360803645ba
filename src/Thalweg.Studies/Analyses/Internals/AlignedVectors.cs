using Thalweg.Landscapes.Embeddings;
using Thalweg.Numerics.Objectives.Symmetries;
using Thalweg.Numerics.Parallel;
using Thalweg.Results.Records;

namespace Thalweg.Studies.Analyses;

/// <summary>Parameter vectors carried to their copies near the one in the middle.</summary>
internal static class AlignedVectors
{
    public static (ParameterSet Set, EmbeddingAlignment Alignment) Of(
        ParameterSet set,
        IReadOnlyList<string> names,
        IAlignable copies,
        WorkerTeam team
    )
    {
        var distances = set.Distances();
        int[] everyone = [.. Enumerable.Range(0, set.Count)];
        var middle = everyone.MinBy(i => distances.AsSpan(i * set.Count, set.Count).ToArray().Sum());
        var reference = set[middle].ToArray();
        var (rows, moved) = (new List<double>(), 0);
        foreach (var i in everyone)
        {
            team.Cancellation.ThrowIfCancellationRequested();
            if (i == middle)
            {
                rows.AddRange(reference);
                continue;
            }
            var alignment = copies.Align(reference, set[i]);
            rows.AddRange(alignment.Image);
            moved += alignment.Distance < alignment.DistanceBefore ? 1 : 0;
        }
        return (
            new ParameterSet([.. rows], set.ParameterCount),
            new EmbeddingAlignment(names[middle], moved, ParameterSet.Mean(distances, everyone)!.Value)
        );
    }
}
