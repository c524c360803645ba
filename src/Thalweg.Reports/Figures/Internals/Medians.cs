namespace Thalweg.Reports.Figures;

/// <summary>Medians over seeds, for the bold curves and the tables.</summary>
internal static class Medians
{
    /// <summary>Median of the finite values; NaN where half of all values or more are not finite.</summary>
    public static double Of(IReadOnlyList<double> values)
    {
        // Counting a failed seed as infinitely bad keeps the median honest: leaving it out would flatter the method.
        var sorted = values.Select(v => double.IsFinite(v) ? v : double.PositiveInfinity).Order().ToArray();
        if (sorted.Length == 0)
        {
            return double.NaN;
        }
        var middle = (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
        return double.IsFinite(middle) ? middle : double.NaN;
    }

    /// <summary>Median curve of runs that may have been recorded at different steps: taken where all runs have a value.</summary>
    public static (double[] X, double[] Y) Curve(
        IReadOnlyList<(IReadOnlyList<long> Steps, IReadOnlyList<double> Values)> runs
    )
    {
        if (runs.Count == 0)
        {
            return ([], []);
        }
        var maps = runs.Select(r =>
                r.Steps.Select((s, i) => (s, i)).DistinctBy(p => p.s).ToDictionary(p => p.s, p => r.Values[p.i])
            )
            .ToList();
        var steps = maps.SelectMany(m => m.Keys)
            .Distinct()
            .Order()
            .Where(s => maps.All(m => m.ContainsKey(s)))
            .ToArray();
        return ([.. steps.Select(s => (double)s)], [.. steps.Select(s => Of([.. maps.Select(m => m[s])]))]);
    }
}
