using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;
using Thalweg.Optimization.LineSearches;
using Thalweg.Optimization.Optimizers.FirstOrder;
using Thalweg.Optimization.Optimizers.Searching;
using Thalweg.Optimization.Schedules;
using Thalweg.Optimization.Tests.FirstOrder;
using Thalweg.Optimization.Training;

namespace Thalweg.Optimization.Tests.Training;

public sealed class TrainingStateTests
{
    private const int Steps = 40;
    private static readonly double[] Curvatures = [1, 2, 4, 0.5, 3, 1, 2, 1, 7];
    private static readonly double[] Centre = [1, -1, 0.5, 2, 0, 1, 1, 3, -2];

    public static TheoryData<string> Cases =>
        ["adam", "sgd", "drawn", "early", "broken", .. Every.Method.Select(m => m.Description)];

    private static Trainer NewTrainer(string name, CancellationTokenSource? source = null, int cancelAt = -1)
    {
        var method =
            name == "sgd"
                ? new Sgd(0.05, 0.9, Nesterov: true)
                : Every.Method.FirstOrDefault(m => m.Description == name) ?? new Adam(0.1);
        var options = new TrainingOptions(method, Steps)
        {
            Schedule = new ExponentialSchedule(0.99),
            Records = StepPlan.Every(3),
            Checkpoints = StepPlan.Every(7),
            SaveInterval = 1,
            EarlyStopping = name == "early" ? new EarlyStopping("distance", 4, 0.5) : null,
        };
        var bowl = new Bowl(Curvatures, Centre)
        {
            OnGradient = k =>
            {
                if (k == cancelAt)
                {
                    source!.Cancel();
                }
            },
        };
        IObjective objective =
            name == "drawn" ? new JumpingBowl(Curvatures, Centre)
            : name == "broken" ? new Cliff(new Bowl(Curvatures, Centre), 0.9)
            : bowl;
        return new Trainer(options, objective, [new("other", new Bowl(Curvatures, new double[9]))]);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Continued_from_any_step_a_run_ends_in_the_same_bits(string name)
    {
        var saved = new List<byte[]>();
        var trainer = NewTrainer(name);
        var state = trainer.Begin(new double[9]);
        saved.Add(state.ToBytes());
        var whole = trainer.Run(state, WorkerTeam.Sequential, s => saved.Add(s.ToBytes()));
        Assert.Equal(name is "early" or "broken" ? saved.Count : Steps + 1, saved.Count);
        var end = state.ToBytes();
        Assert.True(saved.Count > 5);
        foreach (var bytes in saved)
        {
            var revived = TrainingState.FromBytes(bytes);
            Assert.Equal(bytes, revived.ToBytes());
            var rest = NewTrainer(name).Run(revived, WorkerTeam.Sequential);
            Assert.Equal(end, revived.ToBytes());
            Assert.Equal(whole.Parameters, rest.Parameters);
            Assert.Equal((whole.StopReason, whole.StepsDone), (rest.StopReason, rest.StepsDone));
            Assert.Equal(whole.Final.Step, rest.Final.Step);
            Assert.Equal(whole.Evaluations.Gradients, rest.Evaluations.Gradients);
            Assert.Equal(whole.Evaluations.Values, rest.Evaluations.Values);
        }
    }

    [Fact]
    public void Cancelled_inside_any_step_it_saves_a_state_that_continues_to_the_same_bits()
    {
        var trainer = NewTrainer("adam");
        var state = trainer.Begin(new double[9]);
        trainer.Run(state, WorkerTeam.Sequential);
        var end = state.ToBytes();
        for (var step = 0; step < Steps; step++)
        {
            using var source = new CancellationTokenSource();
            using var team = new WorkerTeam(1, source.Token);
            var cancelled = NewTrainer("adam", source, step);
            byte[] last = [];
            Assert.Throws<OperationCanceledException>(() =>
                cancelled.Run(cancelled.Begin(new double[9]), team, s => last = s.ToBytes())
            );
            var revived = TrainingState.FromBytes(last);
            Assert.Equal(step + 1, revived.Step);
            NewTrainer("adam").Run(revived, WorkerTeam.Sequential);
            Assert.Equal(end, revived.ToBytes());
        }
    }

    [Theory]
    [InlineData(0.5, 0, "'bowl', which this objective gives as")]
    [InlineData(0, 0.5, "'other', which this objective gives as")]
    [InlineData(0, 0, null)]
    public void A_state_goes_on_on_the_objective_that_it_was_begun_with(double moved, double movedOther, string? told)
    {
        var options = new TrainingOptions(new Adam(0.1), Steps);
        var state = On(0, 0).Begin(new double[9]);
        On(0, 0).Run(state, WorkerTeam.Sequential);
        var longer = new TrainingOptions(new Adam(0.1), 2 * Steps);
        options = longer;
        var revived = TrainingState.FromBytes(state.ToBytes());
        if (told is null)
        {
            Assert.Equal(2 * Steps, On(0, 0).Run(revived, WorkerTeam.Sequential).StepsDone);
            return;
        }
        var error = Assert.Throws<ArgumentException>(() => On(moved, movedOther).Run(revived, WorkerTeam.Sequential));
        Assert.Equal("state", error.ParamName);
        Assert.Contains(told, error.Message, StringComparison.Ordinal);
        Assert.Equal(state.ToBytes(), revived.ToBytes());

        Trainer On(double by, double otherBy) =>
            new(
                options,
                new Bowl(Curvatures, [.. Centre.Select(c => c + by)]),
                [new("other", new Bowl(Curvatures, [.. Centre.Select(c => c - otherBy)]))]
            );
    }

    /// <summary>What a state saves and a step changes in place is never saved half changed.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Cancelled_at_any_moment_a_dense_matrix_continues_to_the_same_bits(int threads)
    {
        const int Size = 220;
        double[] curvatures = [.. Enumerable.Range(1, Size).Select(i => 1.0 + (i % 17))];
        double[] centre = [.. Enumerable.Range(1, Size).Select(i => Math.Sin(i))];
        var whole = NewRun().Run(NewRun().Begin(new double[Size]), WorkerTeam.Sequential);
        var cancelled = 0;
        for (var k = 0; k < 25; k++)
        {
            using var source = new CancellationTokenSource();
            using var team = new WorkerTeam(threads, source.Token);
            var saved = Array.Empty<byte>();
            // At the k-th gradient, and then at some item of the passes over the matrix that follow.
            using var timer = new Timer(_ => source.Cancel());
            var run = NewRun(gradient =>
            {
                if (gradient == k + 2)
                {
                    // Every other one within the gradient itself: a timer may come when all is over.
                    if (k % 2 == 0)
                    {
                        source.Cancel();
                    }
                    else
                    {
                        timer.Change(0, Timeout.Infinite);
                    }
                }
            });
            try
            {
                run.Run(run.Begin(new double[Size]), team, state => saved = state.ToBytes());
            }
            catch (OperationCanceledException)
            {
                var rest = NewRun().Run(TrainingState.FromBytes(saved), WorkerTeam.Sequential);
                Assert.Equal(whole.Parameters, rest.Parameters);
                cancelled++;
            }
        }
        Assert.True(cancelled > 0, "no run was cancelled");

        Trainer NewRun(Action<int>? onGradient = null) =>
            new(
                new TrainingOptions(new SearchOptimizer(new Bfgs(), new MoreThuente()), 40) { SaveInterval = 0 },
                new Bowl(curvatures, centre) { OnGradient = onGradient }
            );
    }

    [Fact]
    public void Truncated_or_altered_bytes_are_refused()
    {
        var state = NewTrainer("adam").Begin(new double[9]);
        var bytes = state.ToBytes();
        for (var length = 0; length < bytes.Length; length++)
        {
            Assert.Throws<TrainingStateException>(() => TrainingState.FromBytes(bytes.AsSpan(0, length)));
        }
        for (var i = 0; i < bytes.Length; i++)
        {
            var altered = bytes.ToArray();
            altered[i] ^= 0x10;
            Assert.Throws<TrainingStateException>(() => TrainingState.FromBytes(altered));
        }
        Assert.Throws<TrainingStateException>(() => TrainingState.FromBytes([.. bytes, 0]));
    }

    [Fact]
    public void A_payload_that_lies_about_its_sizes_is_refused_even_under_a_right_checksum()
    {
        var bytes = NewTrainer("adam").Begin(new double[9]).ToBytes();
        var body = bytes.Length - 32;
        for (var i = 20; i + 4 <= body; i++)
        {
            var forged = bytes.ToArray();
            BitConverter.TryWriteBytes(forged.AsSpan(i), 0x7FFFFFF0);
            System.Security.Cryptography.SHA256.HashData(forged.AsSpan(0, body), forged.AsSpan(body));
            try
            {
                TrainingState.FromBytes(forged);
            }
            catch (TrainingStateException)
            {
                continue;
            }
        }
    }

    /// <summary>A dense inverse of 500² numbers takes two mebibytes; once that is known it is saved by time alone.</summary>
    [Theory]
    [InlineData(100, 12)]
    [InlineData(500, 1)]
    public void A_large_state_is_not_saved_by_steps(int size, int expected)
    {
        double[] curvatures = [.. Enumerable.Range(1, size).Select(i => (double)i)];
        var bowl = new Bowl(curvatures, new double[size]);
        var optimizer = new SearchOptimizer(new Bfgs(), new HagerZhang());
        var trainer = new Trainer(
            new TrainingOptions(optimizer, 12) { SaveInterval = 1, SavePeriod = TimeSpan.Zero },
            bowl
        );
        var saves = 0;
        var state = trainer.Begin(curvatures);
        trainer.Run(
            state,
            WorkerTeam.Sequential,
            s =>
            {
                saves++;
                s.ToBytes();
            }
        );
        Assert.Equal(expected, saves);
        // Known from the file where a run goes on.
        var longer = new Trainer(new TrainingOptions(optimizer, 16) { SaveInterval = 1 }, bowl);
        saves = 0;
        longer.Run(TrainingState.FromBytes(state.ToBytes()), WorkerTeam.Sequential, _ => saves++);
        Assert.Equal(size == 500 ? 0 : 4, saves);
    }

    [Fact]
    public void A_state_of_other_settings_is_refused()
    {
        var state = NewTrainer("adam").Begin(new double[9]);
        var error = Assert.Throws<ArgumentException>(() => NewTrainer("sgd").Run(state, WorkerTeam.Sequential));
        Assert.Contains("method 'adam(", error.Message, StringComparison.Ordinal);
    }
}
