using Thalweg.Reports.Reading;
using Thalweg.Reports.Wording;

namespace Thalweg.Reports.Figures;

/// <summary>L*, the value that losses are measured from: the known infimum, or else the lowest loss seen in any record.</summary>
internal sealed class LowerBounds
{
    private readonly Dictionary<string, (double Value, bool Known)> _bounds = [];

    public LowerBounds(ResultSet results, Func<string, IEnumerable<double>> seenElsewhere)
    {
        var labels = results
            .Variants.Concat(results.Surfaces.SelectMany(s => s.Objectives))
            .Concat(results.Slices.SelectMany(s => s.Objectives));
        foreach (var label in labels.Distinct())
        {
            double? known =
                results.Trains.FirstOrDefault(t => t.Formulation == label && t.LowerBound is not null)?.LowerBound
                ?? results
                    .Surfaces.Select(s => s.LowerBounds.GetValueOrDefault(label))
                    .FirstOrDefault(b => b is not null)
                ?? results
                    .Slices.Select(s => s.LowerBounds.GetValueOrDefault(label))
                    .FirstOrDefault(b => b is not null);
            var seen = results
                .Trains.Where(t => t.Formulation == label)
                .SelectMany(t => t.History.Loss)
                .Concat(results.Trains.SelectMany(t => t.History.OtherLosses.GetValueOrDefault(label) ?? []))
                .Concat(known is null ? seenElsewhere(label) : [])
                .Where(double.IsFinite)
                .DefaultIfEmpty(double.NaN)
                .Min();
            _bounds[label] = (known ?? seen, known is not null);
        }
    }

    public double this[string label] => _bounds.TryGetValue(label, out var bound) ? bound.Value : double.NaN;

    public bool IsKnown(string label) => _bounds.TryGetValue(label, out var bound) && bound.Known;

    /// <summary>For captions: <c>L* = −2.4674 for Ritz (known infimum), 0 for Galerkin (known infimum)</c>.</summary>
    public string Describe(IEnumerable<FormulationStyle> styles) =>
        "L* = "
        + string.Join(
            ", ",
            styles.Select(s =>
                $"{Value(s.Label)} for {s.Name} ({(IsKnown(s.Label) ? "known infimum" : "lowest value seen")})"
            )
        );

    /// <summary>The value with five digits.</summary>
    public string Value(string label) =>
        this[label] is var bound && bound == 0 ? "0" : Numerals.Significant(this[label], 5);
}
