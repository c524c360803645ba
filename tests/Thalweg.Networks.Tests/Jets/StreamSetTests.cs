using Thalweg.Networks.Activations;
using Thalweg.Networks.Jets;

namespace Thalweg.Networks.Tests.Jets;

public sealed class StreamSetTests
{
    [Fact]
    public void Operators_bring_the_first_derivatives_that_they_need_and_no_more()
    {
        var op = new StreamOperator([1.0, 0.0, 2.0], [0.0, -0.5, 0.0]);
        var set = new StreamSet(3, [2, 2], [op, op]);
        Assert.Equal([1, 2], set.Firsts.ToArray());
        Assert.Equal([op], set.Operators.ToArray());
        Assert.Equal((4, 2), (set.Count, set.Order));
        Assert.Equal((-1, 1, 2, 3), (set.IndexOfFirst(0), set.IndexOfFirst(1), set.IndexOfFirst(2), set.IndexOf(op)));
        Assert.Equal(-1, set.IndexOf(StreamOperator.Laplacian(3)));
        Assert.Equal("value, D(x[1]), D(x[2]), D(x[0]) + -0.5*D(x[1], x[1]) + 2*D(x[2])", set.ToString());
    }

    [Fact]
    public void A_first_order_operator_needs_nothing_beside_it()
    {
        var set = new StreamSet(2, [], [new StreamOperator([1.0, 3.0], [0.0, 0.0])]);
        Assert.Equal((2, 1, 0), (set.Count, set.Order, set.Firsts.Length));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void The_usual_sets(int d)
    {
        Assert.Equal((1, 0), (StreamSet.Value(d).Count, StreamSet.Value(d).Order));
        Assert.Equal((1 + d, 1), (StreamSet.Gradient(d).Count, StreamSet.Gradient(d).Order));
        Assert.Equal((2 + d, 2), (StreamSet.Laplacian(d).Count, StreamSet.Laplacian(d).Order));
        Assert.Equal((1 + 2 * d, 2), (StreamSet.Diagonal(d).Count, StreamSet.Diagonal(d).Order));
        Assert.Equal(StreamSet.Gradient(d), new StreamSet(d, Enumerable.Range(0, d).Reverse(), []));
        Assert.NotEqual(StreamSet.Gradient(d), StreamSet.Value(d));
        Assert.NotEqual(StreamSet.Value(d), StreamSet.Value(d + 1));
        // Along one axis the Laplacian is the second derivative.
        Assert.Equal(d == 1, StreamSet.Laplacian(d).Equals(StreamSet.Diagonal(d)));
    }

    [Fact]
    public void Operators_are_equal_by_their_coefficients()
    {
        var one = new StreamOperator([0.5, 0.0], [0.0, 1.0]);
        var same = new StreamOperator([0.5, 0.0], [0.0, 1.0]);
        Assert.Equal(one, same);
        Assert.Equal(one.GetHashCode(), same.GetHashCode());
        Assert.NotEqual(one, new StreamOperator([0.0, 1.0], [0.5, 0.0]));
        Assert.Equal(StreamOperator.Laplacian(1), StreamOperator.SecondAlong(0, 1));
        Assert.Equal((1, 2), (new StreamOperator([1.0], [0.0]).Order, one.Order));
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        Refused(() => new StreamOperator([1.0], [1.0, 2.0]), "got 2 coefficients, expected 1, one per axis");
        Refused(() => new StreamSet(2, [2], []), "got an axis outside 0 to 1");
        Refused(() => new StreamSet(2, [-1], []), "got an axis outside 0 to 1");
        Refused(() => new StreamSet(2, [], [StreamOperator.Laplacian(3)]), "over other than 2 coordinates");
        Refused(
            () =>
                JetPropagation<double>.For(
                    Network.Linear(3, 1),
                    new JetPlan(JetSweep.Forward, StreamSet.Gradient(2)),
                    default
                ),
            "the streams run over 2 coordinates, expected 3"
        );

        static void Refused(Func<object> create, string message) =>
            Assert.Contains(message, Assert.Throws<ArgumentException>(create).Message, StringComparison.Ordinal);
    }

    [Fact]
    public unsafe void A_shape_lists_the_same_coefficients_by_operator_and_by_first_derivative()
    {
        var set = new StreamSet(
            3,
            [0],
            [
                new StreamOperator([1.0, 0.0, 0.0], [0.0, 2.0, 3.0]),
                new StreamOperator([1.0, 0.0, 0.0], [0.0, 0.0, 0.0]),
                new StreamOperator([0.0, 0.0, 0.0], [5.0, 7.0, 0.0]),
            ]
        );
        var shape = new StreamShape<float>(set, x => (float)x);
        Assert.Equal((3, 3), (shape.Firsts, shape.Operators));
        var byOperator = new List<(int, int, float)>();
        for (var q = 0; q < shape.Operators; q++)
        {
            for (var e = shape.OperatorStart[q]; e < shape.OperatorStart[q + 1]; e++)
            {
                byOperator.Add((q, shape.FirstOf[e], shape.ByOperator[e]));
            }
        }
        var byFirst = new List<(int, int, float)>();
        for (var f = 0; f < shape.Firsts; f++)
        {
            for (var e = shape.FirstStart[f]; e < shape.FirstStart[f + 1]; e++)
            {
                byFirst.Add((shape.OperatorOf[e], f, shape.ByFirst[e]));
            }
        }
        Assert.Equal([(0, 1, 2f), (0, 2, 3f), (2, 0, 5f), (2, 1, 7f)], byOperator);
        Assert.Equal(byOperator, byFirst.Order());
    }

    [Theory]
    [InlineData(1, 1, 256, 256)]
    [InlineData(4, 2, 256, 256)]
    [InlineData(20, 3, 32, 64)]
    [InlineData(8, 4, 64, 128)]
    [InlineData(50, 4, 32, 32)]
    [InlineData(1000, 12, 32, 32)]
    public void A_tile_fits_the_cache_between_two_limits(int width, int streams, int doubles, int singles)
    {
        Assert.Equal(doubles, Tile.PointsFor<double>(width, streams));
        Assert.Equal(singles, Tile.PointsFor<float>(width, streams));
        Assert.Equal((8, 16), (Tile.Lanes<double>(), Tile.Lanes<float>()));
    }

    [Fact]
    public void The_plan_counts_passes_and_prefers_the_cheaper_one()
    {
        var network = Network.Mlp(3, 1, [10, 10], Activation.Tanh);
        var gradient = JetPlan.Cheapest(network, StreamSet.Gradient(3), withGradient: true);
        Assert.Equal(
            (JetSweep.ReverseOverInputs, 2, 6),
            (gradient.Sweep, gradient.ForwardPasses, gradient.GradientPasses)
        );
        // 3·10 + 10·10 + 10·1 weights, two operations each.
        Assert.Equal(2 * 140 * 6, gradient.MatrixFlops(network, withGradient: true));
        Assert.Equal(2 * 140 * 2, gradient.MatrixFlops(network, withGradient: false));
        Assert.True(gradient.Flops(network, withGradient: true) > gradient.MatrixFlops(network, withGradient: true));
        foreach (
            var set in new[]
            {
                StreamSet.Value(3),
                StreamSet.Laplacian(3),
                StreamSet.Diagonal(3),
                new StreamSet(3, [0, 2], []),
            }
        )
        {
            Assert.Equal(JetSweep.Forward, JetPlan.Cheapest(network, set, withGradient: true).Sweep);
        }
        var two = Network.Mlp(3, 2, [10, 10], Activation.Tanh);
        Assert.Equal(JetSweep.Forward, JetPlan.Cheapest(two, StreamSet.Gradient(3), withGradient: true).Sweep);
        var line = Network.Mlp(1, 1, [10, 10], Activation.Tanh);
        Assert.Equal(JetSweep.Forward, JetPlan.Cheapest(line, StreamSet.Gradient(1), withGradient: true).Sweep);
    }
}
