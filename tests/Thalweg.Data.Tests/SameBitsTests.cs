using Thalweg.Data.Objectives;
using Thalweg.Numerics.Parallel;
using Thalweg.Numerics.Simd;

namespace Thalweg.Data.Tests;

/// <summary>Bits do not depend on threads, on registers, or on the batch of vectors.</summary>
public sealed class SameBitsTests
{
    public static TheoryData<string> Names { get; } = [.. Subject.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Threads_registers_and_batches_do_not_touch_a_bit(string name)
    {
        // Many images give several parts.
        var images = name is "fcp" or "lenet" or "autoencoder" or "lstm" ? 70 : 700;
        var subject = Subject.Of(name, images, 7);
        var expected = All(subject.Objective(), subject, WorkerTeam.Sequential);
        using var three = new WorkerTeam(3);
        Assert.Equal(expected, All(subject.Objective(), subject, three));
        Assert.Equal(expected, All(subject.Objective(LaneWidth.Bits256), subject, three));
        if (images == 700 || name == "fcp")
        {
            Assert.Equal(expected, All(subject.Objective(LaneWidth.Bits512), subject, three));
            Assert.Equal(expected, All(subject.Objective(LaneWidth.Scalar), subject, three));
        }
    }

    [Theory]
    [InlineData("conv")]
    [InlineData("squared")]
    [InlineData("lstm-cell")]
    public void Losses_are_the_same_alone_in_a_batch_and_with_their_gradient(string name)
    {
        var subject = Subject.Of(name, 50, 3);
        var objective = subject.Objective();
        var count = objective.ParameterCount;
        var points = new double[300 * count];
        for (var k = 0; k < 300; k++)
        {
            for (var i = 0; i < count; i++)
            {
                points[(k * count) + i] = subject.Parameters[i] * (1 + (0.01 * k));
            }
        }
        using var team = new WorkerTeam(2);
        var losses = new double[300];
        objective.Values(points, losses, default, default, team);
        for (var k = 0; k < 300; k += 37)
        {
            var point = points.AsMemory(k * count, count);
            var (alone, gradient) = (new double[1], new double[count]);
            objective.Values(point, alone, default, default, team);
            Assert.Equal(losses[k], alone[0]);
            Assert.Equal(losses[k], objective.Gradient(point, gradient, default, team));
        }
    }

    [Fact]
    public void Metrics_are_the_same_alone_and_in_a_batch()
    {
        var subject = Subject.Of("fcp", 700, 3);
        var objective = new DataObjective(subject.Network, subject.Kind, subject.Data, Subject.Of("fcp", 90, 4).Data);
        var (count, names) = (objective.ParameterCount, objective.MetricNames.Count);
        double[] points =
        [
            .. Enumerable.Range(0, 21).SelectMany(k => subject.Parameters.Select(p => p * (1 - (0.1 * k)))),
        ];
        foreach (var threads in new[] { 1, 3 })
        {
            using var team = new WorkerTeam(threads);
            var (losses, metrics) = (new double[21], new double[21 * names]);
            objective.Values(points, losses, default, metrics, team);
            for (var k = 0; k < 21; k++)
            {
                var (loss, own) = (new double[1], new double[names]);
                objective.Values(points.AsMemory(k * count, count), loss, default, own, WorkerTeam.Sequential);
                Assert.Equal(losses[k], loss[0]);
                Assert.Equal(metrics[(k * names)..((k + 1) * names)], own);
            }
            // They tell the points apart.
            Assert.Equal(["errorRate", "heldOutLoss", "heldOutErrorRate"], objective.MetricNames);
            Assert.True(metrics.Where((_, i) => i % names == 1).Distinct().Count() == 21);
        }
    }

    [Theory]
    [InlineData("conv", 1100)]
    [InlineData("squared", 50)]
    [InlineData("squared", 400)]
    [InlineData("squared", 1100)]
    [InlineData("lstm-cell", 500)]
    public void Gradients_are_the_same_alone_and_among_others(string name, int images)
    {
        var subject = Subject.Of(name, images, 3);
        var objective = subject.Objective();
        var count = objective.ParameterCount;
        double[] points =
        [
            .. Enumerable.Range(0, 11).SelectMany(k => subject.Parameters.Select(p => p * (1 + (0.01 * k)))),
        ];
        var (alone, losses) = (new double[11 * count], new double[11]);
        for (var k = 0; k < 11; k++)
        {
            losses[k] = objective.Gradient(
                points.AsMemory(k * count, count),
                alone.AsMemory(k * count, count),
                default,
                WorkerTeam.Sequential
            );
        }
        foreach (var threads in new[] { 1, 3, 12 })
        {
            using var team = new WorkerTeam(threads);
            var (together, values, terms) = (new double[11 * count], new double[11], new double[11]);
            for (var again = 0; again < 2; again++)
            {
                objective.Gradients(points, values, together, terms, team);
                Assert.Equal(alone, together);
                Assert.Equal(losses, values);
                Assert.Equal(losses, terms);
            }
        }
    }

    [Fact]
    public void Products_are_the_same_alone_and_in_a_block()
    {
        var subject = Subject.Of("lstm-after-linear", 90, 5);
        var objective = subject.Objective();
        var count = objective.ParameterCount;
        var vectors = new double[11 * count];
        for (var i = 0; i < vectors.Length; i++)
        {
            vectors[i] = Math.Sin(i);
        }
        var (products, one) = (new double[vectors.Length], new double[count]);
        var hessian = objective.LinearizeAt(subject.Parameters, WorkerTeam.Sequential);
        hessian.Apply(vectors, products, WorkerTeam.Sequential);
        for (var k = 0; k < 11; k++)
        {
            hessian.Apply(vectors.AsMemory(k * count, count), one, WorkerTeam.Sequential);
            Assert.Equal(products[(k * count)..((k + 1) * count)], one);
        }
    }

    [Fact]
    public void Nothing_is_allocated_per_evaluation()
    {
        var subject = Subject.Of("conv", 100, 5);
        var objective = subject.Objective(batches: new MiniBatches(30, 1));
        var (gradient, losses, metrics) = (new double[objective.ParameterCount], new double[1], new double[1]);
        Evaluate();
        Evaluate();
        var before = GC.GetAllocatedBytesForCurrentThread();
        Evaluate();
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

        void Evaluate()
        {
            objective.Gradient(subject.Parameters, gradient, default, WorkerTeam.Sequential);
            objective.Values(subject.Parameters, losses, default, metrics, WorkerTeam.Sequential);
        }
    }

    private static double[] All(DataObjective objective, Subject subject, WorkerTeam team)
    {
        var count = objective.ParameterCount;
        var (gradient, product, split) = (new double[count], new double[count], new double[count]);
        var loss = objective.Gradient(subject.Parameters, gradient, default, team);
        objective.LinearizeAt(subject.Parameters, team).Apply(subject.Direction, product, team);
        objective.GaussNewtonAt(subject.Parameters, null, team).Apply(subject.Direction, split, team);
        return [loss, .. gradient, .. product, .. split];
    }
}
