using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;
using Thalweg.Optimization.Optimizers.FirstOrder;
using Thalweg.Optimization.Training;

namespace Thalweg.Optimization.Tests.Training;

/// <summary>A state goes on where the loss at its start differs by rounding, measured by what the loss sums and not by the loss.</summary>
public sealed class ResumedLossTests
{
    // A unit in the last place of 1 is 2.2e-16: the rounding of an energy that is the difference of summands of that size.
    [Theory]
    [InlineData(3e-17, -2e-17, 1.0, true)]
    [InlineData(0.0, 2e-16, 1.0, true)]
    [InlineData(3e-17, 1e-9, 1.0, false)]
    [InlineData(0.0, 1e-9, 1.0, false)]
    [InlineData(-1.0, -1.0 - 1e-9, 1.0, false)]
    [InlineData(-1.0, -1.0 - 4e-16, 1.0, true)]
    [InlineData(-1.0, -1.0 - 1e-9, 1e8, true)]
    [InlineData(1e-20, 1.001e-20, 1e-20, false)]
    [InlineData(1.0, double.NaN, 1.0, false)]
    public void Of_a_loss_that_tells_what_it_sums(double begun, double now, double magnitude, bool goesOn) =>
        Check(begun, now, new Summed(begun, magnitude), new Summed(now, magnitude), goesOn);

    // Values between neighbours scatter by about so much.
    [Theory]
    [InlineData(3e-10, -2e-10, 1e-9, true)]
    [InlineData(0.0, 1e-9, 1e-9, true)]
    [InlineData(0.0, 1e-6, 1e-9, false)]
    [InlineData(-1.0, -1.0 - 1e-8, 1e-9, true)]
    [InlineData(-1.0, -1.0 - 1e-9, 1e-15, false)]
    public void Of_a_loss_of_another_program(double begun, double now, double scatter, bool goesOn) =>
        Check(begun, now, new Scattered(begun, scatter), new Scattered(now, scatter), goesOn);

    [Theory]
    [InlineData(1.0f, 1.000001f, true)]
    [InlineData(1.0f, 1.001f, false)]
    public void Of_a_loss_in_single_precision(float begun, float now, bool goesOn) =>
        Check(begun, now, new Level(begun), new Level(now), goesOn);

    private static void Check(double begun, double now, IObjective first, IObjective second, bool goesOn)
    {
        var options = new TrainingOptions(new Adam(0.1), 3);
        var state = new Trainer(options, first).Begin([1.0, 2.0]);
        new Trainer(options, first).Run(state, WorkerTeam.Sequential);
        Assert.Equal(begun, state.History.At(0)!.Loss);
        var run = () => new Trainer(options, second).Run(state, WorkerTeam.Sequential);
        if (goesOn)
        {
            run();
            return;
        }
        var error = Assert.Throws<ArgumentException>(run);
        Assert.Equal("state", error.ParamName);
        Assert.Contains(FormattableString.Invariant($"which this objective gives as {now}"), error.Message);
    }

    /// <summary>A loss that is the same everywhere near its start.</summary>
    private class Level(double level) : IObjective
    {
        public string Name => "level";

        public int ParameterCount => 2;

        public IReadOnlyList<string> TermNames { get; } = ["level"];

        public IReadOnlyList<string> MetricNames { get; } = [];

        public double? LowerBound => null;

        protected virtual double At(ReadOnlySpan<double> parameters) => level;

        public void Values(
            ReadOnlyMemory<double> parameters,
            Memory<double> losses,
            Memory<double> terms,
            Memory<double> metrics,
            WorkerTeam team
        )
        {
            for (var k = 0; k < losses.Length; k++)
            {
                losses.Span[k] = At(parameters.Span.Slice(2 * k, 2));
            }
            if (!terms.IsEmpty)
            {
                losses.CopyTo(terms);
            }
        }

        public double Gradient(
            ReadOnlyMemory<double> parameters,
            Memory<double> gradient,
            Memory<double> terms,
            WorkerTeam team
        )
        {
            gradient.Span.Clear();
            var loss = At(parameters.Span);
            if (!terms.IsEmpty)
            {
                terms.Span[0] = loss;
            }
            return loss;
        }
    }

    private sealed class Summed(double level, double magnitude) : Level(level), ISummands
    {
        public double Epsilon => RoundingProbe.DoubleEpsilon;

        public void ValuesAndMagnitudes(
            ReadOnlyMemory<double> parameters,
            Memory<double> losses,
            Memory<double> magnitudes,
            WorkerTeam team
        )
        {
            Values(parameters, losses, default, default, team);
            magnitudes.Span.Fill(magnitude);
        }
    }

    private sealed class Scattered(double level, double scatter) : Level(level)
    {
        private readonly double level = level;

        protected override double At(ReadOnlySpan<double> parameters) =>
            parameters.SequenceEqual([1.0, 2.0]) ? level : level + (scatter * Math.Sin(1e15 * parameters[0]));
    }
}
