using Thalweg.Formats.Tables;
using Thalweg.Reports.Figures;
using Thalweg.Reports.Pages;
using Thalweg.Reports.Wording;
using Thalweg.Results.Records;

namespace Thalweg.Reports.Sections;

/// <summary>Of classical solvers: what they reach on the problems that networks were trained on, and in which time.</summary>
internal sealed class BaselineSection() : RecordSection("baseline", "What does a classical solver reach?")
{
    private const string Error = "relativeL2";

    protected override IEnumerable<Exhibit> Exhibits(StudyView study) => [];

    protected override string Lead(StudyView study) =>
        string.Join(" ", [.. study.All.Baselines.Select(record => Sentence(study, record)), .. Without(study)]);

    private static IEnumerable<string> Without(StudyView study)
    {
        var solved = study.All.Baselines.SelectMany(study.All.RunsOn).Select(run => run.Formulation).ToHashSet();
        var others = study
            .All.Trains.Select(run => run.Formulation)
            .Where(label => !solved.Contains(label))
            .Distinct()
            .Select(label => study.Styles[label].Name)
            .ToList();
        return others.Count == 0 ? [] : [$"No classical solver stands beside {string.Join(", ", others)}."];
    }

    protected override IEnumerable<PageTable> Tables(StudyView study)
    {
        var records = study.All.Baselines;
        if (records.Count == 0)
        {
            yield break;
        }
        yield return new PageTable(
            "baseline",
            "A classical solver at one resolution after the other",
            ["", "unknowns", "steps of time", "relative L² error", "seconds"],
            [.. records.SelectMany(record => Rows(study, record))],
            "The error is that of networks: against the same reference, on the same points. "
                + Blown(records)
                + "Seconds: of one thread for assembly and solution, on the machine and with whatever else ran on it. "
                + string.Join(" ", records.Select(Ending).Distinct()),
            Data(study, records)
        );
    }

    /// <summary>The best within the seconds of the slowest training, beside the best network.</summary>
    private static string Sentence(StudyView study, BaselineRecord record)
    {
        var laps = study.All.LapsOf(record);
        List<TrainRecord> runs = [.. study.All.RunsOn(record)];
        var slowest = runs.Select(r => study.All.SecondsOf(r)).DefaultIfEmpty(double.NaN).Max();
        // Without times all levels count: nothing is hidden of what a solver can do.
        var reached = record
            .Levels.Select((level, i) => (level.RelativeL2, Seconds: laps.Count > 0 ? laps[i] : double.NaN))
            .Where(level => !(level.Seconds > slowest))
            .DefaultIfEmpty((RelativeL2: double.NaN, Seconds: double.NaN))
            .MinBy(level => Size(level.RelativeL2));
        var hasValue = record.Levels.Any(level => double.IsFinite(level.RelativeL2));
        var classical =
            !hasValue ? $"On {record.Problem} {Subject(record)} did not come through at any resolution that was tried"
            : !double.IsFinite(reached.RelativeL2)
                ? $"On {record.Problem} {Subject(record)} reach nothing within the time of the slowest training"
            : $"On {record.Problem} {Subject(record)} reach a relative L² error of {Numerals.Significant(reached.RelativeL2)}{In(reached.Seconds)}";
        var best = runs.Where(r => r.Final.Errors.ContainsKey(Error)).MinBy(r => Size(r.Final.Errors[Error]));
        return best is null
            ? $"{classical}."
            : $"{classical}; the best network, {study.Styles[best.Formulation].Name} of seed {best.Seed}, {Numerals.Significant(best.Final.Errors[Error])}{In(study.All.SecondsOf(best))}.";
    }

    // An apposition is closed.
    private static string Subject(BaselineRecord record) =>
        record.Method.Contains(',', StringComparison.Ordinal) ? $"{record.Method}," : record.Method;

    private static double Size(double error) => double.IsFinite(error) ? error : double.PositiveInfinity;

    private static string In(double seconds) => double.IsNaN(seconds) ? "" : $" in {Numerals.Significant(seconds)} s";

    private static IEnumerable<IReadOnlyList<string>> Rows(StudyView study, BaselineRecord record)
    {
        var laps = study.All.LapsOf(record);
        return record.Levels.Select(
            (level, i) =>
                (IReadOnlyList<string>)
                    [
                        Markup.Escape(record.Problem),
                        Markup.Escape(Numerals.Integer(level.Unknowns)),
                        level.Steps is { } steps ? Markup.Escape(Numerals.Integer(steps)) : "–",
                        double.IsFinite(level.RelativeL2)
                            ? Markup.Escape(Numerals.Significant(level.RelativeL2))
                            : "did not come through",
                        laps.Count > 0 ? Markup.Escape(Numerals.Significant(laps[i])) : "not known",
                    ]
        );
    }

    private static string Blown(IReadOnlyList<BaselineRecord> records) =>
        records.Any(record => record.Levels.Any(level => !double.IsFinite(level.RelativeL2)))
            ? "Where a resolution did not come through, its steps blew up or led nowhere. "
            : "";

    private static string Ending(BaselineRecord record) =>
        record.Stop switch
        {
            "stalled" => "The last row is the first that is not twice as good as the one before.",
            "reference" => "The last error is no larger than what the reference itself is certified to.",
            _ => "The last row is the finest resolution that is tried.",
        };

    private static CsvTable Data(StudyView study, IReadOnlyList<BaselineRecord> records)
    {
        var table = new CsvTable(
            "problem",
            "method",
            "size",
            "unknowns",
            "steps",
            "relative_l2",
            "nodes",
            "reference_error",
            "seconds"
        );
        foreach (var record in records)
        {
            var laps = study.All.LapsOf(record);
            foreach (var (i, level) in record.Levels.Index())
            {
                table.Add(
                    record.Problem,
                    record.Method,
                    level.Size,
                    level.Unknowns,
                    level.Steps,
                    level.RelativeL2,
                    level.Nodes,
                    record.ReferenceError,
                    laps.Count > 0 ? laps[i] : null
                );
            }
        }
        return table;
    }
}
