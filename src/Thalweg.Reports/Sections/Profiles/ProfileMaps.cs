using Thalweg.Formats.Arrays;
using Thalweg.Formats.Tables;
using Thalweg.Reports.Figures;
using Thalweg.Reports.Plotting;
using Thalweg.Reports.Wording;
using Thalweg.Results.Records;

namespace Thalweg.Reports.Sections.Profiles;

/// <summary>Maps of solution, error and residual over a plane, one panel per variant, for the first seed of each.</summary>
internal static class ProfileMaps
{
    /// <summary>A shared scale hides a panel whose largest value is this much smaller; then each is shown on its own too.</summary>
    private const double Flattened = 3;

    /// <summary>Share of the largest value that both signs must reach for a field to be shown around zero.</summary>
    private const double BothSigns = 0.1;

    /// <summary>Share of the points that may lie beyond the scale of an error or a residual, where the largest lie far beyond: a layer that is a few points
    /// wide would take all of its colours.</summary>
    private const double Beyond = 0.005;

    private const double FarBeyond = 2;

    private static readonly string[] Coordinates = ["x", "x1", "x2", "t"];

    private static readonly string[] Derived = ["exact", "error", "residual"];

    /// <summary>One unknown of the problem and what is shown of it.</summary>
    /// <param name="Tail">Behind names of arrays and figures: nothing for the first one.</param>
    private sealed record Unknown(string Name, string Tail, IReadOnlyList<Shown> Wrong)
    {
        public string Exact => $"exact{Tail}";
    }

    /// <param name="Title">So short that it fits above a map on a phone.</param>
    private sealed record Shown(string Array, string Title, string Name);

    private sealed record Map(VariantStyle Style, ProfileRecord Profile, IReadOnlyDictionary<string, NpyArray> Arrays)
    {
        /// <summary>Name of the array of the second coordinate: <c>t</c> where it is a time.</summary>
        public string Second => Arrays.ContainsKey("t") ? "t" : "x2";
    }

    public static IEnumerable<Exhibit> Of(StudyView study, List<ProfileRecord> profiles)
    {
        var maps = profiles
            .GroupBy(p => p.Formulation)
            .Select(g => new Map(study.Styles[g.Key], g.First(), study.Results.Arrays(g.First().Provenance.Key)))
            .Where(m => m.Arrays.ContainsKey("x1") && m.Arrays.ContainsKey(m.Second))
            .ToList();
        if (maps.Count == 0)
        {
            yield break;
        }
        foreach (var unknown in Unknowns(maps))
        {
            yield return Solutions(study, Having(maps, unknown.Name), unknown);
            List<Shown> wrong = [.. unknown.Wrong.Where(w => Having(maps, w.Array).Count > 0)];
            if (wrong.Count > 0)
            {
                yield return Wrongs(study, maps, unknown, wrong, isShared: true);
            }
            if (wrong.Exists(w => IsFlattened(Having(maps, w.Array), w.Array)))
            {
                yield return Wrongs(study, maps, unknown, wrong, isShared: false);
            }
        }
    }

    private static IEnumerable<Unknown> Unknowns(List<Map> maps)
    {
        string[] names =
        [
            .. maps.SelectMany(m => m.Arrays.Keys)
                .Where(key =>
                    !Coordinates.Contains(key)
                    && !Array.Exists(Derived, kind => key.StartsWith(kind, StringComparison.Ordinal))
                )
                .Distinct(),
        ];
        return names.Select(
            (name, k) =>
                new Unknown(
                    name,
                    k == 0 ? "" : $"_{name}",
                    [
                        new(
                            k == 0 ? "error" : $"error_{name}",
                            k == 0 ? "error" : $"error of {name}",
                            $"error {name} − {name}*"
                        ),
                        // Of a system each equation stands beside one unknown.
                        k == 0
                            ? new("residual", "residual", "residual of the equation")
                            : new($"residual{k + 1}", $"residual {k + 1}", $"residual of equation {k + 1}"),
                    ]
                )
        );
    }

    private static List<Map> Having(List<Map> maps, string array) => maps.FindAll(m => m.Arrays.ContainsKey(array));

    private static bool IsFlattened(List<Map> maps, string array)
    {
        var largest = maps.Select(m => Finite(m, array).Select(Math.Abs).DefaultIfEmpty(0).Max()).ToList();
        return largest.Count > 1 && largest.Max() > Flattened * largest.Min();
    }

    private static Exhibit Solutions(StudyView study, List<Map> maps, Unknown unknown)
    {
        var title = $"solution {unknown.Name}";
        var panels = maps.Select(m => Panel(m, unknown.Name, title, null)).ToList();
        if (maps[0].Arrays.ContainsKey(unknown.Exact))
        {
            panels.Add(Panel(maps[0], unknown.Exact, "exact solution", null) with { Lead = "" });
        }
        var figure = new Figure
        {
            Id = unknown.Tail.Length == 0 ? "map-u" : $"map{Id(unknown)}",
            Title = $"Solution {unknown.Name}",
            Description = $"Maps over the plane {Plane(maps)}, one per variant, on one scale.",
            Panels = panels,
            Columns = Math.Min(4, panels.Count),
            SharedScale = Scale(title, maps.SelectMany(m => Finite(m, unknown.Name)), signed: false),
            Compact = true,
        };
        return new Exhibit(
            figure,
            $"{Words(maps)} The panels share one scale.",
            Data(maps, [unknown.Name]),
            ProfileFigures.Links(study, study.Results.Profiles)
        );
    }

