using Thalweg.Reports.Figures;
using Thalweg.Reports.Reading;
using Thalweg.Reports.Wording;

namespace Thalweg.Reports.Answers;

/// <summary>Says where the problem was not solved: whatever else is measured then belongs to points that solve nothing.</summary>
internal static class TrainingFailure
{
    /// <summary>Of a relative error: above it nobody would call a solution one.</summary>
    public const double LargestError = 0.1;

    /// <summary>Variants that are told one by one.</summary>
    private const int MostTold = 3;

    /// <summary>Null where every variant solved its problem, or where no relative error is known.</summary>
    public static string? Of(StudyView study)
    {
        var ends = Ends(study);
        var failed = ends.FindAll(v => v.HasFailed);
        if (failed.Count == 0)
        {
            return null;
        }
        var error = study.MainError!;
        var problem = TrainingInputs.Of(study.All, "problem")?.Split('(')[0] ?? "the problem";
        var isPart = failed.Count < ends.Count;
        var isLong = failed.Count > MostTold;
        var with =
            !isPart ? ""
            : isLong ? $" with {failed.Count} of {ends.Count} variants"
            : " with " + string.Join(" and ", failed.Select(v => v.Name));
        var errors = isLong
            ? $"{Percent(failed.Where(v => !double.IsNaN(v.Error)).Select(v => v.Error).DefaultIfEmpty(double.NaN).Min())} to {Percent(failed.Max(v => double.IsNaN(v.Error) ? double.PositiveInfinity : v.Error))}"
            : string.Join(
                isPart ? " and " : ", ",
                failed.Select(v => Percent(v.Error) + (isPart || ends.Count == 1 ? "" : $" with {v.Name}"))
            );
        var seeds = failed[0].Seeds;
        return $"{char.ToUpperInvariant(problem[0])}{problem[1..]} was not solved{with}: {ErrorName.Words(error)} {errors}"
            + (seeds == 1 ? "." : $" ({(failed.Count == 1 ? "median" : "medians")} of {seeds} seeds).");
    }

    /// <summary>The median and the largest relative error of each variant that has one, NaN where a seed has none that is finite; empty where none is known.</summary>
    public static List<(string Name, double Error, double Largest, int Seeds, bool HasFailed)> Ends(StudyView study)
    {
        if (study.MainError is not ("relativeL2" or "relativeH1") || study.MainError is not { } error)
        {
            return [];
        }
        return
        [
            .. study
                .All.Variants.Select(label =>
                    (
                        study.Styles[label].Name,
                        Errors: study
                            .Runs(label)
                            .Select(t => t.Final.Errors.GetValueOrDefault(error, double.NaN))
                            .ToArray()
                    )
                )
                .Where(v => v.Errors.Length > 0)
                .Select(v =>
                    (
                        v.Name,
                        Error: v.Errors.Any(double.IsNaN) ? double.NaN : Medians.Of(v.Errors),
                        // NaN where one of them is.
                        Largest: v.Errors.Aggregate(Math.Max),
                        v.Errors.Length
                    )
                )
                .Select(v => (v.Name, v.Error, v.Largest, v.Length, !(v.Error <= LargestError))),
        ];
    }

    private static string Percent(double error) =>
        double.IsFinite(error) ? $"{Numerals.Significant(100 * error, 2)}\u00a0%" : "not finite";
}
