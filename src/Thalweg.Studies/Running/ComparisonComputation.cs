using Thalweg.Landscapes.Roughness;
using Thalweg.Numerics.Statistics;
using Thalweg.Results.Records;
using Thalweg.Results.Store;
using Thalweg.Studies.Syntax;
using Thalweg.Studies.Tasks;

namespace Thalweg.Studies.Running;

/// <summary>
/// Compares the runs of a study: medians over seeds, the cross table and ratios of roughness. The seed is the unit of every
/// interval; with one seed it is the direction, and the interval says nothing of other seeds.
/// </summary>
internal static class ComparisonComputation
{
    private static readonly PairedRatio Unknown = new(
        double.NaN,
        new Interval(double.NaN, double.NaN, 0.95),
        "no seed has two indices above 0",
        [],
        []
    );

    public static TaskResult Compute(StudyTask task, ComparisonSubject subject, TaskContext context)
    {
        var trains = subject.Trains.Select(row => row.Select(t => Read<TrainRecord>(context, t)).ToList()).ToList();
        var warnings = new List<string>();
        var cells = subject.Cells.Select(cell => new CellRoughness(cell, context)).ToList();
        var record = new ComparisonRecord(
            RecordProvenance.Of(task, warnings),
            [.. subject.Formulations.Select(f => f.Brief)],
            subject.Trains[0].Count,
            ByFormulation(subject, trains, MedianErrors),
            ByFormulation(subject, trains, runs => Median(runs.Select(r => r.Final.Loss))),
            ByFormulation(subject, trains, MedianAboveBound),
            [.. cells.Select(cell => Cell(cell, warnings))],
            Ratios(subject, cells, warnings)
        );
        return new TaskResult(RecordJson.Write(record), []);
    }

    private static OrderedDictionary<string, T> ByFormulation<T>(
        ComparisonSubject subject,
        List<List<TrainRecord>> trains,
        Func<List<TrainRecord>, T> figure
    )
    {
        var figures = new OrderedDictionary<string, T>(StringComparer.Ordinal);
        for (var f = 0; f < subject.Formulations.Count; f++)
        {
            figures.Add(subject.Formulations[f].Brief, figure(trains[f]));
        }
        return figures;
    }

    private static IReadOnlyDictionary<string, double> MedianErrors(List<TrainRecord> runs)
    {
        var medians = new OrderedDictionary<string, double>(StringComparer.Ordinal);
        foreach (var name in runs[0].Final.Errors.Keys)
        {
            medians.Add(name, Median(runs.Select(r => r.Final.Errors[name])));
        }
        return medians;
    }

    private static double? MedianAboveBound(List<TrainRecord> runs) =>
        runs[0].LowerBound is { } bound ? Median(runs.Select(r => r.Final.Loss - bound)) : null;

    private static CrossCell Cell(CellRoughness cell, List<string> warnings)
    {
        var known = cell.Figures.Where(double.IsFinite).ToArray();
        if (known.Length < cell.Figures.Count)
        {
            warnings.Add(
                $"The roughness of {cell.Objective.Brief} around minimisers of {cell.TrainedOn.Brief} is not finite for "
                    + $"{cell.Figures.Count - known.Length} of {cell.Figures.Count} seeds; these are left out."
            );
        }
        var interval = SeedInterval.OfGeometricMean(known);
        if (known.Length == 1)
        {
            var only = cell.Records.First(r => double.IsFinite(r.Roughness));
            interval = new Interval(only.IntervalLower, only.IntervalUpper, interval.Level);
        }
        return new CrossCell(
            cell.Objective.Brief,
            cell.TrainedOn.Brief,
            // Where T is the same in every direction an index is 0, and with it the geometric mean.
            known.Contains(0)
                ? 0
                : SeedInterval.GeometricMean(known),
            interval.Lower,
            interval.Upper,
            cell.Figures
        );
    }

    /// <summary>For each pair of formulations: both at their own minimisers, then both around the same minimisers.</summary>
    private static List<RoughnessRatio> Ratios(
        ComparisonSubject subject,
        List<CellRoughness> cells,
        List<string> warnings
    )
    {
        var ratios = new List<RoughnessRatio>();
        void Add(ResolvedCall above, ResolvedCall aboveAt, ResolvedCall below, ResolvedCall belowAt)
        {
            var numerator = cells.Find(c => c.Objective.Equals(above) && c.TrainedOn.Equals(aboveAt));
            var denominator = cells.Find(c => c.Objective.Equals(below) && c.TrainedOn.Equals(belowAt));
            if (numerator is not null && denominator is not null)
            {
                ratios.Add(Ratio(numerator, denominator, subject.Seed));
            }
        }
        for (var g = 1; g < subject.Formulations.Count; g++)
        {
            for (var f = 0; f < g; f++)
            {
                var (above, below) = (subject.Formulations[g], subject.Formulations[f]);
                Add(above, above, below, below);
                foreach (var at in subject.Formulations)
                {
                    Add(above, at, below, at);
                }
            }
        }
        if (ratios.Exists(r => !double.IsFinite(r.Ratio)))
        {
            warnings.Add("A ratio of roughness is not finite because no seed has two indices above 0.");
        }
        return ratios;
    }

    private static RoughnessRatio Ratio(CellRoughness numerator, CellRoughness denominator, ulong seed)
    {
        var both = Enumerable
            .Range(0, numerator.Figures.Count)
            .Where(s => IsPositive(numerator.Figures[s]) && IsPositive(denominator.Figures[s]))
            .ToArray();
        var ratio =
            both.Length == 0
                ? Unknown
                : PairedRatio.Of(
                    [.. both.Select(s => numerator.Records[s].TotalVariations)],
                    [.. both.Select(s => denominator.Records[s].TotalVariations)],
                    seed
                );
        return new RoughnessRatio(
            numerator.Objective.Brief,
            numerator.TrainedOn.Brief,
            denominator.Objective.Brief,
            denominator.TrainedOn.Brief,
            ratio.Ratio,
            ratio.Interval.Lower,
            ratio.Interval.Upper,
            both.Length,
            ratio.Method
        );
    }

    private static bool IsPositive(double roughness) => roughness > 0 && double.IsFinite(roughness);

    private static double Median(IEnumerable<double> figures) => Descriptive.Median([.. figures]);

    private static T Read<T>(TaskContext context, StudyTask task) => RecordJson.Read<T>(context.Read(task).Record);

    /// <summary>The indices of one cell, by seed.</summary>
    private sealed class CellRoughness(ComparisonCell cell, TaskContext context)
    {
        public ResolvedCall Objective => cell.Objective;

        public ResolvedCall TrainedOn => cell.TrainedOn;

        public IReadOnlyList<RoughnessRecord> Records { get; } =
        [.. cell.BySeed.Select(task => Read<RoughnessRecord>(context, task))];

        public IReadOnlyList<double> Figures => [.. Records.Select(r => r.Roughness)];
    }
}
