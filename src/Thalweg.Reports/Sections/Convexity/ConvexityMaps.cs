using Thalweg.Formats.Arrays;
using Thalweg.Formats.Tables;
using Thalweg.Reports.Figures;
using Thalweg.Reports.Plotting;
using Thalweg.Reports.Wording;
using Thalweg.Results.Records;

namespace Thalweg.Reports.Sections.Convexity;

/// <summary>Maps of the smallest eigenvalue, and of its proportion to the largest, with what is negative beyond its bound marked.</summary>
internal static class ConvexityMaps
{
    private const int MostMaps = 6;

    public static IEnumerable<Exhibit> Of(StudyView study)
    {
        var seed = study
            .Results.Convexity.GroupBy(c => c.Seed)
            .OrderByDescending(g => g.Select(c => c.TrainedOn).Distinct().Count())
            .ThenBy(g => g.Key)
            .FirstOrDefault();
        var maps = (seed ?? Enumerable.Empty<ConvexityRecord>())
            .Select(record => new Map(record, study.Results.Arrays(record.Provenance.Key)))
            .Where(map => map.IsWhole)
            .Take(MostMaps)
            .ToList();
        if (maps.Count == 0)
        {
            yield break;
        }
        var scale = new SymmetricScale(
            maps.Max(m => m.Bounds.Where(double.IsFinite).DefaultIfEmpty(0).Max()),
            -maps.Max(m => m.Magnitude),
            maps.Max(m => m.Magnitude)
        );
        var ratios = new SymmetricScale(1e-12, -1, 1);
        var records = maps.ConvertAll(m => m.Record);
        yield return new Exhibit(
            new Figure
            {
                Id = "smallest-eigenvalue",
                Title = "Smallest eigenvalue on planes through the trained points",
                Description =
                    "Colour fields of the smallest eigenvalue of the Hessian and of its proportion to the largest, on scales of both signs; crosses where it is negative beyond its bound.",
                Panels =
                [
                    .. maps.SelectMany(map =>
                        new[]
                        {
                            Panel(study, map, "λ min", map.Smallest, scale, Colours("λ min", scale)),
                            Panel(study, map, "λ min / λ max", map.Ratios, ratios, Colours("λ min / λ max", ratios)),
                        }
                    ),
                ],
                Columns = 2,
                Together = 2,
                Compact = true,
            },
            Caption(study, maps),
            Data(maps),
            study.ArrayLinks(
                study.Results.Convexity.Select(c =>
                    ($"{study.Styles[c.TrainedOn].Name} seed {c.Seed}", c.Provenance.Key)
                )
            )
        );
    }

    private static string Caption(StudyView study, List<Map> maps)
    {
        var first = maps[0].Record;
        var points = maps.ConvertAll(m => (m.Record.TrainedOn, m.Record.Seed, m.Record.Step));
        var axes = first.Axes is { } own
            ? $"{SliceAxisWords.Plane(own)}; {SliceAxisWords.Caption(own)}"
            : RuleWords.Directions(first.Directions, first.Normalize, first.Bias);
        return $"The smallest eigenvalue of the Hessian of each loss, of all its directions and not of the plane alone, on {Numerals.Integer(first.Plane.Points)} points of the plane through the trained {(PointNames.AreOne(points) ? "point" : "points")} of {PointNames.Words(study, points)}: directions {axes}. "
            + "Left λ min on a scale that is linear up to the largest bound and logarithmic beyond it, right its proportion to λ max. A cross marks what is negative beyond its bound; where there is none the sign is positive or not decided. Points between are not seen, and no map shows that a loss is convex.";
    }

    private static ColourScale Colours(string title, SymmetricScale scale)
    {
        var axis = scale.Axis(title);
        var most = Math.Max(Math.Abs(axis.Minimum), Math.Abs(axis.Maximum));
        return new ColourScale(title, ColourMap.Diverging, -most, most, false) { Given = axis.Ticks };
    }

