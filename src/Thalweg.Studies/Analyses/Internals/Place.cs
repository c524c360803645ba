using Thalweg.Studies.Tasks;

namespace Thalweg.Studies.Analyses;

/// <summary>A centre with its parameters, as records describe it.</summary>
/// <param name="Parameters">θ, [P].</param>
/// <param name="Run">The run it belongs to, or null where the parameters were given.</param>
/// <param name="Step">Training step of the parameters; null where they were given.</param>
/// <param name="IsFinal">True at the end of a run.</param>
internal sealed record Place(
    double[] Parameters,
    TrainedRun? Run,
    string? TrainKey,
    long? Step,
    bool IsFinal,
    IReadOnlyList<string> Warnings
)
{
    /// <summary>Label of the loss of the run.</summary>
    public string? TrainedOn => Run?.Record.Formulation;

    public ulong? Seed => Run?.Record.Seed;

    public static Place Of(Centre centre, TaskContext context)
    {
        switch (centre)
        {
            case GivenCentre given:
                return new Place(given.Parameters, null, null, null, false, []);
            case TrainedCentre trained:
                var run = TrainedRun.Read(context, trained.Train);
                var (parameters, step, warning) = run.At(trained.Step);
                return new Place(
                    parameters,
                    run,
                    trained.Train.Key,
                    step,
                    trained.Step is null,
                    warning is null ? [] : [warning]
                );
            case RankedCentre ranked:
                return Of(
                    new TrainedCentre(ranked.Trains[BestRuns.Of(ranked.Trains, context)[ranked.Rank]], null),
                    context
                );
            default:
                throw new ArgumentException($"no such centre: {centre}", nameof(centre));
        }
    }
}
