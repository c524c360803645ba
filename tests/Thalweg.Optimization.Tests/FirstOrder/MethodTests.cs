using System.Text.Json;
using Thalweg.Numerics.Parallel;
using Thalweg.Optimization.Optimizers.FirstOrder;
using Thalweg.Optimization.Schedules;
using Thalweg.Optimization.Training;

namespace Thalweg.Optimization.Tests.FirstOrder;

/// <summary>Against PyTorch: fixtures/generate.py wrote the traces.</summary>
public sealed class MethodTests
{
    private static readonly JsonElement Traces = JsonDocument
        .Parse(File.ReadAllText(Fixtures.Path("methods.json")))
        .RootElement;

    public static TheoryData<int> Sequences =>
        [.. Enumerable.Range(0, Traces.GetProperty("sequences").GetArrayLength())];

    [Theory]
    [MemberData(nameof(Sequences))]
    public void On_given_gradients_the_parameters_are_those_of_PyTorch(int index)
    {
        var sequence = Traces.GetProperty("sequences")[index];
        var method = TorchMethod.Create(sequence.GetProperty("method").GetString()!, sequence.GetProperty("options"));
        var θ = TorchMethod.Numbers(Traces.GetProperty("start"));
        var state = method.Begin(θ.Length);
        var step = 0;
        foreach (var expected in sequence.GetProperty("trace").EnumerateArray())
        {
            method.Step(method.Rate, θ, TorchMethod.Numbers(Traces.GetProperty("gradients")[step++]), state);
            Agree(TorchMethod.Numbers(expected), θ, 1e-14, $"{method.Description}, step {step}");
        }
        Assert.Equal(25, step);
        Assert.Equal(25, state.Steps);
    }

    [Theory]
    [InlineData("constant")]
    [InlineData("step")]
    [InlineData("cosine")]
    [InlineData("exponential")]
    public void A_descent_with_a_schedule_follows_PyTorch(string name)
    {
        Schedule schedule = name switch
        {
            "step" => new StepSchedule(40, 0.5),
            "cosine" => new CosineSchedule(500, 0.1),
            "exponential" => new ExponentialSchedule(0.995),
            _ => new ConstantSchedule(),
        };
        var options = new TrainingOptions(new Adam(0.01), 500)
        {
            Schedule = schedule,
            Records = StepPlan.Ends,
            Checkpoints = StepPlan.Every(1),
        };
        var trainer = new Trainer(options, new ChainedRosenbrock(11));
        var result = trainer.Run(
            trainer.Begin(TorchMethod.Numbers(Traces.GetProperty("start"))),
            WorkerTeam.Sequential
        );
        var descent = Traces
            .GetProperty("descents")
            .EnumerateArray()
            .Single(d => d.GetProperty("schedule").GetString() == name);
        foreach (var kept in descent.GetProperty("trace").EnumerateArray())
        {
            var step = kept.GetProperty("step").GetInt32();
            // Differences of the last place in the gradient grow along the way.
            var tolerance = step <= 10 ? 1e-14 : 1e-11;
            Agree(
                TorchMethod.Numbers(kept.GetProperty("parameters")),
                result.Trajectory[step].Parameters,
                tolerance,
                $"step {step}"
            );
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(29)]
    public void Lanes_and_tail_give_the_same_bits(int count)
    {
        foreach (var method in Every.Method)
        {
            var whole = Enumerable.Range(0, count).Select(i => 1.0 / (i + 3)).ToArray();
            var single = whole.ToArray();
            var state = method.Begin(count);
            var states = whole.Select(_ => method.Begin(1)).ToArray();
            for (var step = 0; step < 5; step++)
            {
                var gradient = whole.Select(x => (x * x) - (0.3 * step)).ToArray();
                method.Step(method.Rate, whole, gradient, state);
                for (var i = 0; i < count; i++)
                {
                    method.Step(method.Rate, single.AsSpan(i, 1), gradient.AsSpan(i, 1), states[i]);
                }
                Assert.Equal(single, whole);
            }
        }
    }

    [Fact]
    public void A_variance_that_rounds_below_zero_is_zero()
    {
        // A gradient that never changes: v − m² tends to 0 and comes out negative in some steps.
        var method = new RmsProp(1e-3, Smoothing: 0.5, Centered: true);
        var θ = new double[9];
        var state = method.Begin(9);
        var gradient = Enumerable.Repeat(Math.Sqrt(5), 9).ToArray();
        var negative = false;
        for (var step = 0; step < 200; step++)
        {
            method.Step(method.Rate, θ, gradient, state);
            negative |= state[0][4] - (state[1][4] * state[1][4]) < 0;
        }
        Assert.True(negative);
        Assert.All(θ, x => Assert.True(double.IsFinite(x)));
    }

    [Fact]
    public void A_method_refuses_the_state_of_another_and_says_what_it_needs()
    {
        var error = Assert.Throws<ArgumentException>(() =>
            new Adam().Step(0.1, new double[2], new double[2], new Sgd(Momentum: 0.9).Begin(2))
        );
        Assert.Contains("[momentum]", error.Message, StringComparison.Ordinal);
        Assert.Contains("[mean, square]", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new Adam().Step(0.1, new double[2], new double[3], new Adam().Begin(2)));
    }

    [Fact]
    public void Impossible_options_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Adam(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Adam(Beta1: 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Adam(Epsilon: -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new AdamW(Decay: -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RmsProp(Smoothing: 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RmsProp(Momentum: double.NaN));
        Assert.Throws<ArgumentException>(() => new Sgd(Nesterov: true));
        Assert.Throws<ArgumentException>(() => new Sgd(Momentum: 0.9, Dampening: 0.1, Nesterov: true));
        Assert.Throws<ArgumentOutOfRangeException>(() => new StepSchedule(0, 0.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CosineSchedule(10, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ExponentialSchedule(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CosineRestartsSchedule(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CosineRestartsSchedule(10, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new WarmUpSchedule(10, 1.5, new ConstantSchedule()));
    }

    [Fact]
    public void Descriptions_name_every_option()
    {
        Assert.Equal("adam(rate=0.001, beta1=0.9, beta2=0.999, epsilon=1E-08, decay=0)", new Adam().Description);
        Assert.Equal(
            "sgd(rate=0.01, momentum=0.9, dampening=0, nesterov=true, decay=0)",
            new Sgd(Momentum: 0.9, Nesterov: true).Description
        );
        Assert.Equal(
            "adamw(rate=0.001, beta1=0.9, beta2=0.999, epsilon=1E-08, decay=0.01, amsgrad=true)",
            new AdamW(AmsGrad: true).Description
        );
        Assert.Equal(
            "rmsprop(rate=0.01, alpha=0.99, epsilon=1E-08, momentum=0, centered=true, decay=0)",
            new RmsProp(Centered: true).Description
        );
        Assert.Equal("implicit-sgd(rate=0.5, inner=50, innerRate=0.001)", new ImplicitSgd().Description);
        // A state is refused by the description of its method, so no two methods may share one.
        Assert.Equal(Every.Method.Count, Every.Method.Select(m => m.Description).Distinct().Count());
    }

    private static void Agree(double[] expected, double[] actual, double tolerance, string where)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            var difference = Math.Abs(expected[i] - actual[i]) / Math.Max(1, Math.Abs(expected[i]));
            Assert.True(difference <= tolerance, $"{where}, entry {i}: {actual[i]:R}, PyTorch {expected[i]:R}");
        }
    }
}
