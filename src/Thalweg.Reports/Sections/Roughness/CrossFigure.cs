using Thalweg.Reports.Figures;
using Thalweg.Reports.Plotting;
using Thalweg.Results.Records;

namespace Thalweg.Reports.Sections.Roughness;

/// <summary>The index of every loss where every training ended.</summary>
internal static class CrossFigure
{
    public static IEnumerable<Exhibit> Of(StudyView study)
    {
        List<RoughnessRecord> all = [.. MeasuredPlaces.Of(study.Results.Roughness.Where(r => r.IsFinal))];
        if (all.Find(r => !study.IsOwn(r.Objective, r.TrainedOn)) is { } other)
        {
            yield return AtTrainedPoints(study, all.FindAll(r => OwnEnds.Settings(r) == OwnEnds.Settings(other)));
        }
    }

    private static Exhibit AtTrainedPoints(StudyView study, List<RoughnessRecord> records)
    {
        var groups = records
            .GroupBy(r => (r.Objective, r.TrainedOn))
            .OrderBy(g => study.IsOwn(g.Key.Objective, g.Key.TrainedOn) ? 0 : 1)
            .ToList();
        var (marks, ticks, values) = (new List<Mark>(), new List<Tick>(), new List<double>());
        for (var row = 0; row < groups.Count; row++)
        {
            var key = groups[row].Key;
            var (objective, centre) = (study.Styles.Loss(key.Objective, key.TrainedOn), study.Styles[key.TrainedOn]);
            var seeds = groups[row].OrderBy(r => r.Seed).ToList();
            var name = $"{objective.Name} loss at {centre.Name} point";
            ticks.Add(new Tick(-row, name));
            marks.Add(
                new PointsMark(
                    name,
                    objective.Ink,
                    [.. seeds.Select(r => r.Roughness)],
                    [.. seeds.Select((_, k) => -row + Offset(k, seeds.Count))]
                )
                {
                    Marker = objective.Marker,
                    Lower = [.. seeds.Select(r => r.IntervalLower)],
                    Upper = [.. seeds.Select(r => r.IntervalUpper)],
                    IntervalAlongX = true,
                    Notes = [.. seeds.Select(r => $"seed {r.Seed}: {IndexWords.Text(r)}")],
                }
            );
            values.AddRange(seeds.SelectMany(IndexWords.Shown));
            if (
                study.Results.Comparison?.Cross.FirstOrDefault(c =>
                    c.Objective == objective.Label && c.TrainedOn == centre.Label
                ) is
                { } cell
            )
            {
                marks.Add(IndexWords.Pooled(cell, objective, -row - 0.42));
                values.AddRange([cell.Roughness, cell.IntervalLower, cell.IntervalUpper]);
            }
        }
        var figure = new Figure
        {
            Id = "roughness-cross",
            Title = "Roughness index of each loss at each trained point",
            Description =
                "One point with its 95 % interval per seed, a mark for all seeds together; rows are the loss that is sliced and the run whose end is the centre.",
            Panels =
            [
                new Panel
                {
                    Title = "",
                    X = Axis.Log("roughness index RI = std T / mean T", values),
                    Y = new Axis("", false, -groups.Count + 0.4, 0.5, ticks),
                    Marks = marks,
                    Aspect = 0,
                    LeastHeight = RowHeight(groups.Count) * groups.Count,
                },
            ],
            Columns = 1,
        };
        var caption =
            "One point per seed with its 95 % interval over directions"
            + (
                study.Results.Comparison is null
                    ? "."
                    : "; the large diamond is all seeds together, seeds as the outer level of its interval."
            )
            + $" {IndexWords.Briefly(records)}.{IndexWords.CutOff(records)}{IndexWords.Resolution(records)}";
        return new Exhibit(figure, caption, RoughnessTable.Of(records), []) { IsLater = true };
    }

    // Many rows must still fit on a printed page.
    private static double RowHeight(int rows) => Math.Clamp(34.0 / rows, 2.2, 5);

    private static double Offset(int index, int count) => count == 1 ? 0 : 0.32 - (0.52 * index / (count - 1));
}
