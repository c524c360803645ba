using Thalweg.Numerics.Objectives;
using Thalweg.Optimization.Training;

namespace Thalweg.Optimization.Optimizers.LeastSquares;

/// <summary>Levenberg–Marquardt on the residuals of a sum of squares; a step is one that was tried, taken or not.</summary>
/// <remarks>An <see cref="IDrawable"/> objective keeps its own points (those of draw 0).</remarks>
public sealed record LeastSquaresOptimizer : Optimizer
{
    /// <summary>τ: the first damping is τ times the largest diagonal entry of JᵀJ.</summary>
    public double InitialDamping
    {
        get => Options.InitialDamping;
        init => Options = Options with { InitialDamping = value };
    }

    /// <summary>Corrections of a step at most, after its acceleration; 0 takes the step as it is, without either.</summary>
    public int Corrections
    {
        get => Options.Corrections;
        init => Options = Options with { Corrections = value };
    }

    /// <summary>Stops once ‖∇L‖₂ is at most this, 0 or more.</summary>
    public double GradientTolerance
    {
        get => Options.GradientTolerance;
        init => Options = Options with { GradientTolerance = value };
    }

    public override string Description => Options.Description;

    private LevenbergMarquardtOptions Options { get; init; } = new(long.MaxValue) { Records = StepPlan.Ends };

    internal override void Check(IObjective objective) => Residuals(objective);

    internal override IOptimizerRun Begin(IObjective objective, ReadOnlySpan<double> parameters) =>
        new LeastSquaresRun(
            Options,
            objective,
            new LevenbergMarquardt(Options, objective, Residuals(objective)).Begin(parameters)
        );

    internal override IOptimizerRun Restore(IObjective objective, ReadOnlySpan<byte> bytes)
    {
        var state = LeastSquaresState.FromBytes(bytes);
        new LevenbergMarquardt(Options, objective, Residuals(objective)).RequireOwn(state);
        return new LeastSquaresRun(Options, objective, state);
    }

    /// <exception cref="ArgumentException">The objective is no sum of squares.</exception>
    internal static IResiduals Residuals(IObjective objective) =>
        objective.As<IResiduals>()
        ?? throw new ArgumentException(
            $"Levenberg-Marquardt needs a loss that is a sum of squares, and '{objective.Name}' is none; take a squared "
                + "residual such as galerkin, or another optimizer, such as lbfgs or natural-gradient",
            nameof(objective)
        );
}
