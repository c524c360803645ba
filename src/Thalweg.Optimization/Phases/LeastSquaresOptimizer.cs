using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;
using Thalweg.Optimization.LeastSquares;
using Thalweg.Optimization.Trajectories;

namespace Thalweg.Optimization.Phases;

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

    internal override IPhaseRun Begin(IObjective objective, ReadOnlySpan<double> parameters) =>
        new LeastSquaresRun(
            Options,
            objective,
            new LevenbergMarquardt(Options, objective, Residuals(objective)).Begin(parameters)
        );

    internal override IPhaseRun Restore(IObjective objective, ReadOnlySpan<byte> bytes)
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

/// <summary>Levenberg–Marquardt at work.</summary>
internal sealed class LeastSquaresRun(LevenbergMarquardtOptions options, IObjective objective, LeastSquaresState state)
    : IPhaseRun
{
    private LeastSquaresIteration iteration = NewIteration(options, objective, state);

    public Evaluations Spent => new(state.GradientEvaluations, state.ValueEvaluations, state.JacobianEvaluations);

    public Standing Stand(ReadOnlyMemory<double> parameters, long step, WorkerTeam team)
    {
        iteration.Linearize(team);
        return new Standing(iteration.Loss, iteration.GradientNorm, null, IsObjective: true);
    }

    public void Commit() { }

    public Stride Advance(double factor, Memory<double> parameters, WorkerTeam team)
    {
        var before = state.Iteration;
        var stop = iteration.Advance(team);
        state.CurrentParameters.CopyTo(parameters.Span);
        return new Stride(state.Iteration > before, stop, stop is { } why ? iteration.Explain(why) : "");
    }

    public void Move(IObjective objective)
    {
        state.Position++;
        iteration = NewIteration(options, objective, state);
    }

    public byte[] Write() => state.ToBytes();

    private static LeastSquaresIteration NewIteration(
        LevenbergMarquardtOptions options,
        IObjective objective,
        LeastSquaresState state
    ) => new(options, objective, LeastSquaresOptimizer.Residuals(objective), state);
}
