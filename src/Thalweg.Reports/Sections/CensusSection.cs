using Thalweg.Formats.Tables;
using Thalweg.Reports.Drawings;
using Thalweg.Reports.Figures;
using Thalweg.Reports.Pages;
using Thalweg.Reports.Plotting;
using Thalweg.Reports.Wording;
using Thalweg.Results.Records;

namespace Thalweg.Reports.Sections;

/// <summary>Of stationary points: which there are, whether the list is complete, and the passes between minima.</summary>
internal sealed class CensusSection() : RecordSection("census", "Which valleys are there?")
{
    // More rows than these are folded.
    private const int Most = 16;

    protected override IEnumerable<Exhibit> Exhibits(StudyView study)
    {
        List<CensusRecord> records = [.. study.All.Censuses.Where(r => r.Points.Count > 0)];
        if (records.Count == 0)
        {
            yield break;
        }
        yield return new Exhibit(
            new Figure
            {
                Id = "census-points",
                Title = "Stationary points by index",
                Description = "Stationary points at their index and loss, larger the more copies they have.",
                Panels =
                [
                    .. records.Select(r =>
                        CensusFigure.Panel(
                            r,
                            study.Styles.Loss(r.Objective).Name
                                + (r.Ridge is { } μ ? $", ridge {Numerals.Significant(μ)}" : ""),
                            study.Styles.Loss(r.Objective).Ink
                        )
                    ),
                ],
                Columns = 2,
            },
            "Each mark is a stationary point with its copies at its index, the number of negative eigenvalues (0: minimum, 1: pass), and its loss; the larger, the more copies it has. Lines lead from passes to the minima that "
                + "their ways down end in. Grey crosses: points that finer quadratures do not have; grey squares: points in doubt.",
            Points(records),
            []
        );
    }

    protected override IEnumerable<PageTable> Tables(StudyView study)
    {
        var records = study.All.Censuses;
        if (records.Count == 0)
        {
            yield break;
        }
        yield return new PageTable(
            "census",
            "Lists of stationary points and what is known of their completeness",
            ["", "verdict", "orbits", "estimated, 95 %", "Σ(−1)^index", "of the equation alone", "starts"],
            [.. records.Select(r => Row(study, r))],
            "An orbit is a point with its copies under exchanges and signs of hidden units, or under the symmetry that a function declares. Their number is estimated from how "
                + "often each was found, so it is no more than there are, on average. For a loss that grows in all directions the sum is 1 where no point is missing; it is 1 too where a minimum and a saddle "
                + "are missing together. Of the equation alone: without points that vanish, move or change their index where the quadrature has twice or five times the nodes.",
            Lists(records)
        )
        {
            IsLater = true,
        };
        yield return new PageTable(
            "stationary",
            "Stationary points",
            ["", "value", "index", "copies", "smallest |λ|", "found", "what it is"],
            [.. records.SelectMany(r => r.Points.Select(p => Row(study, r, p)))],
            "By value. Verified: the gradient is 0 to rounding, no eigenvalue that no symmetry explains is within its bound, finer quadratures have the point too, and of a pass both ways down "
                + "end in a minimum, in a copy of one, or run to infinity.",
            Points(records)
        )
        {
            IsLater = true,
            IsFolded = records.Sum(r => r.Points.Count) > Most,
        };
        if (records.Any(r => r.Passes.Count > 0))
        {
            yield return new PageTable(
                "passes",
                "Passes between minima",
                ["", "height", "barrier", "from", "to"],
                [.. records.SelectMany(r => r.Passes.Select(p => Row(study, r, p)))],
                "Points of index 1. The barrier is the height above the higher of the minima that the ways down end in; they are named by their values, with the symmetry that carries the "
                    + "listed minimum to where the way ends.",
                Passes(records)
            )
            {
                IsLater = true,
                IsFolded = records.Sum(r => r.Passes.Count) > Most,
            };
        }
    }

    private static string Name(StudyView study, CensusRecord r) =>
        Html.Name(study.Styles.Loss(r.Objective))
        + (r.Ridge is { } ridge ? $", ridge {Markup.Escape(Numerals.Significant(ridge))}" : "");

