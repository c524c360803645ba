using Thalweg.Reports.Drawings;
using Thalweg.Reports.Figures;
using Thalweg.Reports.Pages;
using Thalweg.Reports.Plotting;
using Thalweg.Reports.Sections.Passes;
using Thalweg.Reports.Wording;
using Thalweg.Results.Records;

namespace Thalweg.Reports.Sections;

/// <summary>Of passes between minima: which are verified, how high they are beside straight lines, and the tree that they make.</summary>
internal sealed class BarriersSection() : RecordSection("barriers", "How high are the passes between the minima?")
{
    // More rows than these are folded.
    private const int Most = 16;
    private const int Bins = 12;

    protected override IEnumerable<Exhibit> Exhibits(StudyView study)
    {
        var records = study.Results.Barriers;
        if (records.Count == 0)
        {
            yield break;
        }
        yield return new Exhibit(
            new Figure
            {
                Id = "disconnectivity",
                Title = "Disconnectivity graphs of the minima",
                Description = "Minima at their losses; branches join at the lowest known way between them.",
                Panels = [.. records.SelectMany(r => Graphs(study, r))],
                Columns = 2,
            },
            "Each mark is a minimum that the end of a run leads to, or where no isolated minimum was found the end that the search came to, at its loss; two branches join at the height of the lowest known way between them. Dashed and grey: the height is that of a way whose top is no verified pass, an upper bound. "
                + "Copies as one: minima that a symmetry of the loss (of networks exchanges and signs of hidden units) carries into each other are one mark.",
            BarriersData.Joints(records),
            []
        );
        if (records.Any(r => r.Heights.Count > 0))
        {
            yield return new Exhibit(
                new Figure
                {
                    Id = "barriers",
                    Title = "Barriers between minima, by passes and along straight lines",
                    Description = "How many pairs have a barrier of each size.",
                    Panels = [.. records.Where(r => r.Heights.Count > 0).Select(r => Histogram(study, r))],
                    Columns = 2,
                },
                "Number of pairs by their barrier, the height above the higher of the two minima: in the ink of the loss over the lowest known way, grey along the straight line. Copies are apart here, as the runs ended. "
                    + "Logarithmic bins of equal width.",
                BarriersData.Pairs(records),
                []
            )
            {
                DataId = "barrier-pairs",
            };
        }
    }

    protected override IEnumerable<PageTable> Tables(StudyView study)
    {
        var records = study.All.Barriers;
        if (records.Count == 0)
        {
            yield break;
        }
        yield return new PageTable(
            "minima",
            "Minima and passes that were found",
            [
                "",
                "runs",
                "which led to",
                "minima",
                "up to symmetry",
                "met on the way",
                "verified passes",
                "joints with one",
                "median barrier",
                "along lines",
                "frustration",
                "climb",
            ],
            [.. records.Select(r => Row(study, r))],
            "The end of each run was followed down to the minimum below it; minima up to symmetry count copies once (of networks those by exchanges and signs of hidden units). Verified: gradient and index 1 beyond doubt, both ways down end in verified "
                + "minima, and where the loss is a quadrature, twice and five times the nodes have the pass too. Medians over the pairs of minima as they are, copies apart. An end whose index is undecidable lies in a valley whose floor is level to "
                + "rounding; from one that is not converged no search came to rest within its steps. To neither can a pass be verified; a ridge makes minima isolated. "
                + "Frustration and climb say how rough the landscape is by its passes [DeSouza2017]: means over the minima but the lowest, copies as one, of (H − L₀)/(L − L₀) and of (H − L)/(H − L₀), H the height of the lowest known way down to the lowest, L₀; a funnel has 1 and 0.",
            BarriersData.Starts(records)
        )
        {
            IsLater = true,
        };
        yield return new PageTable(
            "spanning-tree",
            "Spanning trees: the passes that join the minima",
            ["", "copies", "height", "barrier", "between", "verified pass"],
            [
                .. records.SelectMany(r =>
                    r.Tree.Select(j => Row(study, r, j, "as one"))
                        .Concat(r.TreeAsGiven.Select(j => Row(study, r, j, "apart")))
                ),
            ],
            "The edges of the minimum spanning trees: where groups of minima become one. The barrier is the height above the lowest minimum of the group that ends at the joint. Where no pass is verified the height is that of a way, and the last column says "
                + "what its tops led to. No height is proven to be the lowest.",
            BarriersData.Joints(records)
        )
        {
            IsLater = true,
            IsFolded = records.Sum(r => r.Tree.Count + r.TreeAsGiven.Count) > Most,
        };
    }

    private static IEnumerable<Panel> Graphs(StudyView study, BarriersRecord r)
    {
        var style = study.Styles[r.Given[0].TrainedOn];
        var apart = DisconnectivityFigure.Panel(r, aligned: false, Lead(study, r), style.Ink);
        if (DisconnectivityFigure.HasCopies(r))
        {
            yield return DisconnectivityFigure.Panel(r, aligned: true, Lead(study, r), style.Ink) with
            {
                Y = apart.Y,
            };
        }
        yield return apart;
    }

