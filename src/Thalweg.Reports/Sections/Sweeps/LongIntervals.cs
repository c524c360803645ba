using Thalweg.Reports.Plotting;
using Thalweg.Reports.Wording;

namespace Thalweg.Reports.Sections.Sweeps;

/// <summary>Intervals that would flatten a panel: where one or two slices oscillate, the interval of their mean reaches far beyond every mean. They
/// are cut, with a mark that says so.</summary>
internal static class LongIntervals
{
    /// <summary>How far an interval may set the axis, in units of the largest value.</summary>
    private const double Reach = 1.5;

    /// <summary>From 0 over the values and the intervals that do not reach far beyond them; linear.</summary>
    public static Axis Axis(string title, IReadOnlyList<Mark> marks)
    {
        var points = marks.OfType<PointsMark>().ToList();
        var largest = points.SelectMany(p => p.Y).Where(double.IsFinite).DefaultIfEmpty(0).Max();
        return largest > 0
            ? Plotting.Axis.Linear(
                title,
                [0, largest, .. points.SelectMany(p => p.Upper ?? []).Select(end => Math.Min(end, Reach * largest))]
            )
            : new Axis(title, false, -0.04, 1);
    }

    /// <summary>A triangle at the top of the axis for each interval that goes on.</summary>
    public static IEnumerable<PointsMark> Marks(IEnumerable<Mark> marks, Axis axis)
    {
        foreach (var points in marks.OfType<PointsMark>().Where(p => p.Upper is not null && !p.IntervalAlongX))
        {
            var beyond = Enumerable
                .Range(0, points.X.Count)
                .Where(i => points.Y[i] > 0 && !(points.Upper![i] <= axis.Maximum))
                .ToList();
            if (beyond.Count > 0)
            {
                yield return new PointsMark(
                    points.Name,
                    points.Ink,
                    [.. beyond.Select(i => points.X[i])],
                    [.. beyond.Select(_ => axis.Maximum)]
                )
                {
                    Marker = Marker.Triangle,
                    Size = 0.6,
                    Notes = [.. beyond.Select(i => Note(points.Y[i], points.Upper![i]))],
                };
            }
        }
    }

    private static string Note(double value, double end) =>
        double.IsFinite(end)
            ? $"{Numerals.Significant(value)}, its interval goes on to {Numerals.Significant(end)}"
            : $"{Numerals.Significant(value)}, its interval has no upper end";
}