    private static IReadOnlyList<string> Row(StudyView study, CensusRecord r) =>
        [
            Name(study, r),
            Markup.Escape(r.Verdict),
            Numerals.Integer(r.Points.Count),
            double.IsFinite(r.Upper) ? Html.Number(new Uncertain(r.Estimate, r.Lower, r.Upper)) : "not known",
            r.Euler is { } euler ? Markup.Escape(Signed(euler)) : "none",
            r.EulerGenuine is { } genuine ? Markup.Escape(Signed(genuine)) : "none",
            Numerals.Integer(r.Starts),
        ];

    private static IReadOnlyList<string> Row(StudyView study, CensusRecord r, StationaryRecord p) =>
        [
            Name(study, r),
            Loss(p.Value),
            Numerals.Integer(p.Index),
            p.Orbit is { } orbit ? Numerals.Integer(orbit) : "a continuum",
            p.Smallest is { } smallest ? Markup.Escape(Numerals.Significant(smallest)) : "none",
            Numerals.Integer(p.Found),
            Markup.Escape(p.Verified ? "verified" : p.Label),
        ];

    private static IReadOnlyList<string> Row(StudyView study, CensusRecord r, PassRecord p) =>
        [
            Name(study, r),
            Loss(p.Height),
            p.Barrier is { } barrier ? Markup.Escape(Numerals.Significant(barrier)) : "none",
            End(r, p.From, p.FromSymmetry),
            End(r, p.To, p.ToSymmetry),
        ];

    private static string End(CensusRecord r, int? place, string? symmetry) =>
        place is { } i
            ? $"{Markup.Escape(Numerals.Significant(r.Points[i].Value, 6))}<small>{Markup.Escape(symmetry ?? "")}</small>"
            : "infinity";

    // What is 0 to rounding is printed so.
    private static string Loss(double value) =>
        Math.Abs(value) < 1e-14 ? "0" : Markup.Escape(Numerals.Significant(value, 8));

    private static string Signed(int value) => value < 0 ? $"−{Numerals.Integer(-value)}" : Numerals.Integer(value);

    private static CsvTable Lists(IEnumerable<CensusRecord> records)
    {
        var table = new CsvTable(
            "objective",
            "ridge",
            "complete",
            "verdict",
            "orbits",
            "estimate",
            "lower",
            "upper",
            "euler",
            "euler_genuine",
            "starts",
            "searches"
        );
        foreach (var r in records)
        {
            table.Add(
                r.Objective,
                r.Ridge,
                r.Complete ? "true" : "false",
                r.Verdict,
                r.Points.Count,
                r.Estimate,
                r.Lower,
                r.Upper,
                r.Euler,
                r.EulerGenuine,
                r.Starts,
                r.Searches
            );
        }
        return table;
    }

    private static CsvTable Points(IEnumerable<CensusRecord> records)
    {
        var table = new CsvTable(
            "objective",
            "ridge",
            "place",
            "value",
            "index",
            "zero_modes",
            "orbit",
            "quadrature",
            "verified",
            "label",
            "smallest",
            "bound",
            "found"
        );
        foreach (var r in records)
        {
            for (var i = 0; i < r.Points.Count; i++)
            {
                var p = r.Points[i];
                table.Add(
                    r.Objective,
                    r.Ridge,
                    i,
                    p.Value,
                    p.Index,
                    p.ZeroModes,
                    p.Orbit,
                    p.Quadrature ? "true" : "false",
                    p.Verified ? "true" : "false",
                    p.Label,
                    p.Smallest,
                    p.Bound,
                    p.Found
                );
            }
        }
        return table;
    }

    private static CsvTable Passes(IEnumerable<CensusRecord> records)
    {
        var table = new CsvTable("objective", "ridge", "from", "to", "height", "barrier", "saddle", "verified");
        foreach (var r in records)
        {
            foreach (var p in r.Passes)
            {
                table.Add(
                    r.Objective,
                    r.Ridge,
                    p.From,
                    p.To,
                    p.Height,
                    p.Barrier,
                    p.Saddle,
                    p.Verified ? "true" : "false"
                );
            }
        }
        return table;
    }
}
