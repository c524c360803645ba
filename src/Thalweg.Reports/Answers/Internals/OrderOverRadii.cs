using Thalweg.Reports.Figures;
using Thalweg.Reports.Wording;
using Thalweg.Results.Records;

namespace Thalweg.Reports.Answers;

/// <summary>Whether which of two landscapes has the larger roughness index depends on how far one looks, as a sweep over l says.</summary>
internal static class OrderOverRadii
{
    /// <summary>A sentence where at two half-widths the intervals of every seed that was swept lie apart, and the other way round; else null.</summary>
    public static string? Of(StudyView study, string first, string second)
    {
        var decided = Decided(study, first, second);
        if (!Changes(decided))
        {
            return null;
        }
        var near = decided[0];
        var far = decided.FindLast(d => d.IsFirst != near.IsFirst);
        var (at, beyond) = near.IsFirst ? (first, second) : (second, first);
        return $"The order changes with l: the larger roughness index is that of {study.Styles[at].Name} at l = {Numerals.Short(near.Radius)} and that of {study.Styles[beyond].Name} at l = {Numerals.Short(far.Radius)}.";
    }

    /// <summary>Whether one landscape is decided to have the larger index at one half-width and the other at another.</summary>
    public static bool Changes(List<(double Radius, bool IsFirst)> decided) =>
        decided.Exists(d => d.IsFirst != decided[0].IsFirst);

    /// <summary>The half-widths at which the intervals of every seed that was swept lie apart in one order, and whether the first is larger.</summary>
    public static List<(double Radius, bool IsFirst)> Decided(StudyView study, string first, string second)
    {
        var (a, b) = (Indices(study, first), Indices(study, second));
        var decided = new List<(double Radius, bool IsFirst)>();
        foreach (var radius in a.Keys.Where(b.ContainsKey).Order())
        {
            var pairs = a[radius].Keys.Where(b[radius].ContainsKey).Select(s => (a[radius][s], b[radius][s])).ToList();
            if (pairs.Count == 0 || !pairs.TrueForAll(p => p.Item1.SeparatedFrom(p.Item2)))
            {
                continue;
            }
            var larger = pairs.Count(p => p.Item1.Value > p.Item2.Value);
            if (larger == pairs.Count || larger == 0)
            {
                decided.Add((radius, larger > 0));
            }
        }
        return decided;
    }

    /// <summary>How many seeds were swept, of the variant with the fewest of those that were.</summary>
    public static int Seeds(StudyView study, IReadOnlyList<string> labels) =>
        study
            .All.Sweeps.Where(s => s.TrainedOn is { } at && labels.Contains(at) && study.All.IsOwn(s.Objective, at))
            .GroupBy(s => s.TrainedOn)
            .Select(g => g.Select(s => s.Seed).Distinct().Count())
            .Min();

    /// <summary>RI by l and seed, of the rows that differ in l alone; over all seeds, as that of seed 0, where they were compared.</summary>
    public static Dictionary<double, Dictionary<ulong, Uncertain>> Indices(StudyView study, string label)
    {
        var indices = new Dictionary<double, Dictionary<ulong, Uncertain>>();
        var swept = (study.All.Comparison?.Swept ?? []).Where(s =>
            s.Seeds > 1
            && s.TrainedOn == label
            && study.All.IsOwn(s.Objective, label)
            && study.All.Sweeps.Any(sweep => sweep.TrainedOn == label)
        );
        foreach (
            var rows in swept
                .GroupBy(s => (s.Directions, s.Intervals))
                .Where(g => g.Select(s => s.Radius).Distinct().Count() > 1)
        )
        {
            foreach (var s in rows)
            {
                indices.TryAdd(s.Radius, []);
                indices[s.Radius].TryAdd(0, new(s.Roughness.Value, s.Roughness.Lower, s.Roughness.Upper));
            }
        }
        if (indices.Count > 0)
        {
            return indices;
        }
        foreach (var sweep in study.All.Sweeps)
        {
            if (sweep.TrainedOn != label || sweep.Seed is not { } seed || !study.All.IsOwn(sweep.Objective, label))
            {
                continue;
            }
            foreach (
                var rows in sweep
                    .Rows.Where(r => double.IsFinite(r.Roughness))
                    .GroupBy(r => (r.Directions, r.Intervals))
                    .Where(g => g.Select(r => r.Radius).Distinct().Count() > 1)
            )
            {
                foreach (SweepRow row in rows)
                {
                    indices.TryAdd(row.Radius, []);
                    indices[row.Radius].TryAdd(seed, new(row.Roughness, row.IntervalLower, row.IntervalUpper));
                }
            }
        }
        return indices;
    }
}
