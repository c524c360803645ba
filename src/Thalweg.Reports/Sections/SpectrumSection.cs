using Thalweg.Formats.Tables;
using Thalweg.Reports.Figures;
using Thalweg.Reports.Pages;
using Thalweg.Reports.Plotting;
using Thalweg.Reports.Sections.Curvature;
using Thalweg.Reports.Wording;
using Thalweg.Results.Records;

namespace Thalweg.Reports.Sections;

/// <summary>Of curvature: the eigenvalues of the Hessian of every loss at the ends of runs and what their bounds decide, where they lie, and
/// what is estimated of them.</summary>
internal sealed class SpectrumSection() : RecordSection("spectra", "How curved?")
{
    // So many eigenvalues of a run are drawn; all of them are in the table of the figure.
    private const int Most = 400;

    protected override IEnumerable<Exhibit> Exhibits(StudyView study) =>
        [
            .. Eigenvalues(study),
            .. KernelFigures.Of(study),
            .. DensityFigure.Of(study),
            .. CurvaturePathFigures.Of(study),
            .. CurvaturePointsFigure.Of(study),
            .. StabilityFigure.Of(study),
        ];

    protected override IEnumerable<PageTable> Tables(StudyView study) =>
        [
            .. EigenvalueTable(study),
            .. SharpnessTable.Of(study),
            .. CurvaturePointsTable.Of(study),
            .. OverlapTable.Of(study),
            .. TraceTable.Of(study),
            .. CoefficientTable.Of(study),
        ];

    private static IEnumerable<Exhibit> Eigenvalues(StudyView study)
    {
        var spectra = study.Results.Spectra.Select(r => new Spectrum(r, study)).Where(s => s.Values.Count > 0).ToList();
        if (spectra.Count == 0)
        {
            yield break;
        }
        var losses = spectra.Select(s => s.Record.Objective).Distinct().ToList();
        var figure = new Figure
        {
            Id = "eigenvalues",
            Title = "Eigenvalues of the Hessian",
            Description =
                "Eigenvalues of each loss at the trained points, ascending, on an axis that is logarithmic in both directions from its bounds on.",
            Panels =
            [
                .. losses.Select(loss => Panel(study, loss, [.. spectra.Where(s => s.Record.Objective == loss)])),
            ],
            Columns = Math.Clamp(losses.Count, 1, 3),
        };
        yield return new Exhibit(
            figure,
            "All eigenvalues at the trained points, ascending, in the look of the variant. The axis is linear up to the largest bound of the panel and logarithmic "
                + "beyond it, upwards and downwards; between the two broken lines no eigenvalue is told from 0. What lies below them is negative: the point is no minimum.",
            Points(spectra),
            study.ArrayLinks(spectra.Select(s => ($"{s.Name}, {s.Record.Objective}", s.Record.Provenance.Key)))
        );
    }

    private static IEnumerable<PageTable> EigenvalueTable(StudyView study)
    {
        var records = study.All.Spectra;
        if (records.Count == 0)
        {
            yield break;
        }
        yield return new PageTable(
            "spectra",
            "Curvature at the trained points",
            ["", "smallest λ", "largest λ", "negative", "zero", "condition", "effective rank", "verdict"],
            [
                .. records
                    .GroupBy(r => (r.TrainedOn, r.Objective))
                    .Select(g => Row(study, g.Key.TrainedOn, g.Key.Objective, [.. g])),
            ],
            "Medians over the runs of a variant, with the lowest and highest. An eigenvalue is negative only beyond its bound; ranges count those that are and those that may be. "
                + "Zeros that stay where all parameters are moved belong to the network. The condition number is the largest |λ| over the smallest positive λ beyond "
                + "rounding, and is left out where its error is as large as itself.",
            Data(records)
        )
        {
            IsLater = true,
        };
    }

    private static Panel Panel(StudyView study, string objective, List<Spectrum> spectra)
    {
        var style = study.Styles.Loss(objective);
        var scale = new SymmetricScale(
            spectra.Max(s => s.Record.LargestBound),
            spectra.Min(s => s.Record.Smallest),
            spectra.Max(s => s.Record.Largest)
        );
        var count = spectra.Max(s => s.Values.Count);
        var marks = new List<Mark>();
        foreach (var side in new[] { -1, 1 })
        {
            var edge = side * scale.Linear;
            marks.Add(
                new LineMark(
                    $"bound {Numerals.Significant(edge)}",
                    Ink.Text,
                    [1, count],
                    [scale.At(edge), scale.At(edge)]
                )
                {
                    Dash = Dash.Dotted,
                }
            );
        }
        var named = new HashSet<string>();
        foreach (var spectrum in spectra)
        {
            marks.Add(spectrum.Curve(scale, isNamed: named.Add(spectrum.Style.Label)));
            marks.Add(spectrum.Marks(scale));
        }
        return new Panel
        {
            Title = "λ",
            X = new Axis("rank of the eigenvalue", false, 0, count + 1),
            Y = scale.Axis("λ"),
            Marks = marks,
            Lead = $"{style.Name} loss",
            LeadInk = style.Ink,
            LinkX = $"rank of {Numerals.Integer(count)}",
        };
    }

