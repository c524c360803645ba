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
    /// <summary>A linear axis hides curves that are this much smaller than others; then their sizes are shown on a logarithmic one, too.</summary>
    private const double Flattened = 3;

    /// <summary>How far below its largest value a curve is shown there: at its zeros it would go down without end.</summary>
    private const double Depth = 1e-3;

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
            yield return Lines(study, lines, isSize: false);
            if (Sizes(study, lines, "error") is { Count: > 1 } sizes && sizes.Max() > Flattened * sizes.Min())
            {
                yield return Lines(study, lines, isSize: true);
            }
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

    /// <summary>The largest size of an array by variant, median over seeds.</summary>
    private static List<double> Sizes(StudyView study, IEnumerable<ProfileRecord> profiles, string array) =>
        [
            .. profiles
                .GroupBy(p => p.Formulation)
                .Select(g =>
                    Medians.Of([
                        .. g.Select(p =>
                            study.Results.Arrays(p.Provenance.Key).TryGetValue(array, out var values)
                                ? values.Values.Max(Math.Abs)
                                : double.NaN
                        ),
                    ])
                )
                .Where(size => size > 0),
        ];

    private static Exhibit Lines(StudyView study, List<ProfileRecord> profiles, bool isSize)
    {
        var arrays = profiles.ToDictionary(p => p.Provenance.Key, p => study.Results.Arrays(p.Provenance.Key));
        var isKnown = Exact(arrays.Values) is not null;
        var panels = new List<Panel>();
        foreach (var (name, title) in Columns)
        {
            var marks = new List<Mark>();
            var isLog = isSize && name != "u";
            foreach (var profile in profiles)
            {
                var own = arrays[profile.Provenance.Key];
                if (own.TryGetValue("x", out var x) && own.TryGetValue(name, out var y))
                {
                    var style = study.Styles[profile.Formulation];
                    marks.Add(
                        new LineMark(
                            $"{style.Name}, seed {profile.Seed}",
                            style.Ink,
                            x.Values,
                            isLog ? [.. y.Values.Select(Math.Abs)] : y.Values
                        )
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
                var panel = Panel(isLog ? $"size of the {title}" : title, marks);
                panels.Add(
                    isLog
                        ? panel with
                        {
                            Y = Axis.Log(
                                panel.Title,
                                [
                                    .. marks.OfType<LineMark>().SelectMany(m => m.Y),
                                    .. Sizes(study, profiles, name).Select(size => Depth * size),
                                ],
                                Depth * Sizes(study, profiles, name).DefaultIfEmpty(0).Min()
                            ),
                        }
                        : panel
                );
            }
        }
        var figure = new Figure
        {
            Id = isSize ? "profiles-size" : "profiles",
            Title = isSize ? "Solution, and sizes of error and residual" : "Solution, error and residual",
            Description =
                $"Curves over x at the end of training, one per seed{(isKnown ? "; the exact solution is dotted" : "")}.",
            Panels = panels,
            Columns = 3,
        };
        var description = profiles[0].Description.TrimEnd('.');
        var caption =
            $"At the last step, every seed{(description.Length > 0 ? $", {description}" : "")}. "
            + $"{string.Join(", ", study.InOrder.Select(s => $"{s.Name} {DashWord(s.Dash)}"))}{(isKnown ? "; the exact solution dotted in the colour of the text" : "")}. "
            + Largest(study, profiles, arrays);
        return new Exhibit(
            figure,
            (isSize ? "Sizes of error and residual on logarithmic axes. " : "") + caption.TrimEnd(),
            Data(profiles, arrays),
            Links(study, profiles)
        )
        {
            DataId = "profiles",
            View = "profiles",
            ViewName = isSize ? "sizes, logarithmic" : "linear",
        };
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
            // Where none is written, as of a state that is known but for a factor.
            if (worst.TrueForAll(double.IsNaN))
            {
                continue;
            }
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
