using System.Text.Json;
using Thalweg.Numerics.Parallel;
using Thalweg.Optimization.Schedules;
using Thalweg.Optimization.Training;

namespace Thalweg.Optimization.Tests.FirstOrder;

/// <summary>A hundred steps and the schedules against PyTorch: fixtures/traces.py wrote them.</summary>
public sealed class TraceTests
{
    private static readonly JsonElement Traces = JsonDocument
        .Parse(File.ReadAllText(Fixtures.Path("traces.json")))
        .RootElement;

    public static TheoryData<int> Descents => [.. Enumerable.Range(0, Traces.GetProperty("descents").GetArrayLength())];

    public static TheoryData<string> Schedules =>
        [.. Traces.GetProperty("schedules").EnumerateObject().Select(s => s.Name)];

    [Theory]
    [MemberData(nameof(Descents))]
    public void A_hundred_steps_are_those_of_PyTorch(int index)
    {
        var descent = Traces.GetProperty("descents")[index];
        var method = TorchMethod.Create(descent.GetProperty("method").GetString()!, descent.GetProperty("options"));
        var options = new TrainingOptions(method, 100) { Records = StepPlan.Ends, Checkpoints = StepPlan.Every(1) };
        var trainer = new Trainer(options, new ChainedRosenbrock(11));
        var start = TorchMethod.Numbers(Traces.GetProperty("start"));
        var trajectory = trainer.Run(trainer.Begin(start), WorkerTeam.Sequential).Trajectory;
        var last = 0;
        foreach (var kept in descent.GetProperty("trace").EnumerateArray())
        {
            last = kept.GetProperty("step").GetInt32();
            var expected = TorchMethod.Numbers(kept.GetProperty("parameters"));
            for (var i = 0; i < expected.Length; i++)
            {
                var difference = Math.Abs(expected[i] - trajectory[last].Parameters[i]);
                // The first steps show a wrong constant or order; later ones carry differences of the last place along.
                Assert.True(
                    difference <= (last <= 10 ? 1e-13 : 1e-10) * Math.Max(1, Math.Abs(expected[i])),
                    $"{method.Description}, step {last}, entry {i}: off by {difference}"
                );
            }
        }
        Assert.Equal(100, last);
    }

    [Theory]
    [MemberData(nameof(Schedules))]
    public void Rates_are_those_of_PyTorch(string name)
    {
        Schedule schedule = name switch
        {
            "exponential" => new ExponentialSchedule(0.98),
            "step" => new StepSchedule(40, 0.5),
            "cosine" => new CosineSchedule(200, 0.1),
            "restarts" => new CosineRestartsSchedule(37, Floor: 0.2),
            "growing restarts" => new CosineRestartsSchedule(10, 3),
            "warm-up" => new WarmUpSchedule(30, 0.1, new ConstantSchedule()),
            "warm-up, then exponential" => new WarmUpSchedule(30, 0.1, new ExponentialSchedule(0.98)),
            "warm-up, then restarts" => new WarmUpSchedule(30, 0.1, new CosineRestartsSchedule(20, 2)),
            _ => throw new ArgumentException($"no schedule for {name}", nameof(name)),
        };
        var expected = TorchMethod.Numbers(Traces.GetProperty("schedules").GetProperty(name));
        Assert.Equal(200, expected.Length);
        for (var step = 0; step < expected.Length; step++)
        {
            Assert.Equal(expected[step], schedule.Factor(step), 1e-14);
        }
    }
}
