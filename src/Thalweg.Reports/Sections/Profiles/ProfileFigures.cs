using Thalweg.Formats.Arrays;
using Thalweg.Formats.Tables;
using Thalweg.Reports.Figures;
using Thalweg.Reports.Plotting;
using Thalweg.Reports.Wording;
using Thalweg.Results.Records;

namespace Thalweg.Reports.Sections.Profiles;

/// <summary>Where is it wrong? Solution, error and residual: curves over x in one dimension, maps in two.</summary>
internal static class ProfileFigures
{
    private static readonly (string Array, string Title)[] Columns =
    [
        ("u", "solution u"),
        ("error", "error u − u*"),
        ("residual", "residual of the equation"),
    ];

    public static IEnumerable<Exhibit> Of(StudyView study)
    {
        var lines = study.Results.Profiles.Where(p => p.Dimension == 1).ToList();
        if (lines.Count > 0)
        {
            yield return Lines(study, lines);
        }
        var maps = study.Results.Profiles.Where(p => p.Dimension > 1).ToList();
        if (maps.Count > 0)
        {
            foreach (var exhibit in ProfileMaps.Of(study, maps))
            {
                yield return exhibit;
            }
        }
    }

    private static Exhibit Lines(StudyView study, List<ProfileRecord> profiles)
    {
        var arrays = profiles.ToDictionary(p => p.Provenance.Key, p => study.Results.Arrays(p.Provenance.Key));
        var panels = new List<Panel>();
        foreach (var (name, title) in Columns)
        {
            var marks = new List<Mark>();
            foreach (var profile in profiles)
            {
                var own = arrays[profile.Provenance.Key];
                if (own.TryGetValue("x", out var x) && own.TryGetValue(name, out var y))
                {
                    var style = study.Styles[profile.Formulation];
                    marks.Add(
                        new LineMark($"{style.Name}, seed {profile.Seed}", style.Ink, x.Values, y.Values)
                        {
                            Dash = style.Dash,
                        }
                    );
                }
            }
            if (name == "u" && Exact(arrays.Values) is { } exact)
            {
                marks.Add(
                    new LineMark("exact solution", Ink.Text, exact.X, exact.U)
                    {
                        Weight = Weight.Medium,
                        Dash = Dash.Dotted,
                    }
                );
            }
            if (marks.Count > 0)
            {
                panels.Add(Panel(title, marks));
            }
        }
        var figure = new Figure
        {
            Id = "profiles",
            Title = "Solution, error and residual",
            Description = "Curves over x at the end of training, one per seed; the exact solution is dotted.",
            Panels = panels,
            Columns = 3,
        };
        var description = profiles[0].Description.TrimEnd('.');
        var caption =
            $"At the last step, every seed{(description.Length > 0 ? $", {description}" : "")}. "
            + $"{string.Join(", ", study.InOrder.Select(s => $"{s.Name} {DashWord(s.Dash)}"))}; the exact solution dotted in the colour of the text. "
            + Largest(study, profiles, arrays);
        return new Exhibit(figure, caption.TrimEnd(), Data(profiles, arrays), Links(study, profiles));
    }

    private static Panel Panel(string title, List<Mark> marks)
    {
        var lines = marks.OfType<LineMark>().ToList();
        var x = lines.SelectMany(l => l.X).Where(double.IsFinite).DefaultIfEmpty(0).ToList();
        return new Panel
        {
            Title = title,
            X = Axis.Linear("x", x, 0),
            Y = Axis.Linear(title, lines.SelectMany(l => l.Y)),
            Marks = marks,
            LinkX = "x",
            Aspect = 0.75,
        };
    }

    private static (double[] X, double[] U)? Exact(IEnumerable<IReadOnlyDictionary<string, NpyArray>> arrays)
    {
        foreach (var own in arrays)
        {
            if (own.TryGetValue("x", out var x) && own.TryGetValue("exact", out var u) && u.Values.Any(double.IsFinite))
            {
                return (x.Values, u.Values);
            }
        }
        return null;
    }

    private static string Largest(
        StudyView study,
        List<ProfileRecord> profiles,
        Dictionary<string, IReadOnlyDictionary<string, NpyArray>> arrays
    )
    {
        var parts = new List<string>();
        foreach (var group in profiles.GroupBy(p => p.Formulation))
        {
            var worst = group
                .Select(p =>
                    arrays[p.Provenance.Key].TryGetValue("error", out var e) ? e.Values.Max(Math.Abs) : double.NaN
                )
                .ToList();
            parts.Add($"{Numerals.Significant(Medians.Of(worst))} for {study.Styles[group.Key].Name}");
        }
        return parts.Count == 0 ? "" : $"Largest |error| on the grid, median over seeds: {string.Join(", ", parts)}.";
    }

    internal static IReadOnlyList<ArrayLink> Links(StudyView study, IEnumerable<ProfileRecord> profiles) =>
        study.ArrayLinks(profiles.Select(p => ($"{study.Styles[p.Formulation].Name} seed {p.Seed}", p.Provenance.Key)));

    private static string DashWord(Dash dash) =>
        dash switch
        {
            Dash.Dashed => "dashed",
            Dash.Dotted => "dotted",
            Dash.DashDot => "dash-dotted",
            Dash.LongDash => "long-dashed",
            Dash.LongDashDot => "long-dash-dotted",
            _ => "solid",
        };

    private static CsvTable Data(
        List<ProfileRecord> profiles,
        Dictionary<string, IReadOnlyDictionary<string, NpyArray>> arrays
    )
    {
        string[] columns = ["u", "exact", "error", "residual"];
        var table = new CsvTable(["variant", "seed", "x", .. columns]);
        foreach (var profile in profiles)
        {
            var own = arrays[profile.Provenance.Key];
            var x = own.TryGetValue("x", out var grid) ? grid.Values : [];
            for (var i = 0; i < x.Length; i++)
            {
                table.Add([
                    profile.Formulation,
                    profile.Seed,
                    x[i],
                    .. columns.Select(c => (object?)(own.TryGetValue(c, out var a) ? a.Values[i] : null)),
                ]);
            }
        }
        return table;
    }
}
