using Thalweg.Formats.Tables;
using Thalweg.Reports.Figures;
using Thalweg.Reports.Pages;
using Thalweg.Reports.Plotting;
using Thalweg.Reports.Sections.Continuations;
using Thalweg.Reports.Wording;
using Thalweg.Results.Records;

namespace Thalweg.Reports.Sections;

/// <summary>Of continuations: how stationary points move, fold and branch as a number of the loss changes.</summary>
internal sealed class ContinuationSection() : RecordSection("continuations", "How do the valleys change?")
{
    // More rows than these are folded.
    private const int Most = 16;

    protected override IEnumerable<Exhibit> Exhibits(StudyView study)
    {
        // Further seeds are in the tables.
        var shown = study
            .Results.Continuations.Where(r => r.Branches.Any(b => b.At.Count > 1))
            .GroupBy(r => (r.TrainedOn, r.Parameter))
            .Select(g => g.First())
            .ToList();
        foreach (var (record, i) in shown.Select((r, i) => (r, i)))
        {
            var style = study.Styles[record.TrainedOn];
            yield return new Exhibit(
                new Figure
                {
                    Id = i == 0 ? "continuation" : $"continuation-{Numerals.Integer(i + 1)}",
                    Title = $"Stationary points as {BranchPanels.Number(record.Parameter)} changes",
                    Description =
                        "Branches of stationary points over the number that changes; marks where they fold or cross.",
                    Panels = BranchPanels.Of(record, style.Name, style.Ink),
                    Columns = 2,
                },
                $"From the stationary point near the end of seed {record.Seed}, by pseudo-arclength. Solid where a branch is a minimum, dashed where an eigenvalue is negative; diamonds are folds, circles branchings, squares tips of forks"
                    + (
                        record.Amplitude == "direction"
                            ? "; v is the direction in which the first branching leaves"
                            : ""
                    )
                    + ". Branches that cross are followed only as far as was asked for; others may exist.",
                Points(record),
                study.ArrayLinks([])
            )
            {
                IsLater = true,
            };
        }
    }

    protected override IEnumerable<PageTable> Tables(StudyView study)
    {
        var records = study.All.Continuations;
        if (records.Count == 0)
        {
            yield break;
        }
        yield return new PageTable(
            "continuations",
            "Branches and where they turn or cross",
            ["", "seed", "branch", "from", "to", "index", "events", "why it ends"],
            [.. records.SelectMany(r => r.Branches.Select((b, i) => Row(study, r, b, i)))],
            "A fold is where the branch turns back and two points meet; a branching is where an eigenvalue changes its sign and another branch crosses. The index is that at the first and at the last point.",
            Events(records)
        )
        {
            IsLater = true,
            IsFolded = records.Sum(r => r.Branches.Count) > Most,
        };
    }

    private static IReadOnlyList<string> Row(StudyView study, ContinuationRecord r, BranchRecord b, int place) =>
        [
            $"{Html.Name(study.Styles[r.TrainedOn])}, {Markup.Escape(BranchPanels.Number(r.Parameter))}",
            Numerals.Integer((long)(r.Seed ?? 0)),
            Numerals.Integer(place + 1) + (b.Parent is { } parent ? $", crosses {Numerals.Integer(parent + 1)}" : ""),
            b.At.Count == 0 ? "–" : Markup.Escape(Numerals.Significant(b.At[0], 4)),
            b.At.Count == 0 ? "–" : Markup.Escape(Numerals.Significant(b.At[^1], 4)),
            b.Indices.Count == 0 ? "–"
            : b.Indices[0] == b.Indices[^1] ? Numerals.Integer(b.Indices[0])
            : $"{Numerals.Integer(b.Indices[0])}, then {Numerals.Integer(b.Indices[^1])}",
            b.Events.Count == 0
                ? "none"
                : string.Join(
                    "; ",
                    b.Events.Select(e => $"{e.Kind} at {Markup.Escape(Numerals.Significant(e.At, 6))}")
                ),
            Markup.Escape(b.Stop),
        ];

    private static CsvTable Points(ContinuationRecord record)
    {
        var table = new CsvTable("branch", "at", "loss", "norm", "amplitude", "index");
        foreach (var (branch, i) in record.Branches.Select((b, i) => (b, i)))
        {
            for (var k = 0; k < branch.At.Count; k++)
            {
                table.Add(
                    i + 1,
                    branch.At[k],
                    branch.Values[k],
                    branch.Norms[k],
                    branch.Amplitudes[k],
                    branch.Indices[k]
                );
            }
        }
        return table;
    }

    private static CsvTable Events(IEnumerable<ContinuationRecord> records)
    {
        var table = new CsvTable("variant", "seed", "parameter", "branch", "kind", "at", "loss");
        foreach (var r in records)
        {
            foreach (var (branch, i) in r.Branches.Select((b, i) => (b, i)))
            {
                foreach (var e in branch.Events)
                {
                    table.Add(r.TrainedOn, r.Seed, r.Parameter, i + 1, e.Kind, e.At, e.Value);
                }
            }
        }
        return table;
    }
}
