using Thalweg.Formats.Tables;
using Thalweg.Reports.Figures;
using Thalweg.Reports.Plotting;
using Thalweg.Reports.Wording;
using Thalweg.Results.Records;

namespace Thalweg.Reports.Sections.Similarity;

/// <summary>Every two losses as a matrix: how they rank points of shared planes, and how their Hessians align.</summary>
internal static class SimilarityMatrix
{
    /// <summary>Losses of a matrix whose cells are wide enough for intervals.</summary>
    public const int MostWithIntervals = 2;

    // A cell is drawn as so many points each way, for fields are interpolated.
    private const int Points = 24;

    public static IEnumerable<Exhibit> Of(StudyView study)
    {
        var figures = Shown(study);
        if (figures.Count == 0)
        {
            yield break;
        }
        var scale = new ColourScale("correlation", ColourMap.Diverging, -1, 1, false);
        var panels = figures
            .GroupBy(f => f.TrainedOn)
            .SelectMany(group => Panels(study, group.Key, [.. group]))
            .ToList();
        yield return new Exhibit(
            new Figure
            {
                Id = "similarity-matrix",
                Title = "How alike losses are about trained points",
                Description =
                    "Matrices of losses against losses: the rank correlation of their values on shared random planes, and the alignment of their Hessians, from −1 over 0 to 1.",
                Panels = panels,
                Columns = 2,
                Compact = true,
                SharedScale = scale,
            },
            SimilarityWords.Caption(study, figures),
            Data(figures),
            []
        );
    }

    /// <summary>Of the variants that figures show.</summary>
    private static List<SimilarityFigures> Shown(StudyView study) =>
        [.. (study.All.Comparison?.Similarities ?? []).Where(f => study.Results.Variants.Contains(f.TrainedOn))];

    private static IEnumerable<Panel> Panels(StudyView study, string trainedOn, List<SimilarityFigures> figures)
    {
        var losses = figures.SelectMany(f => new[] { f.First, f.Second }).Distinct().ToList();
        yield return Matrix(study, trainedOn, "Rank correlation", losses, figures, f => f.RankCorrelation);
        if (figures.Exists(f => f.Alignment is not null))
        {
            yield return Matrix(study, trainedOn, "Alignment of Hessians", losses, figures, f => f.Alignment);
        }
    }

    private static Panel Matrix(
        StudyView study,
        string trainedOn,
        string lead,
        List<string> losses,
        List<SimilarityFigures> figures,
        Func<SimilarityFigures, SeedFigure?> of
    )
    {
        var n = losses.Count;
        SeedFigure? At(int i, int j) =>
            i == j ? new SeedFigure(1, 1, 1)
            : figures.Find(f =>
                (f.First == losses[i] && f.Second == losses[j]) || (f.First == losses[j] && f.Second == losses[i])
            )
                is { } figure
                ? of(figure)
            : null;
        // The first loss stands at the left and on top.
        double[] along = [.. Enumerable.Range(0, n * Points).Select(k => ((k + 0.5) / Points) - 0.5)];
        var values = new double[along.Length * along.Length];
        for (var a = 0; a < along.Length; a++)
        {
            for (var b = 0; b < along.Length; b++)
            {
                values[(a * along.Length) + b] = At(a / Points, n - 1 - (b / Points))?.Value ?? double.NaN;
            }
        }
        var cells = Enumerable.Range(0, n).SelectMany(i => Enumerable.Range(0, n).Select(j => (I: i, J: j))).ToList();
        var heights = along.Select(y => y - (n - 1)).ToArray();
        return new Panel
        {
            Lead = lead,
            Title = $"about the {study.Styles[trainedOn].Name} points",
            X = new Axis("", false, -0.5, n - 0.5, Ticks(study, losses, 1)),
            Y = new Axis("", false, -n + 0.5, 0.5, Ticks(study, losses, -1)),
            Marks =
            [
                new FieldMark(lead, new Grid(along, heights, values, false), "value"),
                new WordsMark(
                    "values",
                    Ink.Text,
                    [.. cells.Select(c => (double)c.I)],
                    [.. cells.Select(c => -(double)c.J)],
                    [.. cells.Select(c => Word(At(c.I, c.J), withInterval: n <= MostWithIntervals))]
                ),
            ],
            Aspect = 1,
        };
    }

    private static string Word(SeedFigure? figure, bool withInterval) =>
        figure is null || double.IsNaN(figure.Value) ? "–"
        : figure is { Value: 1, Lower: 1, Upper: 1 } ? "1"
        : withInterval && double.IsFinite(figure.Lower) && double.IsFinite(figure.Upper)
            ? $"{Two(figure.Value)} ({Two(figure.Lower)} to {Two(figure.Upper)})"
        : Two(figure.Value);

    private static string Two(double value) => Numerals.Fixed(value, 2);

    private static IReadOnlyList<Tick> Ticks(StudyView study, List<string> losses, int side) =>
        [.. losses.Select((loss, i) => new Tick(side * (double)i, study.Styles.Loss(loss).Name))];

    /// <summary>Every figure of every pair.</summary>
    public static CsvTable Data(IEnumerable<SimilarityFigures> figures)
    {
        var table = new CsvTable(
            "trained_on",
            "first",
            "second",
            "quantity",
            "value",
            "interval_lower",
            "interval_upper",
            "seeds"
        );
        foreach (var f in figures)
        {
            Add("rank_correlation", f.RankCorrelation, f.Seeds);
            Add("alignment", f.Alignment, f.Seeds);
            Add("leading_overlap", f.LeadingOverlap, f.Seeds);
            Add("trailing_overlap", f.TrailingOverlap, f.Seeds);
            Add("spectrum_correlation", f.SpectrumCorrelation, f.Seeds);
            Add("condition_ratio", f.ConditionRatio, f.ConditionSeeds);

            void Add(string quantity, SeedFigure? figure, int seeds)
            {
                if (figure is not null)
                {
                    table.Add(
                        f.TrainedOn,
                        f.First,
                        f.Second,
                        quantity,
                        figure.Value,
                        figure.Lower,
                        figure.Upper,
                        seeds
                    );
                }
            }
        }
        return table;
    }
}