    private static Panel Panel(
        StudyView study,
        Map map,
        string what,
        double[] values,
        SymmetricScale scale,
        ColourScale colours
    )
    {
        var centre = study.Styles[map.Record.TrainedOn];
        var grid = new Grid(map.T1, map.T2, [.. values.Select(scale.At)], false) { Linear = scale.Linear };
        int[] negative = [.. Enumerable.Range(0, map.Smallest.Length).Where(i => map.Smallest[i] < -map.Bounds[i])];
        var marks = new List<Mark> { new FieldMark($"{what} {centre.Name}, seed {map.Record.Seed}", grid, what) };
        if (negative.Length > 0)
        {
            marks.Add(
                new PointsMark(
                    "negative beyond its bound",
                    Ink.Black,
                    [.. negative.Select(i => map.T1[i / map.T2.Length])],
                    [.. negative.Select(i => map.T2[i % map.T2.Length])]
                )
                {
                    Marker = Marker.Cross,
                    Size = 0.35,
                    Notes =
                    [
                        .. negative.Select(i =>
                            $"λ min = {Numerals.Significant(map.Smallest[i], 4)} ± {Numerals.Significant(map.Bounds[i])}"
                        ),
                    ],
                }
            );
        }
        marks.Add(new PointsMark("trained point", Ink.White, [0.0], [0.0]) { Size = 0.75, Outline = Ink.Black });
        return new Panel
        {
            Lead = $"{study.Styles.Loss(map.Record.Objective, map.Record.TrainedOn).Name} loss",
            LeadInk = centre.Ink,
            Title = $"{what} around the {centre.Name} point",
            X = new Axis(map.AxisTitle(0), false, map.T1[0], map.T1[^1]),
            Y = new Axis(map.AxisTitle(1), false, map.T2[0], map.T2[^1]),
            Marks = marks,
            Aspect = 1,
            LinkX = "t1",
            LinkY = "t2",
            OwnScale = colours,
        };
    }

    private static CsvTable Data(List<Map> maps)
    {
        var table = new CsvTable("objective", "trained_on", "seed", "t1", "t2", "smallest", "largest", "bound");
        foreach (var map in maps)
        {
            for (var i = 0; i < map.Smallest.Length; i++)
            {
                table.Add(
                    map.Record.Objective,
                    map.Record.TrainedOn,
                    map.Record.Seed,
                    map.T1[i / map.T2.Length],
                    map.T2[i % map.T2.Length],
                    map.Smallest[i],
                    map.Largest[i],
                    map.Bounds[i]
                );
            }
        }
        return table;
    }

    /// <summary>One record with its plane.</summary>
    private sealed class Map(ConvexityRecord record, IReadOnlyDictionary<string, NpyArray> arrays)
    {
        public ConvexityRecord Record => record;

        public double[] T1 { get; } = Array(arrays, "t1");

        public double[] T2 { get; } = Array(arrays, "t2");

        public double[] Smallest { get; } = Array(arrays, "smallest");

        public double[] Largest { get; } = Array(arrays, "largest");

        public double[] Bounds { get; } = Array(arrays, "bounds");

        public double[] Ratios =>
            [.. Smallest.Zip(Largest, (λ, largest) => largest > 0 ? Math.Max(-1, λ / largest) : double.NaN)];

        public double Magnitude => Smallest.Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty(0).Max();

        public bool IsWhole =>
            Smallest.Length > 0
            && Smallest.Length == T1.Length * T2.Length
            && Largest.Length == Smallest.Length
            && Bounds.Length == Smallest.Length;

        public string AxisTitle(int index) =>
            record.Axes is { } axes
                ? SliceAxisWords.Title(axes[index], index)
                : SliceAxisWords.Title(record.Normalize, index);

        private static double[] Array(IReadOnlyDictionary<string, NpyArray> arrays, string name) =>
            arrays.TryGetValue(name, out var array) ? array.Values : [];
    }
}
