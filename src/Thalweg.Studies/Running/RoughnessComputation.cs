using System.Globalization;
using Thalweg.Landscapes.Evaluation;
using Thalweg.Landscapes.Roughness;
using Thalweg.Results.Records;
using Thalweg.Results.Store;
using Thalweg.Studies.Tasks;

namespace Thalweg.Studies.Running;

/// <summary>Computes roughness indices and their sweeps.</summary>
internal static class RoughnessComputation
{
    // Enough slices to see what the index is made of; more would crowd the figure.
    private const int ShownSlices = 5;

    public static TaskResult Index(StudyObjects objects, StudyTask task, RoughnessSubject subject, TaskContext context)
    {
        var run = TrainedRun.Read(context, subject.Centre.Train);
        var (centre, step, warning) = run.At(subject.Centre.Step);
        var sampling = subject.Sampling;
        var result = RoughnessIndex.Measure(
            objects.Objective(subject.Objective),
            centre,
            Options(sampling, subject.DirectionSeed) with
            {
                KeptSlices = ShownSlices,
            },
            context.Team,
            progress: new Listener<LandscapeProgress>(p => context.Progress(p.Done / (double)p.Total))
        );
        var summary = result.Summary;
        List<string> warnings = warning is null ? [] : [warning];
        Describe(summary, sampling.Directions, warnings);
        var record = new RoughnessRecord(
            RecordProvenance.Of(task, warnings),
            subject.Centre.Train.Key.Hex,
            subject.Objective.Brief,
            subject.Centre.TrainedOn.Brief,
            subject.Centre.Seed,
            step,
            subject.Centre.Step is null,
            sampling.Directions,
            sampling.Intervals,
            sampling.Radius,
            sampling.Normalize,
            sampling.Bias,
            subject.DirectionSeed,
            summary.Roughness,
            summary.Interval.Lower,
            summary.Interval.Upper,
            RoughnessSummary.IntervalMethod,
            summary.MeanTotalVariation,
            summary.StandardDeviation,
            summary.ConstantSlices,
            summary.NonFiniteSlices,
            result.TotalVariations,
            [.. result.KeptSlices]
        );
        return new TaskResult(RecordJson.Write(record), []);
    }

    public static TaskResult Sweep(StudyObjects objects, StudyTask task, SweepSubject subject, TaskContext context)
    {
        var (centre, _, _) = TrainedRun.Read(context, subject.Centre.Train).At(subject.Centre.Step);
        var objective = objects.Objective(subject.Objective);
        var rows = new List<SweepRow>();
        var warnings = new List<string>();
        var (done, total) = (0L, (double)subject.Settings.Sum(s => s.Values));
        foreach (var sampling in subject.Settings)
        {
            var before = done;
            var result = RoughnessIndex.Measure(
                objective,
                centre,
                Options(sampling, subject.DirectionSeed),
                context.Team,
                progress: new Listener<LandscapeProgress>(p => context.Progress((before + p.Done) / total))
            );
            done += sampling.Values;
            var summary = result.Summary;
            Describe(summary, sampling.Directions, warnings);
            rows.Add(
                new SweepRow(
                    sampling.Directions,
                    sampling.Intervals,
                    sampling.Radius,
                    summary.Roughness,
                    summary.Interval.Lower,
                    summary.Interval.Upper,
                    summary.MeanTotalVariation,
                    summary.StandardDeviation
                )
            );
        }
        var record = new SweepRecord(
            RecordProvenance.Of(task, [.. warnings.Distinct()]),
            subject.Centre.Train.Key.Hex,
            subject.Objective.Brief,
            subject.Centre.TrainedOn.Brief,
            subject.Centre.Seed,
            rows
        );
        return new TaskResult(RecordJson.Write(record), []);
    }

    private static RoughnessOptions Options(RoughnessSampling sampling, ulong seed) =>
        new()
        {
            Directions = sampling.Directions,
            Intervals = sampling.Intervals,
            Radius = sampling.Radius,
            Rule = DirectionWords.Rule(sampling.Normalize, sampling.Bias),
            Seed = seed,
        };

    private static void Describe(RoughnessSummary summary, int directions, List<string> warnings)
    {
        if (summary.NonFiniteSlices > 0)
        {
            warnings.Add(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{summary.NonFiniteSlices} of {directions} slices have losses that are not finite and are left out."
                )
            );
        }
        if (summary.ConstantSlices > 0)
        {
            warnings.Add(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{summary.ConstantSlices} of {directions} slices are constant, have no total variation and are left out."
                )
            );
        }
    }
}
