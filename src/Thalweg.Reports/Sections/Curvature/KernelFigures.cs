using Thalweg.Formats.Tables;
using Thalweg.Reports.Figures;
using Thalweg.Reports.Plotting;
using Thalweg.Results.Records;

namespace Thalweg.Reports.Sections.Curvature;

/// <summary>Tangent kernels: their eigenvalues at the end, and effective rank and agreement of the terms along training.</summary>
internal static class KernelFigures
{
    private const string Step = "optimizer step";

    // Eigenvalues that far below the largest are nothing that a plot could tell.
    private const double Shown = 1e-16;

    public static IEnumerable<Exhibit> Of(StudyView study)
    {
        var kernels = study.Results.Kernels;
        if (kernels.Count == 0)
        {
            yield break;
        }
        var panels = new List<Panel>();
        if (kernels.Any(k => k.Points.Any(p => double.IsFinite(p.Largest))))
        {
            panels.Add(Spectra(study, kernels));
            panels.Add(Along(study, kernels, "effective rank", p => p.EffectiveRank));
        }
        var hasAlignment = kernels.Any(k => k.Points.Any(p => double.IsFinite(p.Alignment)));
        if (hasAlignment)
        {
            panels.Add(
                Along(study, kernels, "agreement of the terms' gradients", p => p.Alignment) with
                {
                    Y = new Axis("agreement of the terms' gradients", false, -1.05, 1.05),
                }
            );
        }
        if (panels.Count == 0)
        {
            yield break;
        }
        var figure = new Figure
        {
            Id = "kernel",
            Title = "Tangent kernel of each loss",
            Description =
                "Eigenvalues of the tangent kernel at the trained points, descending; effective rank and agreement of gradients along training.",
            Panels = panels,
            Columns = Math.Clamp(panels.Count, 1, 3),
        };
        yield return new Exhibit(
            figure,
            "The Gauss–Newton matrix of each run's own loss, whose eigenvalues are those of the tangent kernel (twice them for a sum of squares). On the left at the "
                + "end of training, descending, as far as they lie beyond their bounds; errors along directions of small eigenvalues are learned late. The effective rank is exp of the entropy of their shares."
                + (
                    hasAlignment
                        ? " The agreement is 2‖mean of unit gradients of the terms‖² − 1: the cosine where there are two terms, 1 where all agree, below 0 where they pull apart."
                        : ""
                )
                + " Exact up to rounding at every checkpoint; nothing is known between them.",
            Data(kernels),
            study.ArrayLinks(kernels.Select(k => (Name(study, k), k.Provenance.Key)))
        );
    }

    private static Panel Spectra(StudyView study, IReadOnlyList<KernelRecord> kernels)
    {
        var marks = new List<Mark>();
        var named = new HashSet<string>();
        foreach (var kernel in kernels)
        {
            var arrays = study.All.Arrays(kernel.Provenance.Key);
            if (!arrays.TryGetValue("eigenvalues", out var all) || !arrays.TryGetValue("bounds", out var bounds))
            {
                continue;
            }
            var last = kernel.Points.Count - 1;
            var row = all.Values[(last * kernel.Parameters)..((last + 1) * kernel.Parameters)];
            double[] seen = [.. row.TakeWhile(λ => λ > Math.Max(bounds.Values[last], Shown * row[0]))];
            if (seen.Length == 0)
            {
                continue;
            }
            var style = study.Styles[kernel.TrainedOn];
            double[] ranks = [.. Enumerable.Range(1, seen.Length).Select(i => (double)i)];
            marks.Add(
                new LineMark(Name(study, kernel), style.Ink, ranks, seen)
                {
                    Dash = style.Dash,
                    Label = named.Add(style.Label) ? style.Name : null,
                }
            );
        }
        var lines = marks.OfType<LineMark>().ToList();
        return new Panel
        {
            Title = "eigenvalue at the end",
            X = new Axis("rank of the eigenvalue", false, 0, lines.Max(l => l.X.Count) + 1),
            Y = Axis.Log("eigenvalue", lines.SelectMany(l => l.Y)),
            Marks = marks,
        };
    }

    private static Panel Along(
        StudyView study,
        IReadOnlyList<KernelRecord> kernels,
        string title,
        Func<KernelPoint, double> figure
    )
    {
        var marks = new List<Mark>();
        var named = new HashSet<string>();
        foreach (var kernel in kernels)
        {
            var style = study.Styles[kernel.TrainedOn];
            double[] steps = [.. kernel.Points.Select(p => (double)p.Step)];
            double[] values = [.. kernel.Points.Select(figure)];
            if (!Array.Exists(values, double.IsFinite))
            {
                continue;
            }
            marks.Add(
                new LineMark(Name(study, kernel), style.Ink, steps, values)
                {
                    Dash = style.Dash,
                    Label = named.Add(style.Label) ? style.Name : null,
                }
            );
            marks.Add(
                new PointsMark(Name(study, kernel), style.Ink, steps, values) { Marker = style.Marker, Size = 0.35 }
            );
        }
        return new Panel
        {
            Title = title,
            X = Axis.Linear(Step, marks.OfType<LineMark>().SelectMany(l => l.X)),
            Y = Axis.Linear(title, marks.OfType<LineMark>().SelectMany(l => l.Y)),
            Marks = marks,
            LinkX = "step",
        };
    }

    private static string Name(StudyView study, KernelRecord kernel) =>
        $"{study.Styles[kernel.TrainedOn].Name}, seed {kernel.Seed}";

    private static CsvTable Data(IEnumerable<KernelRecord> kernels)
    {
        var table = new CsvTable(
            "objective",
            "trained_on",
            "seed",
            "step",
            "term",
            "loss",
            "alignment",
            "largest",
            "effective_rank"
        );
        foreach (var k in kernels)
        {
            foreach (var p in k.Points)
            {
                table.Add(
                    k.Objective,
                    k.TrainedOn,
                    k.Seed,
                    p.Step,
                    null,
                    p.Loss,
                    p.Alignment,
                    p.Largest,
                    p.EffectiveRank
                );
                for (var t = 0; t < k.Terms.Count; t++)
                {
                    table.Add(
                        k.Objective,
                        k.TrainedOn,
                        k.Seed,
                        p.Step,
                        k.Terms[t],
                        null,
                        null,
                        p.TermLargest[t],
                        p.TermRanks[t]
                    );
                }
            }
        }
        return table;
    }
}
