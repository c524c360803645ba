using Thalweg.Numerics.Parallel;
using Thalweg.Results.Store;
using Thalweg.Studies.Tasks;

namespace Thalweg.Studies.Running;

/// <summary>What a computation is given beside its task.</summary>
/// <param name="Store">Holds the results of the task's dependencies.</param>
/// <param name="Partial">Keeps the state of a long task between processes.</param>
/// <param name="Spent">Gradient evaluations spent on the task, earlier processes included.</param>
/// <param name="Team">Threads and cancellation.</param>
/// <param name="Progress">Takes the fraction of the task that is done.</param>
public sealed record TaskContext(
    ResultStore Store,
    PartialState Partial,
    EvaluationCount Spent,
    WorkerTeam Team,
    Action<double> Progress
)
{
    /// <summary>The verified result of a dependency.</summary>
    /// <exception cref="IOException">It was there when the task was chosen and is damaged or gone now.</exception>
    public StoredResult Read(StudyTask dependency) =>
        Store.TryRead(dependency.Key, out var damage)
        ?? throw new IOException(
            $"the result of '{dependency.Label}' cannot be read: {damage ?? "its file is gone"}; run the same command again"
        );
}

/// <summary>Computes one task; a pure function of the task and the results of its dependencies.</summary>
public delegate TaskResult TaskComputation(StudyTask task, TaskContext context);