    private static IReadOnlyList<string> Row(
        StudyView study,
        string? trainedOn,
        string objective,
        List<SpectrumRecord> records
    )
    {
        var known = records.Where(r => r.ConditionNumberError < 1).Select(r => r.ConditionNumber).ToList();
        return
        [
            $"{Html.Name(study.Styles.Loss(objective))} loss, {Html.Name(study.Styles[trainedOn])} runs",
            Spread(records.Select(r => r.Smallest)),
            Spread(records.Select(r => r.Largest)),
            Counts(records.Select(r => r.Negative), records[0].Parameters),
            Counts(records.Select(r => r.Zero), records[0].Parameters),
            known.Count == 0 ? "not known" : Spread(known),
            Spread(records.Select(r => r.EffectiveRank)),
            string.Join(
                ", ",
                records
                    .GroupBy(r => r.Verdict)
                    .Select(g =>
                        $"{Markup.Escape(g.Key)}{(g.Count() < records.Count ? $" ({Numerals.Integer(g.Count())})" : "")}"
                    )
            ),
        ];
    }

    /// <summary>From what is beyond doubt in all runs to what may be in one.</summary>
    private static string Counts(IEnumerable<SpectrumCount> counts, int all)
    {
        var list = counts.ToList();
        var (least, most) = (list.Min(c => c.Least), list.Max(c => c.Most));
        var range = least == most ? Numerals.Integer(least) : $"{Numerals.Integer(least)}–{Numerals.Integer(most)}";
        return $"<span class=\"whole\">{range}</span><small>of {Numerals.Integer(all)}</small>";
    }

    private static string Spread(IEnumerable<double> values)
    {
        var all = values.Where(double.IsFinite).Order().ToList();
        if (all.Count == 0)
        {
            return "not finite";
        }
        var median = Markup.Escape(Numerals.Significant(Medians.Of(all), 3));
        return all[0] == all[^1]
            ? median
            : $"{median}<small>{Numerals.Significant(all[0])} to {Numerals.Significant(all[^1])}</small>";
    }

    private static CsvTable Points(List<Spectrum> spectra)
    {
        var table = new CsvTable("objective", "trained_on", "seed", "step", "rank", "eigenvalue", "bound");
        foreach (var spectrum in spectra)
        {
            var r = spectrum.Record;
            for (var i = 0; i < spectrum.Values.Count; i++)
            {
                table.Add(r.Objective, r.TrainedOn, r.Seed, r.Step, i + 1, spectrum.Values[i], spectrum.Bounds[i]);
            }
        }
        return table;
    }

    private static CsvTable Data(IEnumerable<SpectrumRecord> records)
    {
        var table = new CsvTable(
            "objective",
            "trained_on",
            "seed",
            "step",
            "parameters",
            "exact",
            "smallest",
            "largest",
            "largest_bound",
            "trace",
            "negative_least",
            "negative_most",
            "zero_least",
            "zero_most",
            "structural_zeros",
            "condition_number",
            "condition_number_error",
            "effective_rank",
            "verdict",
            "gradient_norm"
        );
        foreach (var r in records)
        {
            table.Add(
                r.Objective,
                r.TrainedOn,
                r.Seed,
                r.Step,
                r.Parameters,
                r.IsExact,
                r.Smallest,
                r.Largest,
                r.LargestBound,
                r.Trace,
                r.Negative.Least,
                r.Negative.Most,
                r.Zero.Least,
                r.Zero.Most,
                r.StructuralZeros,
                r.ConditionNumber,
                r.ConditionNumberError,
                r.EffectiveRank,
                r.Verdict,
                r.GradientNorm
            );
        }
        return table;
    }

    /// <summary>One spectrum with its arrays and the look of the variant that was trained.</summary>
    private sealed class Spectrum(SpectrumRecord record, StudyView study)
    {
        public VariantStyle Style { get; } = study.Styles[record.TrainedOn];

        public SpectrumRecord Record => record;

        public string Name => $"{Style.Name}, seed {record.Seed}";

        public IReadOnlyList<double> Values { get; } = Array(record, study, "eigenvalues");

        public IReadOnlyList<double> Bounds { get; } = Array(record, study, "bounds");

        // The ends are what matters most.
        private int[] Shown
        {
            get
            {
                var stride = Math.Max(1, (Values.Count + Most - 1) / Most);
                return
                [
                    .. Enumerable
                        .Range(0, Values.Count)
                        .Where(i => i % stride == 0 || i < stride || i >= Values.Count - stride),
                ];
            }
        }

        public LineMark Curve(SymmetricScale scale, bool isNamed) =>
            new(Name, Style.Ink, [.. Shown.Select(i => (double)(i + 1))], [.. Shown.Select(i => scale.At(Values[i]))])
            {
                Dash = Style.Dash,
                Label = isNamed ? Style.Name : null,
            };

        public PointsMark Marks(SymmetricScale scale) =>
            new(Name, Style.Ink, [.. Shown.Select(i => (double)(i + 1))], [.. Shown.Select(i => scale.At(Values[i]))])
            {
                Marker = Style.Marker,
                Size = 0.3,
                Notes =
                [
                    .. Shown.Select(i =>
                        $"λ = {Numerals.Significant(Values[i], 4)} ± {Numerals.Significant(Bounds[i])}"
                    ),
                ],
            };

        private static IReadOnlyList<double> Array(SpectrumRecord record, StudyView study, string name) =>
            study.All.Arrays(record.Provenance.Key).TryGetValue(name, out var array) ? array.Values : [];
    }
}
