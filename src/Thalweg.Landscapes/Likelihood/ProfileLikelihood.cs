using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Objectives.Wrapping;
using Thalweg.Numerics.Parallel;
using Thalweg.Optimization;
using Thalweg.Optimization.LineSearches;
using Thalweg.Optimization.Optimizers;
using Thalweg.Optimization.Optimizers.LeastSquares;
using Thalweg.Optimization.Optimizers.Searching;
using Thalweg.Optimization.Training;

namespace Thalweg.Landscapes.Likelihood;

/// <summary>L(c) = min of L over all parameters but one, c, on both sides of its minimum [Raue2009].</summary>
/// <remarks>Every point begins where its neighbour ended, with c moved, and the others with it to first order where the loss is a sum of squares. What was walked before is given back and gone on from, to the same bits.
/// Cost: the steps of the optimizer, for each point.</remarks>
public sealed class ProfileLikelihood
{
    // What the loss gains over a tenth of the steps, in the scale of the likelihood.
    private const double AtRest = 0.001;
    private const long Patience = 10;
    private const long Records = 40;

    // Where its neighbour came to rest a point begins near its own minimum, where a step of Gauss and Newton is a good one.
    private const double Damping = 1e-9;

    private readonly IObjective objective;
    private readonly int place;
    private readonly ProfileOptions options;
    private readonly Optimizer optimizer;

    /// <param name="place">Of c in θ.</param>
    public ProfileLikelihood(IObjective objective, int place, ProfileOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(objective);
        if (place < 0 || place >= objective.ParameterCount)
        {
            throw new ArgumentOutOfRangeException(
                nameof(place),
                place,
                $"place is {place}; '{objective.Name}' has {objective.ParameterCount} parameters: give one of them"
            );
        }
        (this.objective, this.place, this.options) = (objective, place, options ?? new ProfileOptions());
        optimizer =
            this.options.Optimizer
            ?? (
                objective.As<IResiduals>() is null
                    ? new SearchOptimizer(new SelfScaledBroyden(), new HagerZhang())
                    : new LeastSquaresOptimizer { InitialDamping = Damping }
            );
    }

    /// <summary>What trains the others.</summary>
    public string OptimizerDescription => optimizer.Description;

    /// <summary>The first point: all parameters trained on, c with them.</summary>
    /// <param name="start">θ₀, [P], finite.</param>
    /// <param name="scale">Of the likelihood, by which is judged what is at rest; null where it is none.</param>
    public ProfilePoint Minimum(ReadOnlySpan<double> start, double? scale, WorkerTeam team)
    {
        ArgumentNullException.ThrowIfNull(team);
        var point = Trained(objective, start, scale, team);
        return point with { Value = point.Parameters[place] };
    }

    /// <summary>Walks to both sides of the first point, upwards first.</summary>
    /// <param name="walked">What was walked before, in the order of the walk; the first is that of <see cref="Minimum"/>.</param>
    /// <param name="up">Length of the first steps upwards, above 0.</param>
    /// <param name="down">The same downwards.</param>
    /// <param name="threshold">What L(c) − min L has to reach for a side to need no further points, in units of L; null walks without any.</param>
    /// <param name="found">Takes each new point, in the order of the walk.</param>
    /// <returns>All points in the order of the walk.</returns>
    public IReadOnlyList<ProfilePoint> Walk(
        IReadOnlyList<ProfilePoint> walked,
        double up,
        double down,
        double? scale,
        double? threshold,
        WorkerTeam team,
        Action<IReadOnlyList<ProfilePoint>>? found = null
    )
    {
        ArgumentNullException.ThrowIfNull(walked);
        ArgumentNullException.ThrowIfNull(team);
        if (walked.Count == 0)
        {
            throw new ArgumentException("walked is empty; give the first point at least", nameof(walked));
        }
        if (!(up > 0) || !(down > 0))
        {
            throw new ArgumentOutOfRangeException(nameof(up), $"the steps are {up} and {down}; give lengths above 0");
        }
        List<ProfilePoint> points = [.. walked];
        var centre = walked[0];
        if (!double.IsFinite(centre.Loss))
        {
            return points;
        }
        Side(up, walked.Count(p => p.Value > centre.Value));
        Side(-down, walked.Count(p => p.Value < centre.Value));
        return points;

        void Side(double step, int done)
        {
            var own = points.Skip(1).Where(p => p.Value > centre.Value == step > 0).ToList();
            for (var k = done; k < options.Points + options.Further; k++)
            {
                var last = own.Count > 0 ? own[^1] : centre;
                var isFurther = k >= options.Points;
                if (
                    !double.IsFinite(last.Loss)
                    || (
                        isFurther
                        && (
                            threshold is null
                            || !(last.Loss - points.Where(p => double.IsFinite(p.Loss)).Min(p => p.Loss) < threshold)
                        )
                    )
                )
                {
                    return;
                }
                // A step twice as long each time: 2, 4, 8, …
                var reach = isFurther ? options.Points + Math.ScaleB(1, k - options.Points + 2) - 2 : k + 1;
                var point = Held(centre.Value + (step * reach), last.Parameters, scale, team);
                own.Add(point);
                points.Add(point);
                found?.Invoke(points);
            }
        }
    }

    private ProfilePoint Held(double value, double[] start, double? scale, WorkerTeam team)
    {
        var held = new HeldParameter(objective, place, value);
        var point = Trained(held, held.Others(ProfileTangent.Start(objective, place, start, value, team)), scale, team);
        return point with { Value = value, Parameters = held.Whole(point.Parameters) };
    }

    private ProfilePoint Trained(IObjective loss, ReadOnlySpan<double> start, double? scale, WorkerTeam team)
    {
        team.Cancellation.ThrowIfCancellationRequested();
        var trainer = new Trainer(
            new TrainingOptions(optimizer, options.Steps)
            {
                Records = StepPlan.Every(Math.Max(1, options.Steps / Records)),
                EarlyStopping = scale is { } s
                    ? new EarlyStopping("loss", Math.Max(1, options.Steps / Patience), AtRest * s)
                    : null,
                SaveInterval = 0,
                SavePeriod = TimeSpan.Zero,
            },
            loss
        );
        var trained = trainer.Run(trainer.Begin(start), team);
        var best = trained.AtBest("loss");
        return new ProfilePoint(
            double.NaN,
            best.Final.Loss,
            best.Final.GradientNorm,
            trained.StepsDone,
            trained.StopReason,
            IsAtRest(trained)
                // An optimizer that does not get on gains nothing over many steps either.
                && !(
                    trained.StopReason == StopReason.EarlyStopped
                    && DownhillProbe.Gains(loss, best.Parameters, best.Final.Loss, AtRest * scale!.Value, team)
                ),
            best.Parameters
        );
    }

    private static bool IsAtRest(TrainingResult trained) =>
        double.IsFinite(trained.Final.Loss)
        && trained.StopReason
            is StopReason.EarlyStopped
                or StopReason.GradientSmall
                or StopReason.PrecisionStall
                or StopReason.StepSmall;
}
