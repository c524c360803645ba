using Thalweg.Reports.Figures;
using Thalweg.Reports.Plotting;
using Thalweg.Reports.Sections.Roughness;
using Thalweg.Reports.Wording;
using Thalweg.Results.Records;

namespace Thalweg.Reports.Sections.Sweeps;

/// <summary>The valley radii that belong to a curve: a line at the median over seeds, and below the share of oscillating slices the interval of one
/// seed, or the range of several.</summary>
internal sealed class SweepValleys
{
    private const double RowHeight = 0.07;

    private readonly List<(SweepCurve Curve, List<ValleyRadiusRecord> Seeds)> valleys;

    public SweepValleys(StudyView study, IEnumerable<SweepCurve> curves) =>
        valleys = [
            .. curves
                .Select(curve =>
                    (curve, curve.Seeds.Select(s => Of(study, s.Sweep)).OfType<ValleyRadiusRecord>().ToList())
                )
                .Where(v => v.Item2.Count > 0),
        ];

    public bool Any => valleys.Count > 0;

    /// <summary>For captions: <c>Ritz 0.33 (0.25 to 0.45 over 5 seeds)</c>.</summary>
    public string Words => string.Join("; ", valleys.Select(v => $"{v.Curve.Style.Name} {Text(v.Seeds)}"));

    /// <summary>Whether some curve has the valley radii of several seeds.</summary>
    public bool AreRanges => valleys.Exists(v => v.Seeds.Count > 1);

    public IEnumerable<Mark> Lines(Axis axis, Axis upright) =>
        valleys
            .Select(v => (v.Curve, v.Seeds, Median: Middle(v.Seeds)))
            .Where(v => v.Median >= axis.Minimum && v.Median <= axis.Maximum)
            .Select(v => new LineMark(
                $"{v.Curve.Style.Name}, valley radius {Text(v.Seeds)}",
                v.Curve.Style.Ink,
                [v.Median, v.Median],
                [upright.Minimum, upright.Maximum]
            )
            {
                Dash = Dash.Dotted,
                Weight = Weight.Medium,
            });

    /// <summary>A panel with rows of intervals below its curves, cut off at the ends of the axis.</summary>
    public Panel Below(Panel panel)
    {
        var points = valleys.Select(
            (v, k) =>
            {
                var (low, high) = Ends(v.Seeds);
                return new PointsMark(
                    $"{v.Curve.Style.Name}, valley radius",
                    v.Curve.Style.Ink,
                    [Math.Min(Middle(v.Seeds), panel.X.Maximum)],
                    [-RowHeight * (k + 1)]
                )
                {
                    Marker = double.IsFinite(Middle(v.Seeds)) ? v.Curve.Style.Marker : Marker.OpenSquare,
                    Size = 0.4,
                    Lower = [Math.Max(low, panel.X.Minimum)],
                    Upper = [Math.Min(high, panel.X.Maximum)],
                    IntervalAlongX = true,
                    Notes = [Text(v.Seeds)],
                };
            }
        );
        return panel with
        {
            Y = panel.Y with { Minimum = panel.Y.Minimum - (RowHeight * valleys.Count) },
            Marks = [.. panel.Marks, .. points],
        };
    }

    /// <summary>The median; infinite where no more than half of the seeds have a finite one.</summary>
    private static double Middle(List<ValleyRadiusRecord> seeds)
    {
        double[] radii = [.. seeds.Select(s => s.ValleyRadius).Order()];
        return (radii[(radii.Length - 1) / 2] + radii[radii.Length / 2]) / 2;
    }

    private static (double Low, double High) Ends(List<ValleyRadiusRecord> seeds) =>
        seeds is [var only]
            ? (only.ValleyRadiusLower, only.ValleyRadiusUpper)
            : (seeds.Min(s => s.ValleyRadius), seeds.Max(s => s.ValleyRadius));

    private static string Text(List<ValleyRadiusRecord> seeds)
    {
        if (seeds is [var only])
        {
            return CentreTable.Radius(only);
        }
        var (low, high) = Ends(seeds);
        string Word(double radius) =>
            double.IsFinite(radius)
                ? Numerals.Significant(radius)
                : $"beyond {Numerals.Short(seeds.Max(s => s.LargestRadius))}";
        return $"{Word(Middle(seeds))} ({Word(low)} to {Word(high)} over {seeds.Count} seeds)";
    }

    private static ValleyRadiusRecord? Of(StudyView study, SweepRecord sweep) =>
        study
            .Results.Roughness.FirstOrDefault(r =>
                r.Valley is not null
                && r.IsFinal
                && (r.Objective, r.TrainedOn, r.Seed) == (sweep.Objective, sweep.TrainedOn, sweep.Seed)
            )
            ?.Valley;
}
