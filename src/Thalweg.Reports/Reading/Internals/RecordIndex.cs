using Thalweg.Formats.Tables;
using Thalweg.Results.Records;

namespace Thalweg.Reports.Reading;

/// <summary>Which file of a result folder is what: a row for each result of the study that is there, in its order.</summary>
internal static class RecordIndex
{
    /// <summary>Name of the table in the folder.</summary>
    public const string File = "index.csv";

    public static CsvTable Of(ResultSet results)
    {
        var table = new CsvTable(
            "label",
            "kind",
            "variant",
            "seed",
            "step",
            "loss",
            "from_seed",
            "from_step",
            "record",
            "arrays"
        );
        foreach (var record in results.Index)
        {
            table.Add(
                record.Label,
                record.Kind,
                record.Variant,
                record.Seed,
                record.Step,
                record.Loss,
                record.FromSeed,
                record.FromStep,
                results.RecordFile(record.Key),
                results.ArraysFile(record.Key)
            );
        }
        return table;
    }

    /// <summary>The results that are there, in the order of the study.</summary>
    public static IEnumerable<IndexedRecord> Records(ResultSet results)
    {
        var places = Places(results);
        foreach (var task in results.Study.Tasks)
        {
            if (places.TryGetValue(task.Key, out var place))
            {
                yield return new IndexedRecord(
                    task.Key,
                    task.Kind,
                    task.Label,
                    place.Variant,
                    place.Seed,
                    place.Step,
                    task.Loss,
                    place.FromSeed,
                    place.FromStep
                );
            }
        }
    }

    /// <summary>Where each record was measured, by its key.</summary>
    private static Dictionary<string, Place> Places(ResultSet results)
    {
        var places = new Dictionary<string, Place>();
        void Each<T>(IEnumerable<T> records, Func<T, (Provenance, Place)> placed)
        {
            foreach (var (provenance, place) in records.Select(placed))
            {
                places[provenance.Key] = place;
            }
        }

        Each(results.Trains, r => (r.Provenance, new(r.Formulation, r.Seed, r.FinalStep)));
        var ends = results.Trains.ToDictionary(r => r.Provenance.Key, r => r.FinalStep);
        long? End(string? train) => train is null ? null : ends.GetValueOrDefault(train);
        Each(results.Profiles, r => (r.Provenance, new(r.Formulation, r.Seed, End(r.TrainKey))));
        Each(results.Roughness, r => (r.Provenance, new(r.TrainedOn, r.Seed, r.Step)));
        Each(results.Slices, r => (r.Provenance, new(r.TrainedOn, r.Seed, r.Step)));
        Each(results.Spectra, r => (r.Provenance, new(r.TrainedOn, r.Seed, r.Step)));
        Each(results.Sharpness, r => (r.Provenance, new(r.TrainedOn, r.Seed, r.Step)));
        Each(results.Coefficients, r => (r.Provenance, new(r.TrainedOn, r.Seed, r.Step)));
        Each(
            results.Kernels,
            r => (r.Provenance, new(r.TrainedOn, r.Seed, r.Points.Count == 0 ? null : r.Points[^1].Step))
        );
        Each(results.Densities, r => (r.Provenance, new(r.TrainedOn, r.Seed, r.Step)));
        Each(results.Stabilities, r => (r.Provenance, new(r.TrainedOn, r.Seed, End(r.TrainKey))));
        Each(results.CurvaturePaths, r => (r.Provenance, new(r.TrainedOn, r.Seed, r.Step)));
        Each(results.CurvaturePoints, r => (r.Provenance, new(r.TrainedOn, r.Seed, r.Step)));
        Each(results.ProfileLikelihoods, r => (r.Provenance, new(r.TrainedOn, r.Seed, r.Step)));
        Each(results.Traces, r => (r.Provenance, new(r.TrainedOn, r.Seed, r.Step)));
        Each(results.Similarities, r => (r.Provenance, new(r.TrainedOn, r.Seed, r.Step)));
        Each(results.Convexity, r => (r.Provenance, new(r.TrainedOn, r.Seed, r.Step)));
        Each(results.Lines, r => (r.Provenance, new(r.To.TrainedOn, r.To.Seed, r.To.Step, r.From.Seed, r.From.Step)));
        Each(results.Paths, r => (r.Provenance, new(r.To.TrainedOn, r.To.Seed, r.To.Step, r.From.Seed, r.From.Step)));
        Each(results.Topologies, r => (r.Provenance, new(r.TrainedOn, r.Seed, End(r.TrainKey))));
        Each(results.Barriers, r => (r.Provenance, new(r.Given[0].TrainedOn, null, null)));
        Each(results.Baselines, r => (r.Provenance, new(null, null, null)));
        Each(results.Embeddings, r => (r.Provenance, new(null, null, null)));
        Each(results.Surfaces, r => (r.Provenance, new(r.TrainedOn, r.Seed, r.Step)));
        Each(results.Sweeps, r => (r.Provenance, new(r.TrainedOn, r.Seed, End(r.TrainKey))));
        if (results.Comparison is { } comparison)
        {
            places[comparison.Provenance.Key] = new(null, null, null);
        }
        return places;
    }

    private sealed record Place(
        string? Variant,
        ulong? Seed,
        long? Step,
        ulong? FromSeed = null,
        long? FromStep = null
    );
}