    private static Panel Histogram(StudyView study, BarriersRecord r)
    {
        var style = study.Styles[r.Given[0].TrainedOn];
        double[] passes = [.. r.Heights.Select(h => h.BarrierAsGiven).OfType<double>().Where(IsShown)];
        double[] lines = [.. r.Heights.Select(h => h.LineBarrierAsGiven).OfType<double>().Where(IsShown)];
        var x = Axis.Log("barrier", passes.Concat(lines));
        var marks = Bars("along the straight line", Ink.Mute, lines, x)
            .Concat(Bars("over the lowest known way", style.Ink, passes, x))
            .ToList();
        return new Panel
        {
            Title = "pairs",
            Lead = Lead(study, r),
            LeadInk = style.Ink,
            X = x,
            Y = new Axis("", false, 0, 1.08 * Math.Max(1, marks.Max(m => ((BandMark)m).Upper[0]))),
            Marks = [.. marks],
        };

        static bool IsShown(double barrier) => barrier > 0 && double.IsFinite(barrier);
    }

    private static IEnumerable<Mark> Bars(string name, Ink ink, double[] values, Axis x)
    {
        var (low, high) = (Decades.Log10(x.Minimum), Decades.Log10(x.Maximum));
        var counts = new int[Bins];
        foreach (var value in values)
        {
            counts[Math.Clamp((int)(Bins * (Decades.Log10(value) - low) / (high - low)), 0, Bins - 1)]++;
        }
        for (var i = 0; i < Bins; i++)
        {
            yield return BandMark.Bar(name, ink, End(i), End(i + 1), 0, counts[i]) with
            {
                Opacity = 0.55,
            };
        }

        double End(int i) => Decades.Power(low + ((high - low) * i / Bins));
    }

    private static string Lead(StudyView study, BarriersRecord r) =>
        study.Styles[r.Given[0].TrainedOn].Name
        + (r.Ridge is { } μ ? $", ridge {Numerals.Significant(μ)}" : "")
        + Pairs(r);

    private static string Name(StudyView study, BarriersRecord r) =>
        Html.Name(study.Styles[r.Given[0].TrainedOn])
        + (r.Ridge is { } μ ? $", ridge {Markup.Escape(Numerals.Significant(μ))}" : "")
        + Pairs(r);

    private static string Pairs(BarriersRecord r) => r.Drawn is { } drawn ? $", {Numerals.Integer(drawn)} pairs" : "";

    private static IReadOnlyList<string> Row(StudyView study, BarriersRecord r)
    {
        List<int> given = [.. r.Given.Select(g => g.Minimum).OfType<int>().Distinct()];
        return
        [
            Name(study, r),
            Numerals.Integer(r.Given.Count),
            string.Join(
                ", ",
                r.Given.GroupBy(g => g.Label)
                    .Select(g =>
                        $"{Numerals.Integer(g.Count())} {Markup.Escape(g.Key == "regular" ? "isolated minima" : g.Key)}"
                    )
            ),
            Numerals.Integer(given.Count(IsMinimum)),
            Numerals.Integer(given.Where(IsMinimum).Select(m => r.Classes[m]).Distinct().Count()),
            Numerals.Integer(r.Minima - given.Count),
            $"{Numerals.Integer(r.Passes.Count(p => p.Verified))} of {Numerals.Integer(r.Passes.Count)}",
            $"{Share(r.Tree)} as one<small>{Share(r.TreeAsGiven)} apart</small>",
            Median(r.Heights.Select(h => h.BarrierAsGiven)),
            Median(r.Heights.Select(h => h.LineBarrierAsGiven)),
            Mean(r.Roughness, r.Roughness.Frustration),
            Mean(r.Roughness, r.Roughness.Climb),
        ];

        bool IsMinimum(int place) => r.Points[place] is { Verified: true, Label: "regular" };
    }

    private static IReadOnlyList<string> Row(StudyView study, BarriersRecord r, BarrierJoint j, string copies) =>
        [
            Name(study, r),
            copies,
            Loss(j.Height),
            j.Barrier is { } barrier ? Markup.Escape(Numerals.Significant(barrier)) : "none",
            $"{Loss(r.Points[j.From].Value)} and {Loss(r.Points[j.To].Value)}",
            j.Verified ? "verified" : Markup.Escape($"no: {j.Why}"),
        ];

    private static string Share(IReadOnlyList<BarrierJoint> joints) =>
        $"{Numerals.Integer(joints.Count(j => j.Verified))} of {Numerals.Integer(joints.Count)}";

    private static string Mean(BarrierRoughness roughness, double? mean) =>
        mean is not { } value
            ? "–"
            : $"{(roughness.Verified ? "" : "at most ")}{Markup.Escape(Numerals.Significant(value, 3))}<small>{Numerals.Integer(roughness.Minima - 1 - roughness.Apart)} to the lowest</small>";

    private static string Loss(double value) => Markup.Escape(Numerals.Significant(value, 8));

    private static string Median(IEnumerable<double?> values)
    {
        double[] sorted = [.. values.OfType<double>().Order()];
        return sorted.Length == 0
            ? "–"
            : Markup.Escape(
                Numerals.Significant(0.5 * (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]), 3)
            );
    }
}
