using FsCheck.Fluent;
using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Random;
using Thalweg.Optimization.Optimizers.Surgery;

namespace Thalweg.Optimization.Tests.Surgery;

/// <summary>Directions made of the gradients of terms.</summary>
public sealed class SurgeryTests
{
    [Theory]
    [InlineData(2, 3)]
    [InlineData(3, 7)]
    [InlineData(5, 40)]
    public void The_conflict_free_direction_has_one_positive_cosine_to_all_gradients(int terms, int parameters)
    {
        for (var seed = 0ul; seed < 20; seed++)
        {
            var g = Random(terms, parameters, seed);
            var d = new double[parameters];
            new ConflictFree().Combine(g, 0, d);
            double[] cosines =
            [
                .. Enumerable
                    .Range(0, terms)
                    .Select(t => Row(g, t, parameters))
                    .Select(row => Vectors.Dot(row, d) / (Vectors.Norm(row) * Vectors.Norm(d))),
            ];
            Assert.All(cosines, c => Assert.Equal(cosines[0], c, 1e-10));
            Assert.True(cosines[0] > 0);
            // Its length is the sum of what it is of every gradient.
            var length = Enumerable.Range(0, terms).Sum(t => Vectors.Dot(Row(g, t, parameters), d) / Vectors.Norm(d));
            Assert.Equal(length, Vectors.Norm(d), 1e-10 * length);
        }
    }

    [Fact]
    public void Of_two_gradients_the_conflict_free_direction_halves_the_angle()
    {
        double[] g = [3, 0, -1, 1];
        var d = new double[2];
        new ConflictFree().Combine(g, 0, d);
        var angle = Math.PI * 3 / 8;
        var length = (3 * Math.Cos(angle)) + (Math.Sqrt(2) * Math.Cos(angle));
        Assert.Equal(length * Math.Cos(angle), d[0], 1e-14);
        Assert.Equal(length * Math.Sin(angle), d[1], 1e-14);
    }

    [Fact]
    public void Conflict_free_directions_of_special_gradients()
    {
        var d = new double[2];
        // A gradient that is zero is left out.
        new ConflictFree().Combine([0, 0, 3, 4], 0, d);
        Assert.Equal(3, d[0], 1e-15);
        Assert.Equal(4, d[1], 1e-15);
        // Gradients along one line are one.
        new ConflictFree().Combine([1, 0, 2, 0], 0, d);
        Assert.Equal(3, d[0], 1e-14);
        Assert.Equal(0, d[1]);
        // Nothing descends on both.
        new ConflictFree().Combine([1, 0, -2, 0], 0, d);
        Assert.Equal([0, 0], d);
        new ConflictFree().Combine([0, 0, 0, 0], 0, d);
        Assert.Equal([0, 0], d);
    }

    [Fact]
    public void Of_two_gradients_projections_leave_no_conflict() =>
        Prop.ForAll(
                Gen.Choose(1, 1_000_000).ToArbitrary(),
                seed =>
                {
                    var g = Random(2, 6, (ulong)seed);
                    var d = new double[6];
                    new ProjectedConflicts().Combine(g, 0, d);
                    return Enumerable
                        .Range(0, 2)
                        .All(t => Vectors.Dot(Row(g, t, 6), d) >= -1e-13 * Vectors.Dot(Row(g, t, 6), Row(g, t, 6)));
                }
            )
            .Holds(tests: 200);

    [Fact]
    public void Two_conflicting_gradients_lose_their_parts_against_each_other()
    {
        // (3, 0) without its part along (−1, 1) is (3/2, 3/2); (−1, 1) without its part along (3, 0) is (0, 1).
        var d = new double[2];
        new ProjectedConflicts().Combine([3, 0, -1, 1], 0, d);
        Assert.Equal([1.5, 2.5], d);
        // Without a conflict it is the sum.
        new ProjectedConflicts().Combine([3, 0, 1, 1], 0, d);
        Assert.Equal([4, 1], d);
    }

    [Fact]
    public void The_order_of_projections_is_drawn_anew_at_every_step()
    {
        var g = Random(4, 3, 8);
        double[] At(long step, ulong seed)
        {
            var d = new double[3];
            new ProjectedConflicts(seed).Combine(g, step, d);
            return d;
        }
        Assert.Equal(At(7, 1), At(7, 1));
        Assert.True(Enumerable.Range(0, 20).Select(k => At(k, 1)[0]).Distinct().Count() > 1);
        Assert.True(Enumerable.Range(0, 20).Select(k => At(0, (ulong)k)[0]).Distinct().Count() > 1);
    }

    [Fact]
    public void Lengths_that_do_not_fit_are_refused() =>
        Assert.Contains(
            "got 5 numbers of gradients and 2 of the direction",
            Assert.Throws<ArgumentException>(() => new ConflictFree().Combine(new double[5], 0, new double[2])).Message,
            StringComparison.Ordinal
        );

    private static double[] Row(double[] g, int t, int p) => g[(t * p)..((t + 1) * p)];

    private static double[] Random(int terms, int parameters, ulong seed)
    {
        var random = new RandomStream(seed, "gradients");
        var g = new double[terms * parameters];
        random.FillUniform(g);
        return [.. g.Select((x, i) => (x - 0.5) * Math.Pow(10, i / parameters))];
    }
}
