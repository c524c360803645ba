using Thalweg.Numerics.Parallel;
using Thalweg.Studies.Sources;

namespace Thalweg.Studies.Running;

/// <summary>Threads that compute a loss while another is timed, as the other tasks of a study will: processors that share what they compute with are slower
/// together.</summary>
internal sealed class Neighbours : IDisposable
{
    private readonly CancellationTokenSource end = new();
    private readonly List<Thread> threads = [];

    public Neighbours(Source source, double[] parameters, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var thread = new Thread(() => Work(source, parameters)) { IsBackground = true, Name = "thalweg-neighbour" };
            thread.Start();
            threads.Add(thread);
        }
    }

    public void Dispose()
    {
        end.Cancel();
        threads.ForEach(thread => thread.Join());
        end.Dispose();
    }

    private void Work(Source source, double[] parameters)
    {
        var objective = source.Create();
        var gradient = new double[parameters.Length];
        using var team = new WorkerTeam(1, end.Token);
        try
        {
            while (!end.IsCancellationRequested)
            {
                objective.Gradient(parameters, gradient, default, team);
            }
        }
        catch (OperationCanceledException)
        {
            // What was timed has ended.
        }
    }
}
