using Thalweg.Formats.Tables;
using Thalweg.Reports.Figures;
using Thalweg.Reports.Plotting;
using Thalweg.Reports.Wording;
using Thalweg.Results.Records;

namespace Thalweg.Reports.Sections.Convexity;

/// <summary>Smallest and largest eigenvalue along the paths of training.</summary>
internal static class ConvexityPath
{
    public static IEnumerable<Exhibit> Of(StudyView study)
    {
        var paths = study
            .Results.Convexity.Where(c => c.Path is not null)
            .Select(c => new Path(c, study))
            .Where(p => p.IsWhole)
            .ToList();
        if (paths.Count == 0)
        {
            yield break;
        }
        var scale = new SymmetricScale(
            paths.Max(p => p.Bounds.Where(double.IsFinite).DefaultIfEmpty(0).Max()),
            paths.Min(p => p.Smallest.Where(double.IsFinite).DefaultIfEmpty(0).Min()),
            paths.Max(p => p.Largest.Where(double.IsFinite).DefaultIfEmpty(0).Max())
        );
        var marks = new List<Mark>();
        foreach (var side in new[] { -1, 1 })
        {
            var edge = scale.At(side * scale.Linear);
            marks.Add(new LineMark("largest bound", Ink.Text, [-1, 0], [edge, edge]) { Dash = Dash.Dotted });
        }
        var named = new HashSet<string>();
        foreach (var path in paths)
        {
            marks.Add(path.Curve("λ min", path.Smallest, scale, named.Add(path.Style.Label)));
            marks.Add(path.Curve("λ max", path.Largest, scale, false));
        }
        yield return new Exhibit(
            new Figure
            {
                Id = "eigenvalue-path",
                Title = "Smallest and largest eigenvalue along the paths of training",
                Description =
                    "Two curves for each run against the arc length of its path, on an axis that is logarithmic in both directions from the bounds on.",
                Panels =
                [
                    new Panel
                    {
                        Title = "λ min (below) and λ max (above)",
                        X = new Axis("arc length from the end, in path lengths", false, -1, 0),
                        Y = scale.Axis("λ"),
                        Marks = marks,
                    },
                ],
                Columns = 1,
            },
            $"Every run of every variant, its own loss, at {Numerals.Integer(paths[0].Record.Path!.Points)} points evenly spaced along its path from checkpoint to checkpoint; −1 is the start. Below the dotted lines λ min is negative beyond its bound.",
            Data(paths),
            study.ArrayLinks(paths.Select(p => ($"{p.Style.Name} seed {p.Record.Seed}", p.Record.Provenance.Key)))
        )
        {
            IsLater = true,
        };
    }

    private static CsvTable Data(List<Path> paths)
    {
        var table = new CsvTable("objective", "trained_on", "seed", "t", "smallest", "largest", "bound");
        foreach (var path in paths)
        {
            for (var i = 0; i < path.T.Count; i++)
            {
                table.Add(
                    path.Record.Objective,
                    path.Record.TrainedOn,
                    path.Record.Seed,
                    path.T[i],
                    path.Smallest[i],
                    path.Largest[i],
                    path.Bounds[i]
                );
            }
        }
        return table;
    }

    private sealed class Path(ConvexityRecord record, StudyView study)
    {
        public ConvexityRecord Record => record;

        public VariantStyle Style { get; } = study.Styles[record.TrainedOn];

        public IReadOnlyList<double> T { get; } = Array(record, study, "path");

        public IReadOnlyList<double> Smallest { get; } = Array(record, study, "path_smallest");

        public IReadOnlyList<double> Largest { get; } = Array(record, study, "path_largest");

        public IReadOnlyList<double> Bounds { get; } = Array(record, study, "path_bounds");

        public bool IsWhole =>
            T.Count > 0 && Smallest.Count == T.Count && Largest.Count == T.Count && Bounds.Count == T.Count;

        public LineMark Curve(string what, IReadOnlyList<double> values, SymmetricScale scale, bool isNamed) =>
            new($"{Style.Name}, {what}, seed {record.Seed}", Style.Ink, T, [.. values.Select(scale.At)])
            {
                Dash = Style.Dash,
                Label = isNamed ? Style.Name : null,
            };

        private static IReadOnlyList<double> Array(ConvexityRecord record, StudyView study, string name) =>
            study.Results.Arrays(record.Provenance.Key).TryGetValue(name, out var array) ? array.Values : [];
    }
}
