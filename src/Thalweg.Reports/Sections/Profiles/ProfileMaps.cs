using Thalweg.Formats.Arrays;
using Thalweg.Formats.Tables;
using Thalweg.Reports.Figures;
using Thalweg.Reports.Plotting;
using Thalweg.Results.Records;

namespace Thalweg.Reports.Sections.Profiles;

/// <summary>Maps of solution, error and residual over a plane, one panel per variant, for the first seed of each.</summary>
internal static class ProfileMaps
{
    /// <summary>A shared scale hides a panel whose largest value is this much smaller; then each is shown on its own too.</summary>
    private const double Flattened = 3;

    /// <summary>Share of the largest value that both signs must reach for a field to be shown around zero.</summary>
    private const double BothSigns = 0.1;

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
        foreach (
            var (name, title, signed) in new[]
            {
                ("u", "solution u", false),
                ("error", "error u − u*", true),
                ("residual", "residual of the equation", true),
            }
        )
        {
            var shown = maps.Where(m => m.Arrays.ContainsKey(name)).ToList();
            if (shown.Count == 0)
            {
                continue;
            }
            yield return Shared(study, shown, name, title, signed);
            var largest = shown.Select(m => Finite(m, name).Select(Math.Abs).DefaultIfEmpty(0).Max()).ToList();
            if (signed && shown.Count > 1 && largest.Max() > Flattened * largest.Min())
            {
                yield return Own(study, shown, name, title);
            }
        }
    }

    private static Exhibit Shared(StudyView study, List<Map> maps, string name, string title, bool signed)
    {
        var scale = Scale(title, maps.SelectMany(m => Finite(m, name)), signed);
        var panels = maps.Select(m => Panel(m, name, title, null)).ToList();
        if (name == "u" && maps[0].Arrays.ContainsKey("exact"))
        {
            panels.Add(Panel(maps[0], "exact", "exact solution", null) with { Lead = "" });
        }
        return Exhibit(study, maps, name, $"map-{name}", title, panels, scale, "The panels share one scale.") with
        {
            View = $"map-{name}",
            ViewName = "one scale for all",
        };
    }

    private static Exhibit Own(StudyView study, List<Map> maps, string name, string title)
    {
        var panels = maps.Select(m => Panel(m, name, title, Scale(title, Finite(m, name), signed: true))).ToList();
        return Exhibit(
            study,
            maps,
            name,
            $"map-{name}-own",
            $"{title}, each on its own scale",
            panels,
            null,
            "Each panel has its own scale, given above it."
        ) with
        {
            View = $"map-{name}",
            ViewName = "each its own scale",
        };
    }

    private static Exhibit Exhibit(
        StudyView study,
        List<Map> maps,
        string name,
        string id,
        string title,
        List<Panel> panels,
        ColourScale? scale,
        string scales
    )
    {
        var figure = new Figure
        {
            Id = id,
            Title = char.ToUpperInvariant(title[0]) + title[1..],
            Description =
                $"Maps over the plane {(maps[0].Second == "t" ? "(x, t)" : "(x₁, x₂)")}, one per variant. {scales}",
            Panels = panels,
            Columns = Math.Min(3, panels.Count),
            SharedScale = scale,
            Compact = true,
        };
        var seeds = string.Join(", ", maps.Select(m => $"{m.Style.Name} seed {m.Profile.Seed}"));
        var description = maps[0].Profile.Description.TrimEnd('.');
        var caption =
            $"At the last step, {seeds}{(description.Length > 0 ? $", {description}" : "")}. {scales} The other seeds are in the arrays.";
        return new Exhibit(figure, caption, Data(maps, name), ProfileFigures.Links(study, study.Results.Profiles));
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
            Aspect = 1,
            LinkX = "x1",
            LinkY = "x2",
            OwnScale = own,
        };
    }

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

    private static CsvTable Data(List<Map> maps, string name)
    {
        var table = new CsvTable("variant", "seed", "x1", maps[0].Second, name);
        foreach (var map in maps)
        {
            var (x, y, values) = (map.Arrays["x1"].Values, map.Arrays[map.Second].Values, map.Arrays[name].Values);
            for (var i = 0; i < x.Length; i++)
            {
                for (var j = 0; j < y.Length; j++)
                {
                    table.Add(map.Profile.Formulation, map.Profile.Seed, x[i], y[j], values[i * y.Length + j]);
                }
            }
        }
        return table;
    }
}
