using Thalweg.Results.Records;
using Thalweg.Studies.Declarations;
using Thalweg.Studies.Syntax;
using Thalweg.Studies.Tasks;

namespace Thalweg.Studies.Analyses;

/// <summary>Runs of one variant in the order of their lowest training losses: of those that were made, the best are looked at.</summary>
/// <remarks>The order is by what the training loss came down to at any record, wherever the parameters that were kept lie: points at the end of a run and points
/// where its held-out loss was lowest are those of the same runs.</remarks>
internal static class BestRuns
{
    public const string Name = "best";

    public static IntegerOption Option { get; } =
        new(Name, null, "runs of each variant that are looked at, those with the lowest training losses; all if absent")
        {
            Minimum = 2,
            IsOptional = true,
            IsLeftOutAtDefault = true,
        };

    /// <summary>How many are asked for; null for all.</summary>
    public static int? Count(ResolvedCall call) => call.Has(Name) ? call.Integer(Name) : null;

    public static IEnumerable<InputException> Refusals(Study study, ResolvedCall call)
    {
        if (Count(call) is { } best && best >= study.Seeds.Count)
        {
            yield return new InputException(
                $"best={best} of {study.Seeds.Count} runs leaves none out; add seeds, or leave best out",
                call.LocationOf(Name)
            );
        }
    }

    /// <summary>Places among the runs, the lowest loss first; ties in the order that they are given in.</summary>
    public static IReadOnlyList<int> Of(IReadOnlyList<EarlierTask> trains, TaskContext context) =>
        Order([.. trains.Select(train => context.Read<TrainRecord>(train))]);

    /// <inheritdoc cref="Of"/>
    public static IReadOnlyList<int> Order(IReadOnlyList<TrainRecord> runs) =>
        [.. Enumerable.Range(0, runs.Count).OrderBy(i => Lowest(runs[i])).ThenBy(i => i)];

    private static double Lowest(TrainRecord run)
    {
        var finite = run.History.Loss.Where(double.IsFinite).ToList();
        return finite.Count == 0 ? double.PositiveInfinity : finite.Min();
    }
}
