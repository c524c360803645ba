using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;
using Thalweg.Optimization.LineSearches;
using Thalweg.Optimization.Optimizers;
using Thalweg.Optimization.Optimizers.LeastSquares;
using Thalweg.Optimization.Optimizers.Searching;
using Thalweg.Optimization.Training;

namespace Thalweg.Landscapes.Curvature;

/// <summary>A θ trained on until little is left to gain, so that a landscape can be looked at from its bottom.</summary>
/// <param name="Parameters">θ, [P].</param>
/// <param name="Local">Gradient and Hessian there.</param>
/// <param name="IsBottom">Whether the decrement came below the tolerance.</param>
/// <param name="Optimizer">Levenberg–Marquardt where the loss is a sum of squares, else self-scaled Broyden.</param>
/// <param name="Steps">Steps of the optimizer.</param>
/// <param name="Moved">‖θ − θ₀‖₂/‖θ₀‖₂.</param>
public sealed record Polishing(
    double[] Parameters,
    LocalQuadratic Local,
    bool IsBottom,
    string Optimizer,
    long Steps,
    double Moved
)
{
    private const long FirstPortion = 100;
    private const int Portions = 5;

    /// <summary>Trains on. Cost: the steps of the optimizer, 3 100 at most, and <see cref="LocalQuadratic.At"/> after 100, 300, 700, 1 500 and
    /// 3 100 of them.</summary>
    /// <param name="start">θ₀, [P], finite.</param>
    /// <param name="tolerance">Of the decrement, above 0. Beyond <see cref="LocalQuadratic.LargestCount"/> parameters there is none, and the optimizer
    /// goes on until it stops by itself.</param>
    public static Polishing From(
        IObjective objective,
        ReadOnlyMemory<double> start,
        double tolerance,
        WorkerTeam team,
        IProgress<double>? progress = null
    )
    {
        ArgumentNullException.ThrowIfNull(objective);
        ArgumentNullException.ThrowIfNull(team);
        if (!(tolerance > 0))
        {
            throw new ArgumentOutOfRangeException(
                nameof(tolerance),
                tolerance,
                $"tolerance is {tolerance}; give a decrement above 0"
            );
        }
        Optimizer optimizer = objective.As<IResiduals>() is null
            ? new SearchOptimizer(new SelfScaledBroyden(), new HagerZhang())
            : new LeastSquaresOptimizer();
        var (θ, local, steps) = (start.ToArray(), LocalQuadratic.At(objective, start, team), 0L);
        var portion = FirstPortion;
        for (var k = 0; k < Portions && !(local.Decrement <= tolerance); k++)
        {
            var trainer = new Trainer(
                new TrainingOptions(optimizer, portion)
                {
                    Records = StepPlan.Ends,
                    SaveInterval = 0,
                    SavePeriod = TimeSpan.Zero,
                    KeepBest = [],
                },
                objective
            );
            var trained = trainer.Run(trainer.Begin(θ), team);
            var isStuck = trained.Phases.Sum(phase => phase.Steps) < portion;
            steps += trained.StepsDone;
            θ = trained.Parameters;
            local = LocalQuadratic.At(objective, θ, team);
            portion *= 2;
            progress?.Report((k + 1.0) / Portions);
            if (isStuck)
            {
                break;
            }
        }
        var moved = new double[θ.Length];
        for (var i = 0; i < moved.Length; i++)
        {
            moved[i] = θ[i] - start.Span[i];
        }
        return new Polishing(
            θ,
            local,
            local.Decrement <= tolerance,
            optimizer.Description,
            steps,
            OrderedSums.ScaledNorm(moved) / OrderedSums.ScaledNorm(start.Span)
        );
    }
}
