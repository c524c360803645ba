using System.Globalization;
using System.Text.RegularExpressions;
using Thalweg.Benchmarks.Measuring;
using Thalweg.Numerics.Parallel;
using Thalweg.Results.Records;
using Thalweg.Results.Store;
using Thalweg.Studies.Reading;
using Thalweg.Studies.Running;

namespace Thalweg.Benchmarks.Sections;

/// <summary>The errors that the studies of <c>studies/accuracy</c> reach, by seed, and their times.</summary>
/// <remarks>Each study says in a comment <c># target: ERROR in SECONDS s</c> what is asked of its median seed. Results are kept in
/// <c>artifacts/accuracy</c>: an interrupted run goes on, and a finished one is only read. Errors do not depend on the machine.</remarks>
internal sealed partial class AccuracySection : ISection
{
    private const int Threads = 2;

    public string Name => "accuracy";

    public string Title => "How deep the optimizers reach";

    public bool IsOnDemand => true;

    public string Timing =>
        "times are the wall times of single trainings, small ones two at a time on one core each, of the process that computed them";

    public IEnumerable<string> Measure(Session session)
    {
        var folder = Checkout.Path("studies", "accuracy");
        foreach (var file in Directory.EnumerateFiles(folder, "*.yaml").Order(StringComparer.Ordinal))
        {
            yield return Run(file, session);
        }
    }

    private static string Run(string file, Session session)
    {
        var text = File.ReadAllText(file);
        var study = StudyReader.ReadFile(file);
        var results = Directory.CreateDirectory(Checkout.Path("artifacts", "accuracy", study.Name)).FullName;
        using var team = new WorkerTeam(Threads);
        var outcome = StudyRunner.Run(new StudyRun(study, results), team);
        var (store, log) = (new ResultStore(results), RunLog.Read(results));
        var runs = outcome
            .Plan.Tasks.Where(t => t.Kind == "train")
            .Select(t => new Reached(
                RecordJson.Read<TrainRecord>(store.TryRead(t.Key, out _)!.Record),
                log.Tasks[t.Key.Hex].Seconds
            ))
            .ToArray();
        var table = new Table("formulation", "seed", "relative L2", "loss", "steps", "seconds", "stopped");
        foreach (var (record, seconds) in runs)
        {
            table.Add(
                record.Formulation,
                $"{record.Seed}",
                Short(record.Final.Errors["relativeL2"]),
                Short(record.Final.Loss),
                $"{record.StepsDone}",
                Short(seconds),
                record.StopReason
            );
        }
        var error = Median([.. runs.Select(r => r.Record.Final.Errors["relativeL2"])]);
        var time = Median([.. runs.Select(r => r.Seconds)]);
        var train = study.Variants[0].Train;
        var lines = $"""
            ## {study.Name}

            {study.Facts["problem"]}, {study.Facts["network"]}, {runs[
                0
            ].Record.ParameterCount} parameters, {study.Facts["quadrature"]}; {train.Optimizer.Canonical}; points: {train.Sampler?.Canonical ?? "none"}.

            Median: relative L2 error **{Short(error)}** in {Short(time)} s.
            """;
        if (TargetLine().Match(text) is { Success: true } match)
        {
            var goal = double.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture);
            var limit = double.Parse(match.Groups[2].ValueSpan, CultureInfo.InvariantCulture);
            session.Add(
                new Target(
                    $"{study.Name}, median of {runs.Length} seeds",
                    $"≤ {Short(goal)} in {Short(limit)} s",
                    $"{Short(error)} in {Short(time)} s",
                    error <= goal && time <= limit
                )
            );
        }
        return $"{lines}\n\n{table}";
    }

    private static double Median(double[] values) => values.Order().ElementAt(values.Length / 2);

    private static string Short(double value) =>
        value.ToString(Math.Abs(value) is >= 0.1 and < 1e4 ? "0.##" : "0.##e0", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"# target: (\S+) in (\S+) s")]
    private static partial Regex TargetLine();

    private sealed record Reached(TrainRecord Record, double Seconds);
}