    /// <summary>Error and residual of each variant side by side.</summary>
    private static Exhibit Wrongs(StudyView study, List<Map> maps, Unknown unknown, List<Shown> wrong, bool isShared)
    {
        var scales = wrong.ToDictionary(
            w => w.Array,
            w => WrongScale(w.Title, Having(maps, w.Array).SelectMany(m => Finite(m, w.Array)))
        );
        List<Panel> panels =
        [
            .. maps.SelectMany(m =>
                wrong
                    .Where(w => m.Arrays.ContainsKey(w.Array))
                    .Select(w =>
                        Panel(m, w.Array, w.Title, isShared ? scales[w.Array] : WrongScale(w.Title, Finite(m, w.Array)))
                    )
            ),
        ];
        var isCut = panels.Exists(p =>
            p.Marks.OfType<FieldMark>()
                .Any(f => f.Grid.Finite.Select(Math.Abs).DefaultIfEmpty(0).Max() > p.OwnScale!.Maximum)
        );
        var titles = string.Join(" and ", wrong.Select(w => w.Name));
        var (id, of, how) = isShared
            ? ("map-wrong", "", "All variants have one scale for each of them, given above every panel.")
            : ("map-wrong-own", ", each on its own scale", "Each panel has its own scale, given above it.");
        var figure = new Figure
        {
            Id = id + Id(unknown),
            Title = char.ToUpperInvariant(titles[0]) + titles[1..] + of,
            Description = $"Maps over the plane {Plane(maps)}, side by side for each variant. {how}",
            Panels = panels,
            Columns = 4,
            Together = wrong.Count,
            Compact = true,
        };
        return new Exhibit(
            figure,
            $"{Words(maps)} {how}{(isCut ? $" A scale ends where {Numerals.Short(100 * Beyond)} % of the points lie beyond it: these have its last colours." : "")} The other seeds are in the arrays.",
            Data(maps, [.. wrong.Select(w => w.Array)]),
            ProfileFigures.Links(study, study.Results.Profiles)
        )
        {
            DataId = $"map-wrong{Id(unknown)}",
            View = $"map-wrong{Id(unknown)}",
            ViewName = isShared ? "one scale for all" : "each its own scale",
        };
    }

    // A component may be called u[1].
    private static string Id(Unknown unknown) =>
        unknown.Tail.Length == 0 ? "" : $"-{string.Concat(unknown.Name.Where(char.IsAsciiLetterOrDigit))}";

    private static string Plane(List<Map> maps) => maps[0].Second == "t" ? "(x, t)" : "(x₁, x₂)";

    private static string Words(List<Map> maps)
    {
        var seeds = string.Join(", ", maps.Select(m => $"{m.Style.Name} seed {m.Profile.Seed}"));
        var description = maps[0].Profile.Description.TrimEnd('.');
        return $"At the last step, {seeds}{(description.Length > 0 ? $", {description}" : "")}.";
    }

    private static Panel Panel(Map map, string name, string title, ColourScale? own)
    {
        var grid = new Grid(map.Arrays["x1"].Values, map.Arrays[map.Second].Values, map.Arrays[name].Values, false);
        return new Panel
        {
            Lead = map.Style.Name,
            LeadInk = map.Style.Ink,
            Title = title,
            X = Axis.Linear(map.Second == "t" ? "x" : "x₁", grid.X, 0),
            Y = Axis.Linear(map.Second == "t" ? "t" : "x₂", grid.Y, 0),
            Marks = [new FieldMark($"{map.Style.Name}, seed {map.Profile.Seed}", grid, name)],
            Aspect = map.Second == "t" ? 1 : Shape(grid),
            LinkX = "x1",
            LinkY = "x2",
            OwnScale = own,
        };
    }

    // Circles are round, as far as a panel bears it; a time has another unit.
    private static double Shape(Grid grid) => Math.Clamp((grid.Y[^1] - grid.Y[0]) / (grid.X[^1] - grid.X[0]), 0.4, 2);

    private static IEnumerable<double> Finite(Map map, string name) => map.Arrays[name].Values.Where(double.IsFinite);

    private static ColourScale Scale(string title, IEnumerable<double> values, bool signed)
    {
        var all = values.DefaultIfEmpty(0).ToList();
        var largest = all.Max(Math.Abs) is var m && m > 0 ? m : 1;
        var (low, high) = (all.Min(), all.Max());
        // A solution that is positive but for its error is none of both signs.
        if (signed || (low < -BothSigns * largest && high > BothSigns * largest))
        {
            return new ColourScale(title, ColourMap.Diverging, -largest, largest, false);
        }
        return new ColourScale(title, ColourMap.Viridis, low, high > low ? high : low + largest, false);
    }

    private static ColourScale WrongScale(string title, IEnumerable<double> values)
    {
        var all = values.ToList();
        double[] sizes = [.. all.Select(Math.Abs).DefaultIfEmpty(0).Order()];
        var most = sizes[(int)((1 - Beyond) * (sizes.Length - 1))];
        return Scale(
            title,
            most > 0 && sizes[^1] > FarBeyond * most ? all.Select(v => Math.Clamp(v, -most, most)) : all,
            signed: true
        );
    }

    private static CsvTable Data(List<Map> maps, IReadOnlyList<string> names)
    {
        var table = new CsvTable(["variant", "seed", "x1", maps[0].Second, .. names]);
        foreach (var map in maps)
        {
            var (x, y) = (map.Arrays["x1"].Values, map.Arrays[map.Second].Values);
            var columns = names.Select(name => map.Arrays.TryGetValue(name, out var own) ? own.Values : null).ToList();
            for (var i = 0; i < x.Length; i++)
            {
                for (var j = 0; j < y.Length; j++)
                {
                    table.Add([
                        map.Profile.Formulation,
                        map.Profile.Seed,
                        x[i],
                        y[j],
                        .. columns.Select(values => (object?)values?[(i * y.Length) + j]),
                    ]);
                }
            }
        }
        return table;
    }
}
