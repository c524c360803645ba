using Thalweg.Reports.Reading;
using Thalweg.Reports.Wording;
using Thalweg.Results.Records;

namespace Thalweg.Reports.Figures;

/// <summary>L*, the value that losses are measured from: the known infimum, or else the lowest loss seen in any record.</summary>
internal sealed class LowerBounds
{
    private readonly Dictionary<string, (double Value, bool Known)> _bounds = [];

    public LowerBounds(ResultSet results)
    {
        var lossOf = results.Study.Variants.ToDictionary(v => v.Label, v => v.Loss);
        var losses = lossOf
            .Values.Concat(results.Surfaces.SelectMany(s => s.Objectives))
            .Concat(results.Slices.SelectMany(s => s.Objectives))
            .Concat(results.Lines.SelectMany(l => l.Losses.Select(loss => loss.Objective)))
            .Concat(results.Paths.SelectMany(p => p.Losses.Select(loss => loss.Objective)));
        foreach (var loss in losses.Distinct())
        {
            var own = results.Trains.Where(t => lossOf.GetValueOrDefault(t.Formulation) == loss).ToList();
            double? known =
                own.Find(t => t.LowerBound is not null)?.LowerBound
                ?? results
                    .Surfaces.Select(s => s.LowerBounds.GetValueOrDefault(loss))
                    .FirstOrDefault(b => b is not null)
                ?? results.Slices.Select(s => s.LowerBounds.GetValueOrDefault(loss)).FirstOrDefault(b => b is not null)
                ?? results.Lines.Select(l => l.LowerBounds.GetValueOrDefault(loss)).FirstOrDefault(b => b is not null)
                ?? results.Paths.Select(p => p.LowerBounds.GetValueOrDefault(loss)).FirstOrDefault(b => b is not null);
            var seen = own.SelectMany(t => t.History.Loss)
                .Concat(results.Trains.SelectMany(t => t.History.OtherLosses.GetValueOrDefault(loss) ?? []))
                .Concat(known is null ? SeenInArrays(results, loss) : [])
                .Where(double.IsFinite)
                .DefaultIfEmpty(double.NaN)
                .Min();
            _bounds[loss] = (known ?? seen, known is not null);
        }
    }

    public double this[string loss] => _bounds.TryGetValue(loss, out var bound) ? bound.Value : double.NaN;

    public bool IsKnown(string loss) => _bounds.TryGetValue(loss, out var bound) && bound.Known;

    /// <summary>The value with five digits.</summary>
    public string Value(string loss) =>
        this[loss] is var bound && bound == 0 ? "0" : Numerals.Significant(this[loss], 5);

    private static IEnumerable<double> SeenInArrays(ResultSet results, string loss) =>
        results
            .Surfaces.Select(s => (s.Provenance.Key, Array: SliceArrays.Loss(s.Objectives, s.Slugs, loss)))
            .Concat(
                results.Slices.Select(s => (s.Provenance.Key, Array: SliceArrays.Loss(s.Objectives, s.Slugs, loss)))
            )
            .Concat(
                results
                    .Lines.SelectMany(l => l.Losses.Select(o => (l.Provenance.Key, o.Objective, o.Slug)))
                    .Concat(
                        results.Paths.SelectMany(p => p.Losses.Select(o => (p.Provenance.Key, o.Objective, o.Slug)))
                    )
                    .Where(o => o.Objective == loss)
                    .Select(o => (o.Key, Array: SliceArrays.Loss(o.Slug)))
            )
            .SelectMany(s => results.Arrays(s.Key).TryGetValue(s.Array, out var array) ? array.Values : []);
}
