using Thalweg.Reports.Reading;
using Thalweg.Results.Records;

namespace Thalweg.Reports.Figures;

/// <summary>Every loss of a study that some record saw below its own known infimum.</summary>
internal static class BoundAlarms
{
    public static IReadOnlyList<string> Of(ResultSet results, LowerBounds bounds)
    {
        var seen = new Dictionary<string, List<double>>(StringComparer.Ordinal);
        foreach (var run in results.Trains)
        {
            var own = results.Study.Variants.FirstOrDefault(v => v.Label == run.Formulation)?.Loss ?? run.Formulation;
            Add(own, run.History.Loss);
            Add(own, [run.Final.Loss]);
            foreach (var (loss, values) in run.History.OtherLosses)
            {
                Add(loss, values);
            }
        }
        foreach (var record in results.Roughness)
        {
            Add(record.Objective, (record.RankedSlices ?? []).SelectMany(slice => slice.Losses));
        }
        foreach (var slice in results.Slices)
        {
            AddArrays(slice.Provenance.Key, slice.Objectives, slice.Slugs);
        }
        foreach (var surface in results.Surfaces)
        {
            AddArrays(surface.Provenance.Key, surface.Objectives, surface.Slugs);
        }
        foreach (var line in results.Lines)
        {
            AddArrays(
                line.Provenance.Key,
                [.. line.Losses.Select(l => l.Objective)],
                [.. line.Losses.Select(l => l.Slug)]
            );
        }
        foreach (var path in results.Paths)
        {
            AddArrays(
                path.Provenance.Key,
                [.. path.Losses.Select(l => l.Objective)],
                [.. path.Losses.Select(l => l.Slug)]
            );
        }
        return
        [
            .. seen.Where(s => bounds.IsKnown(s.Key))
                .Select(s => BoundAlarm.Of(s.Key, s.Value, bounds[s.Key]))
                .OfType<string>(),
        ];

        void Add(string loss, IEnumerable<double> values)
        {
            if (bounds.IsKnown(loss))
            {
                (seen.TryGetValue(loss, out var list) ? list : seen[loss] = []).Add(
                    values.Where(double.IsFinite).DefaultIfEmpty(double.PositiveInfinity).Min()
                );
            }
        }

        void AddArrays(string key, IReadOnlyList<string> objectives, IReadOnlyList<string> slugs)
        {
            if (!objectives.Any(bounds.IsKnown))
            {
                return;
            }
            var arrays = results.Arrays(key);
            foreach (var loss in objectives)
            {
                if (arrays.TryGetValue(SliceArrays.Loss(objectives, slugs, loss), out var array))
                {
                    Add(loss, array.Values);
                }
            }
        }
    }
}
