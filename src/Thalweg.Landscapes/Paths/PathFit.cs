using Thalweg.Landscapes.Evaluation;
using Thalweg.Numerics.Parallel;
using Thalweg.Optimization.Optimizers;
using Thalweg.Optimization.Optimizers.FirstOrder;
using Thalweg.Optimization.Training;

namespace Thalweg.Landscapes.Paths;

/// <summary>Fits a curve between two parameter vectors to low losses: with a sine series the method FourierPathFinder [Yu2026], with inner
/// points the Bézier curves and polygonal chains of [Garipov2018].</summary>
/// <remarks>
/// <para>Minimises Σ f(w(t_m)) + λ Σ ‖w(t_{m+1}) − w(t_m)‖² by the coefficients of w, from the straight line. The sum over points is lowered by
/// hurrying over a pass as well as by lowering it, so that the height of the curve is an upper bound of the pass between its ends and no more: on
/// the published example it stays 0.019 to 0.106 above.</para>
/// <para>The height of the points can lie below the pass, that of the curve cannot, as far as its maxima show at a quarter of the distance
/// between two points.</para>
/// </remarks>
public static class PathFit
{
    /// <summary>Fits and measures. Cost: M − 2 gradients per step, for a search as many values or gradients per trial, and once the two ends; then M
    /// gradients and 3M values per loss.</summary>
    /// <param name="objectives">The first is summed; the path is measured with all.</param>
    /// <param name="from">θ_a, [P].</param>
    /// <param name="to">θ_b, [P].</param>
    /// <param name="progress">Told the share of the steps that are done.</param>
    /// <exception cref="ArgumentException">Objectives or ends that do not fit, or noise for an optimizer that is no first-order method.</exception>
    /// <exception cref="OperationCanceledException">Cancelled through <paramref name="team"/>.</exception>
    public static PathResult Find(
        IReadOnlyList<LabelledObjective> objectives,
        ReadOnlyMemory<double> from,
        ReadOnlyMemory<double> to,
        PathFitOptions options,
        WorkerTeam team,
        IProgress<double>? progress = null
    )
    {
        ArgumentNullException.ThrowIfNull(objectives);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(team);
        var measurement = new PathMeasurement(objectives, from, to, team);
        if (options.Terms == 0)
        {
            var line = PathCurve.Straight(from.Span, to.Span);
            return measurement.Of(line, Samples(line, options.Points), options.Tolerance);
        }
        var sum = new PathSum(
            measurement.Sought,
            from.Span,
            to.Span,
            options.Shape,
            options.Terms,
            options.Points,
            options.Lambda,
            options.Squared
        )
        {
            HasHeight = options.Settle > 0,
        };
        var fitted = Minimise(sum, options, team, progress);
        var curve = new PathCurve(from.Span, to.Span, options.Shape, fitted.Parameters);
        return measurement.Of(
            curve,
            Samples(curve, options.Points),
            options.Tolerance,
            fitted.Final.Loss,
            fitted.Final.GradientNorm,
            fitted.StepsDone,
            fitted.StopReason,
            fitted.Message
        );
    }

    private static TrainingResult Minimise(
        PathSum sum,
        PathFitOptions options,
        WorkerTeam team,
        IProgress<double>? progress
    )
    {
        var best = options.Keep == PathKeeping.Best;
        if (options.Settle > 0 && !best)
        {
            throw new ArgumentException(
                $"Settle is {options.Settle.ToString(System.Globalization.CultureInfo.InvariantCulture)} with the last iterate kept; give Keep Best, or Settle 0",
                nameof(options)
            );
        }
        // What the last update leads to is not looked at, and need not be made.
        var steps = best ? Math.Max(0, options.Steps - 1) : options.Steps;
        var trainer = new Trainer(
            new TrainingOptions(Noisy(options), steps)
            {
                Records = best ? StepPlan.Every(1) : StepPlan.Ends,
                KeepBest = best ? ["loss"] : [],
                EarlyStopping =
                    options.Settle > 0
                        ? new EarlyStopping(PathSum.HeightName, options.SettleSteps, 0, options.Settle)
                        : null,
                SaveInterval = 0,
                SavePeriod = TimeSpan.Zero,
            },
            sum
        );
        var share = progress is null ? null : new StepShare(progress, steps);
        var result = trainer.Run(trainer.Begin(sum.Straight()), team, progress: share);
        return best ? result.AtBest("loss") : result;
    }

    private static Optimizer Noisy(PathFitOptions options) =>
        options.Noise == 0 ? options.Optimizer
        : options.Optimizer is StepOptimizer step
            ? step with
            {
                Method = new NoisyMethod(step.Method, options.Noise, options.Seed),
            }
        : throw new ArgumentException(
            $"noise is {options.Noise} for '{options.Optimizer.Description}', which searches along lines; give a first-order method, or noise 0",
            nameof(options)
        );

    /// <summary>The points of the sum, and the corners of the curve.</summary>
    private static double[] Samples(PathCurve curve, int points) =>
        [.. Enumerable.Range(0, points).Select(m => m / (points - 1.0)).Concat(curve.Corners).Distinct().Order()];

    private sealed class StepShare(IProgress<double> whole, long steps) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => whole.Report(value.Step / (double)Math.Max(1, steps));
    }
}
