using Thalweg.Reports.Plotting;

namespace Thalweg.Reports.Figures;

/// <summary>How a formulation looks everywhere: name, colour, dash and marker, so that colour is never the only sign.</summary>
public sealed record FormulationStyle(string Label, string Name, Ink Ink, Dash Dash, Marker Marker);

/// <summary>The styles of a study's formulations: Ritz and Galerkin keep their own, others take the next free ones.</summary>
public sealed class FormulationStyles
{
    private static readonly Dash[] Dashes =
    [
        Dash.Solid,
        Dash.Dashed,
        Dash.Dotted,
        Dash.DashDot,
        Dash.Dashed,
        Dash.Dotted,
    ];
    private static readonly Marker[] Markers =
    [
        Marker.Circle,
        Marker.Square,
        Marker.Diamond,
        Marker.Triangle,
        Marker.Cross,
        Marker.OpenSquare,
    ];

    private readonly Dictionary<string, FormulationStyle> _styles = [];

    public FormulationStyles(IEnumerable<string> labels)
    {
        var taken = new HashSet<int>();
        var all = labels.Distinct().ToList();
        foreach (var (word, index) in new[] { ("ritz", 0), ("galerkin", 1) })
        {
            var own = all.Find(l => l == word) ?? all.Find(l => l.StartsWith(word + "(", StringComparison.Ordinal));
            if (own is not null)
            {
                Add(own, index);
                taken.Add(index);
            }
        }
        var next = 2;
        foreach (var label in all.Where(l => !_styles.ContainsKey(l)))
        {
            Add(label, next++);
        }
    }

    public FormulationStyle this[string? label] =>
        _styles.TryGetValue(label ?? "", out var style) ? style : Add(label ?? "", _styles.Count);

    private FormulationStyle Add(string label, int index)
    {
        var name = label.Length == 0 ? "(unnamed)" : char.ToUpperInvariant(label[0]) + label[1..];
        index %= Theme.SeriesCount;
        return _styles[label] = new FormulationStyle(label, name, Ink.Series(index), Dashes[index], Markers[index]);
    }
}
