using Thalweg.Landscapes.Evaluation;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;
using Thalweg.Optimization;
using Thalweg.Optimization.LineSearches;
using Thalweg.Optimization.Optimizers.Searching;
using Thalweg.Optimization.Training;

namespace Thalweg.Landscapes.Paths;

/// <summary>Goes from one parameter vector to another layer by layer: each in turn is carried over in equal steps, and after each step the layers
/// that are still to come are trained anew, after the idea of [Tian2025].</summary>
/// <remarks>
/// <para>Layer l, weights and biases, moves from where it is to θ_b, s/k of the way after step s of k. Those that were carried over stay at θ_b; those still to
/// come, in the order of the forward pass, are lowered by limited-memory BFGS with the loss at hand, and where they end is where their own legs
/// begin. The last layer moves alone. The path is the polygon of these points; without updates it is one straight leg for each layer. Where a loss has
/// no layers, or one, each parameter counts as one.</para>
/// <para>The published algorithm takes steps of a share of the distance with stochastic training in between, and seeks paths below a threshold; this one is
/// deterministic, has no threshold, and reports how high it got. It depends on the direction: from b to a it is another path. Cost: the updates times
/// values and gradients, then n gradients and 3n values per loss.</para>
/// </remarks>
public static class LayerConnection
{
    /// <summary>Carries the layers over and measures the path.</summary>
    /// <param name="objectives">The layers are trained with the first; the path is measured with all.</param>
    /// <param name="from">θ_a, [P].</param>
    /// <param name="to">θ_b, [P].</param>
    /// <param name="progress">Told the share of the steps that are done.</param>
    /// <exception cref="ArgumentException">Objectives or ends that do not fit.</exception>
    /// <exception cref="OperationCanceledException">Cancelled through <paramref name="team"/>.</exception>
    public static PathResult Find(
        IReadOnlyList<LabelledObjective> objectives,
        ReadOnlyMemory<double> from,
        ReadOnlyMemory<double> to,
        LayerConnectionOptions options,
        WorkerTeam team,
        IProgress<double>? progress = null
    )
    {
        ArgumentNullException.ThrowIfNull(objectives);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(team);
        var measurement = new PathMeasurement(objectives, from, to, team);
        var layers = Layers(objectives[0].Objective, options.Backward);
        var pieces = Math.Max(1, (int)Math.Round((options.Points - 1.0) / layers.Count));
        var here = from.ToArray();
        List<double> points = [.. here];
        var (updates, stop) = (0L, options.Steps > 0 ? StopReason.GradientSmall : (StopReason?)null);
        for (var l = 0; l < layers.Count; l++)
        {
            int[] open = [.. layers.Skip(l + 1).SelectMany(layer => layer)];
            var start = (double[])here.Clone();
            for (var step = 1; step <= pieces; step++)
            {
                team.Cancellation.ThrowIfCancellationRequested();
                foreach (var i in layers[l])
                {
                    here[i] =
                        step == pieces ? to.Span[i] : start[i] + (step / (double)pieces * (to.Span[i] - start[i]));
                }
                if (open.Length > 0 && options.Steps > 0)
                {
                    var trained = Train(new OpenParameters(measurement.Sought, here, open), options.Steps, team);
                    updates += trained.StepsDone;
                    stop = Worse(stop, trained.StopReason);
                    for (var i = 0; i < open.Length; i++)
                    {
                        here[open[i]] = trained.Parameters[i];
                    }
                }
                points.AddRange(here);
                progress?.Report(((l * pieces) + step) / (double)(layers.Count * pieces));
            }
        }
        var curve = PathCurve.Through(points.ToArray(), here.Length);
        return measurement.Of(
            curve,
            ElasticBand.Even(points.Count / here.Length),
            options.Tolerance,
            steps: updates,
            stop: stop,
            message: stop?.Describe()
        );
    }

    /// <summary>Places of the parameters of each layer, in the order in which layers are carried over.</summary>
    private static List<int[]> Layers(IObjective objective, bool backward)
    {
        var tensors = objective.As<ILayered>()?.Layout.Tensors ?? [];
        List<int[]> layers =
        [
            .. tensors
                .GroupBy(t => t.Layer)
                .OrderBy(g => g.Key)
                .Select(g => g.SelectMany(t => Enumerable.Range(t.Offset, t.Count)).ToArray()),
        ];
        if (layers.Count < 2)
        {
            layers = [.. Enumerable.Range(0, objective.ParameterCount).Select(i => new[] { i })];
        }
        if (backward)
        {
            layers.Reverse();
        }
        return layers;
    }

    private static TrainingResult Train(OpenParameters open, int steps, WorkerTeam team)
    {
        var trainer = new Trainer(
            new TrainingOptions(new SearchOptimizer(new Lbfgs(), new HagerZhang()), steps)
            {
                Records = StepPlan.Ends,
                SaveInterval = 0,
                SavePeriod = TimeSpan.Zero,
            },
            open
        );
        return trainer.Run(trainer.Begin(open.Start()), team);
    }

    /// <summary>What is told of many trainings: a loss that was not finite, else steps that were spent, else that all came to rest.</summary>
    private static StopReason? Worse(StopReason? a, StopReason b) =>
        a == StopReason.NonFinite || b == StopReason.NonFinite ? StopReason.NonFinite
        : a == StopReason.StepsDone || b == StopReason.StepsDone ? StopReason.StepsDone
        : a == StopReason.GradientSmall ? b
        : a;
}
