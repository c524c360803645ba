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
                $"results/{record.Key}.json",
                results.HasArrays(record.Key) ? $"results/{record.Key}.npz" : null
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
        void Add(Provenance provenance, Place place) => places[provenance.Key] = place;

        foreach (var r in results.Trains)
        {
            Add(r.Provenance, new(r.Formulation, r.Seed, r.FinalStep));
        }
        var ends = results.Trains.ToDictionary(r => r.Provenance.Key, r => r.FinalStep);
        long? End(string? train) => train is null ? null : ends.GetValueOrDefault(train);
        foreach (var r in results.Profiles)
        {
            Add(r.Provenance, new(r.Formulation, r.Seed, End(r.TrainKey)));
        }
        foreach (var r in results.Roughness)
        {
            Add(r.Provenance, new(r.TrainedOn, r.Seed, r.Step));
        }
        foreach (var r in results.Slices)
        {
            Add(r.Provenance, new(r.TrainedOn, r.Seed, r.Step));
        }
        foreach (var r in results.Spectra)
        {
            Add(r.Provenance, new(r.TrainedOn, r.Seed, r.Step));
        }
        foreach (var r in results.Sharpness)
        {
            Add(r.Provenance, new(r.TrainedOn, r.Seed, r.Step));
        }
        foreach (var r in results.Coefficients)
        {
            Add(r.Provenance, new(r.TrainedOn, r.Seed, r.Step));
        }
        foreach (var r in results.Kernels)
        {
            Add(r.Provenance, new(r.TrainedOn, r.Seed, r.Points.Count == 0 ? null : r.Points[^1].Step));
        }
        foreach (var r in results.Densities)
        {
            Add(r.Provenance, new(r.TrainedOn, r.Seed, r.Step));
        }
        foreach (var r in results.Stabilities)
        {
            Add(r.Provenance, new(r.TrainedOn, r.Seed, End(r.TrainKey)));
        }
        foreach (var r in results.CurvaturePaths)
        {
            Add(r.Provenance, new(r.TrainedOn, r.Seed, r.Step));
        }
        foreach (var r in results.Traces)
        {
            Add(r.Provenance, new(r.TrainedOn, r.Seed, r.Step));
        }
        foreach (var r in results.Similarities)
        {
            Add(r.Provenance, new(r.TrainedOn, r.Seed, r.Step));
        }
        foreach (var r in results.Convexity)
        {
            Add(r.Provenance, new(r.TrainedOn, r.Seed, r.Step));
        }
        foreach (var r in results.Lines)
        {
            Add(r.Provenance, new(r.To.TrainedOn, r.To.Seed, r.To.Step, r.From.Seed, r.From.Step));
        }
        foreach (var r in results.Surfaces)
        {
            Add(r.Provenance, new(r.TrainedOn, r.Seed, r.Step));
        }
        foreach (var r in results.Sweeps)
        {
            Add(r.Provenance, new(r.TrainedOn, r.Seed, End(r.TrainKey)));
        }
        if (results.Comparison is { } comparison)
        {
            Add(comparison.Provenance, new(null, null, null));
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
