using FsCheck.Fluent;
using Thalweg.Networks.Activations;
using Thalweg.Networks.Jets;

namespace Thalweg.Networks.Tests.Jets;

/// <summary>Whatever is wanted, the streams that are found make it up exactly, and nothing is missing that they need.</summary>
public sealed class StreamPlannerTests
{
    [Fact]
    public void What_is_wanted_is_a_stream_or_a_sum_of_streams_and_operators_are_the_sums_of_their_parts()
    {
        var higher = 0;
        Prop.ForAll(
                Gen.Choose(0, 1_000_000).ArrayOf(40).ToArbitrary(),
                numbers =>
                {
                    var (dimension, axes, operators) = Decode(numbers);
                    foreach (
                        var set in new[]
                        {
                            new StreamSet(dimension, axes, operators),
                            StreamSet.Spanning(dimension, axes, operators),
                        }
                    )
                    {
                        Check(set, axes, operators);
                        higher += set.Order > 2 ? 1 : 0;
                    }
                    // Each has its own where that is asked for.
                    var whole = new StreamSet(dimension, axes, operators);
                    Assert.All(axes, axis => Assert.True(whole.IndexOfFirst(axis) > 0));
                    Assert.All(operators, op => Assert.True(whole.IndexOf(op) > 0));
                    Assert.InRange(StreamSet.Spanning(dimension, axes, operators).Count, 1, whole.Count);
                }
            )
            .Holds(tests: 300, seed: 31);
        Assert.InRange(higher, 100, 600);
    }

    [Theory]
    [InlineData(2, "D(x[0], x[1])", 4)]
    [InlineData(3, "D(x[0], x[1])", 4)]
    [InlineData(1, "D(x[0], x[0], x[0])", 4)]
    [InlineData(1, "D(x[0], x[0], x[0], x[0])", 5)]
    [InlineData(2, "D(x[0], x[0], x[1])", 7)]
    [InlineData(2, "D(x[0], x[0], x[1], x[1])", 11)]
    public void Streams_of_one_derivative(int dimension, string name, int streams)
    {
        int[] axes = [.. name.Where(char.IsAsciiDigit).Select(c => c - '0')];
        var op = StreamOperator.Derivative(axes, dimension);
        Assert.Equal(name, op.ToString());
        Assert.Equal(axes.Length, op.Order);
        Assert.Equal(streams, StreamSet.Spanning(dimension, [], [op]).Count);
    }

    [Fact]
    public void A_definite_form_takes_as_many_directions_as_its_rank()
    {
        var form = new StreamOperator(3, [Term(1.0, 0, 0), Term(2.0, 0, 1), Term(1.0, 1, 1), Term(5.0, 2)]);
        var set = new StreamSet(3, [], [form]);
        Assert.Equal(["x[0] + x[1]"], set.Directions.Select(v => v.ToString()));
        Assert.Equal(
            "value, D(x[0] + x[1]), D(x[0], x[0]) + D(x[1], x[1]) + 5*D(x[2]) + 2*D(x[0], x[1])",
            set.ToString()
        );
        Assert.Equal(3, set.Count);
        Assert.Equal(0, set.Firsts.Length);
    }

    [Fact]
    public void Derivatives_that_are_sums_of_others_do_not_travel()
    {
        var plate = new StreamOperator(2, [Term(1.0, 0, 0, 0, 0), Term(2.0, 0, 0, 1, 1), Term(1.0, 1, 1, 1, 1)]);
        var set = StreamSet.Spanning(2, [0], [plate, StreamOperator.Derivative([0, 1], 2)]);
        Assert.Equal(
            [("x[0]", 3, 0), ("x[1]", 3, 0), ("x[0] + x[1]", 3, 1), ("x[0] + -1*x[1]", 3, 2)],
            set.Directions.Select(v => (v.ToString(), v.Depth, v.Composed))
        );
        Assert.Equal((11, 4), (set.Count, set.Order));
        // xy = ((x + y)² − x² − y²)/2.
        Assert.Equal([(3, -0.5), (4, -0.5), (5, 0.5)], set.Read(StreamOperator.Derivative([0, 1], 2))!);
        Assert.Null(set.Read(StreamOperator.Derivative([0, 0, 0, 1], 2)));
        Assert.Equal(JetSweep.Forward, JetPlan.Cheapest(Network.Mlp(2, 1, [4], Activation.Tanh), set, true).Sweep);
    }

