using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;
using Thalweg.Results.Keys;
using Thalweg.Results.Records;
using Thalweg.Results.Store;
using Thalweg.Studies.Sources;

namespace Thalweg.Studies.Tasks;

/// <summary>What a computation is given beside its inputs; no result depends on it.</summary>
/// <param name="Objectives">Makes and keeps the objectives of the lane.</param>
/// <param name="Team">Threads and cancellation.</param>
public sealed record TaskContext(ObjectivePool Objectives, WorkerTeam Team)
{
    /// <summary>Holds the results of earlier tasks; null where there are none.</summary>
    public ResultStore? Store { get; init; }

    /// <summary>Keeps the state of a long task between processes; null where it is not kept.</summary>
    public PartialState? Partial { get; init; }

    /// <summary>Counts gradient evaluations spent on the task, earlier processes included; null where nobody counts.</summary>
    public EvaluationCount? Spent { get; init; }

    /// <summary>Takes the fraction of the task that is done.</summary>
    public Action<double> Progress { get; init; } = static _ => { };

    /// <summary>Takes the seconds of one part of the task, for the log; they are no part of a result.</summary>
    public Action<double> Lap { get; init; } = static _ => { };

    /// <summary>Takes the result of a task that comes with the one at work.</summary>
    public Action<StudyTask, TaskResult> Beside { get; init; } = static (_, _) => { };

    /// <summary>The objective of a source, also of one whose weights an earlier training ended with.</summary>
    /// <exception cref="Syntax.InputException">The parts of the source do not fit together.</exception>
    /// <exception cref="IOException">As for <see cref="Stored"/>.</exception>
    public IObjective ObjectiveOf(Source source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return source is WeighedSource weighed
            ? Objectives.Kept(
                source,
                () =>
                    weighed.With(
                        Objectives.Passing(weighed.Stated),
                        Stored(new EarlierTask(weighed.Train, $"train {weighed.Stated.Label}"))
                            .ReadArrays()["factors"]
                            .Values
                    )
            )
            : Objectives.Of(source);
    }

    /// <summary>The record of an earlier task.</summary>
    /// <exception cref="IOException">It was there when the task was chosen and is damaged or gone now.</exception>
    public T Read<T>(EarlierTask task)
    {
        ArgumentNullException.ThrowIfNull(task);
        return RecordJson.Read<T>(Stored(task).Record);
    }

    /// <summary>The verified result of an earlier task.</summary>
    /// <exception cref="IOException">It was there when the task was chosen and is damaged or gone now.</exception>
    public StoredResult Stored(EarlierTask task)
    {
        ArgumentNullException.ThrowIfNull(task);
        string? damage = null;
        if (Store is not null && TaskKey.TryParse(task.Key, out var key))
        {
            if (Store.ReadSeen(key, Team.Cancellation, out damage) is { } result)
            {
                return result;
            }
        }
        throw new IOException(
            $"the result of '{task.Label}' cannot be read: {damage ?? "its file is gone"}; run the same command again"
        );
    }
}
