using Thalweg.Numerics.Parallel;
using Thalweg.Optimization.LineSearches;
using Thalweg.Optimization.Optimizers.Searching;
using Thalweg.Optimization.Training;

namespace Thalweg.Optimization.Tests.Searching;

/// <summary>A damping above the most that is factorised with comes down again: it locks nothing into steepest descent.</summary>
public sealed class NaturalGradientDampingTests
{
    private const double AboveTheMost = 1e13;

    [Theory]
    [InlineData(AboveTheMost)]
    [InlineData(1e300)]
    [InlineData(1e12)]
    public void A_direction_is_solved_for_at_any_damping(double damping)
    {
        var bowl = new Bowl([1.0, 4.0, 9.0], [1.0, 1.0, 1.0]);
        var descent = new NaturalGradient(Acceleration: 0.0);
        var state = descent.Begin(bowl);
        ((NaturalGradientState)state).Arrays[0][0] = damping;
        var parameters = new double[3];
        var gradient = new double[3];
        var direction = new double[3];
        var loss = bowl.Gradient(parameters, gradient, default, WorkerTeam.Sequential);
        var point = new DescentPoint(bowl, parameters, gradient, loss);
        Assert.True(descent.Direct(point, state, direction, WorkerTeam.Sequential).HasLength);
        // What the step promised, gained: the damping falls by the third.
        descent.Learn(
            new DescentStep(
                1.0,
                Slope(gradient, direction),
                Slope(gradient, direction),
                direction,
                gradient,
                gradient,
                direction
            ),
            state,
            WorkerTeam.Sequential
        );
        Assert.InRange(((NaturalGradientState)state).Damping, 0.0, 0.5e12);
    }

    [Fact]
    public void A_run_that_begins_above_the_most_ends_where_another_does()
    {
        var bowl = new Bowl([1.0, 1e2, 1e4], [1.0, -2.0, 3.0]);
        var optimizer = new SearchOptimizer(new NaturalGradient(AboveTheMost), new HagerZhang());
        using var team = new WorkerTeam(1, TestContext.Current.CancellationToken);
        var trainer = new Trainer(new TrainingOptions(optimizer, 60), bowl);
        var result = trainer.Run(trainer.Begin(new double[3]), team);
        Assert.InRange(result.Final.Loss, 0.0, 1e-18);
    }

    private static double Slope(double[] gradient, double[] direction) =>
        gradient.Zip(direction, (g, d) => g * d).Sum();
}
