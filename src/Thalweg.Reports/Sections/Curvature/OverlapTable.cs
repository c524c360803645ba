using Thalweg.Formats.Tables;
using Thalweg.Reports.Figures;
using Thalweg.Reports.Pages;
using Thalweg.Results.Records;

namespace Thalweg.Reports.Sections.Curvature;

/// <summary>Between the terms of each loss at the end of training: how far their kernels share directions.</summary>
internal static class OverlapTable
{
    public static IEnumerable<PageTable> Of(StudyView study)
    {
        var kernels = study.All.Kernels.Where(k => k.Terms.Count > 1 && k.Points.Count > 0).ToList();
        if (kernels.Count == 0)
        {
            yield break;
        }
        yield return new PageTable(
            "overlaps",
            "Kernels of the terms at the trained points",
            ["", "term", "largest eigenvalue", "effective rank", "overlap with the other terms"],
            [
                .. kernels
                    .GroupBy(k => k.TrainedOn)
                    .SelectMany(g => g.First().Terms.Select((term, t) => Row(study, g.Key, term, t, [.. g]))),
            ],
            "Medians over the runs of a variant, with the lowest and highest. The overlap is ‖J₁J₂ᵀ‖²/(‖J₁J₁ᵀ‖ ‖J₂J₂ᵀ‖) in Frobenius norms: 0 where two terms are moved by different "
                + "directions of the parameters, 1 where they share all; with several other terms the largest.",
            Data(kernels)
        )
        {
            IsLater = true,
        };
    }

    private static IReadOnlyList<string> Row(
        StudyView study,
        string? trainedOn,
        string term,
        int at,
        List<KernelRecord> kernels
    ) =>
        [
            Html.Name(study.Styles[trainedOn]),
            Wording.Markup.Escape(term),
            Spreads.Of(kernels.Select(k => k.Points[^1].TermLargest[at])),
            Spreads.Of(kernels.Select(k => k.Points[^1].TermRanks[at])),
            Spreads.Of(kernels.Select(k => Largest(k, at))),
        ];

    private static double Largest(KernelRecord kernel, int term)
    {
        var others = Enumerable
            .Range(0, kernel.Terms.Count)
            .Where(t => t != term)
            .Select(t => kernel.Points[^1].Overlaps[(term * kernel.Terms.Count) + t])
            .Where(double.IsFinite)
            .ToList();
        return others.Count == 0 ? double.NaN : others.Max();
    }

    private static CsvTable Data(IEnumerable<KernelRecord> kernels)
    {
        var table = new CsvTable("objective", "trained_on", "seed", "step", "term", "other", "overlap");
        foreach (var k in kernels)
        {
            foreach (var p in k.Points)
            {
                for (var pair = 0; pair < p.Overlaps.Count; pair++)
                {
                    table.Add(
                        k.Objective,
                        k.TrainedOn,
                        k.Seed,
                        p.Step,
                        k.Terms[pair / k.Terms.Count],
                        k.Terms[pair % k.Terms.Count],
                        p.Overlaps[pair]
                    );
                }
            }
        }
        return table;
    }
}