    [Fact]
    public void Powers_of_directions_are_expanded()
    {
        Assert.Equal("D(x[0]) + -2*D(x[1])", StreamOperator.Along([1.0, -2.0], 1).ToString());
        Assert.Equal(
            "D(x[0], x[0]) + 4*D(x[1], x[1]) + -4*D(x[0], x[1])",
            StreamOperator.Along([1.0, -2.0], 2).ToString()
        );
        Assert.Equal(
            "D(x[0], x[0], x[0]) + 3*D(x[0], x[0], x[1]) + 3*D(x[0], x[1], x[1]) + D(x[1], x[1], x[1])",
            StreamOperator.Along([1.0, 1.0], 3).ToString()
        );
        Assert.Equal(
            24.0,
            StreamOperator.Along([1.0, 1.0, 1.0, 1.0], 4).Others.Single(t => t.Axes is [0, 1, 2, 3]).Coefficient
        );
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        Refused(() => new DerivativeTerm([], 1.0), "got a derivative of order 0, expected 1 to 4");
        Refused(() => new DerivativeTerm([0, 0, 0, 0, 0], 1.0), "got a derivative of order 5, expected 1 to 4");
        Refused(() => StreamOperator.Derivative([0, 2], 2), "got D(x[0], x[2]), expected axes from 0 to 1");
        Refused(() => new StreamDirection([1.0], 4), "depth");

        static void Refused(Func<object> create, string message) =>
            Assert.Contains(message, Assert.ThrowsAny<ArgumentException>(create).Message, StringComparison.Ordinal);
    }

    private static DerivativeTerm Term(double coefficient, params int[] axes) => new(axes, coefficient);

    private static void Check(StreamSet set, int[] axes, StreamOperator[] operators)
    {
        foreach (var op in operators.Concat(axes.Select(a => StreamOperator.Derivative([a], set.Dimension))))
        {
            var sum = set.Read(op);
            Assert.NotNull(sum);
            Near(op, sum.Select(part => (part.Coefficient, set.OperatorAt(part.Stream)!)));
        }
        for (var q = 0; q < set.Operators.Length; q++)
        {
            var op = set.Operators[q];
            var parts = set.Parts.Where(p => p.Operator == q).ToList();
            Assert.All(parts, p => Assert.True(set.Directions[p.Direction].Depth >= p.Order - 1));
            var powers = parts.Select(p =>
                (p.Coefficient, StreamOperator.Along(set.Directions[p.Direction].Vector, p.Order))
            );
            Near(op, powers.Append((1.0, new StreamOperator(op.First, new double[op.Dimension]))));
        }
        for (var f = 0; f < set.Directions.Count; f++)
        {
            for (var k = 1; k <= set.Directions[f].Composed; k++)
            {
                var parts = set.Compositions.Where(c => c.Direction == f && c.Order == k).ToList();
                Assert.All(parts, c => Assert.True(c.Of < f && set.Directions[c.Of].Carries(k)));
                Near(
                    StreamOperator.Along(set.Directions[f].Vector, k),
                    parts.Select(c => (c.Coefficient, StreamOperator.Along(set.Directions[c.Of].Vector, k)))
                );
            }
        }
        for (var stream = 1; stream < set.Count; stream++)
        {
            // Along axes a derivative may travel twice: as a direction and as a folded operator.
            Assert.Equal(set.OperatorAt(stream), set.OperatorAt(set.IndexOf(set.OperatorAt(stream)!)));
        }
    }

    private static void Near(StreamOperator expected, IEnumerable<(double Coefficient, StreamOperator Of)> sum)
    {
        var terms = sum.SelectMany(s =>
            s.Of.Terms.Select(t => new DerivativeTerm(t.Axes, s.Coefficient * t.Coefficient))
        );
        var difference = new StreamOperator(
            expected.Dimension,
            terms.Concat(expected.Terms.Select(t => new DerivativeTerm(t.Axes, -t.Coefficient)))
        );
        Assert.All(difference.Terms, t => Assert.Equal(0.0, t.Coefficient, 1e-14));
    }

    private static (int Dimension, int[] Axes, StreamOperator[] Operators) Decode(int[] numbers)
    {
        var next = 0;
        int Choose(int count) => numbers[next++ % numbers.Length] % count;
        double[] coefficients = [1.0, -1.0, 2.0, 0.5, -0.1, 3.0];
        var dimension = 1 + Choose(3);
        int[] axes = [.. Enumerable.Range(0, dimension).Where(_ => Choose(3) == 0)];
        var operators = Enumerable
            .Range(0, 1 + Choose(2))
            .Select(_ => new StreamOperator(
                dimension,
                Enumerable
                    .Range(0, 1 + Choose(3))
                    .Select(_ =>
                    {
                        int[] along = [.. Enumerable.Range(0, 1 + Choose(4)).Select(_ => Choose(dimension))];
                        return new DerivativeTerm(along, coefficients[Choose(coefficients.Length)]);
                    })
                    .ToList()
            ))
            .Where(op => op.Terms.Any())
            .ToArray();
        return (dimension, axes, operators);
    }
}
