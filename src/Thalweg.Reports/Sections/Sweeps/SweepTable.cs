using Thalweg.Formats.Tables;
using Thalweg.Reports.Figures;
using Thalweg.Reports.Sections.Roughness;

namespace Thalweg.Reports.Sections.Sweeps;

/// <summary>Every number of the sweeps of a figure, by seed, and what they come to over all seeds.</summary>
internal static class SweepTable
{
    /// <summary>Rows by seed hold what their records hold; rows without a seed are over as many seeds as they say, with intervals over them.</summary>
    public static CsvTable Of(StudyView study, IReadOnlyList<SweepCurve> curves)
    {
        var table = new CsvTable(["objective", "trained_on", "seed", "seeds", .. IndexColumns.Names]);
        var sweeps = curves.SelectMany(c => c.Seeds).Select(s => s.Sweep).Distinct().ToList();
        var shown = curves
            .SelectMany(c => c.Seeds)
            .SelectMany(s => s.Points)
            .Select(p => (p.Directions, p.Intervals, p.Radius))
            .ToHashSet();
        foreach (var sweep in sweeps)
        {
            foreach (var row in sweep.Rows.Where(r => shown.Contains((r.Directions, r.Intervals, r.Radius))))
            {
                table.Add([sweep.Objective, sweep.TrainedOn, sweep.Seed, 1, .. IndexColumns.Of(row).Values]);
            }
        }
        foreach (var s in study.Results.Comparison?.Swept ?? [])
        {
            if (
                s.Seeds > 1
                && shown.Contains((s.Directions, s.Intervals, s.Radius))
                && sweeps.Exists(of => of.Objective == s.Objective && of.TrainedOn == s.TrainedOn)
            )
            {
                table.Add([s.Objective, s.TrainedOn, null, s.Seeds, .. IndexColumns.Of(s).Values]);
            }
        }
        return table;
    }
}
