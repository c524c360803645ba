using Thalweg.Networks.Activations;
using Thalweg.Networks.Jets;
using Thalweg.Numerics.Simd;

namespace Thalweg.Networks.Tests.Jets;

/// <summary>Networks of products, scales, fixed maps and numbers are differentiated as they are written.</summary>
public sealed unsafe class NetworkKindTests
{
    private const int Points = Propagated.Points;

    private static readonly StreamSet Second = new(
        2,
        [0, 1],
        [StreamOperator.SecondAlong(0, 2), StreamOperator.Laplacian(2)]
    );

    /// <summary>Chains of derivatives along directions, to fourth order.</summary>
    private static readonly StreamSet Fourth = new(
        2,
        [0, 1],
        [StreamOperator.Along([1, 0], 3), StreamOperator.Along([1, 1], 4), StreamOperator.Laplacian(2)]
    );

    public static TheoryData<string> Names => NetworkKinds.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void Streams_are_differences_of_values(string kind)
    {
        var network = NetworkKinds.Create(kind);
        var (theta, x, _) = Inputs(network, Second, 3);
        var got = Run(network, Second, default, theta, x);
        const double h = 5e-4;
        // Third derivatives of cubic splines jump.
        var rough = network.Smoothness > 3 ? 1 : 100;
        var (dx, dy, dxx, dyy) = (First(0), First(1), Twice(0), Twice(1));
        for (var o = 0; o < network.Outputs; o++)
        {
            for (var n = 0; n < Points; n++)
            {
                double Stream(int s) => got[(((o * Second.Count) + s) * Points) + n];
                var at = (o * Points) + n;
                Close(dx[at], Stream(1), rough * 1e-8);
                Close(dy[at], Stream(2), rough * 1e-8);
                Close(dxx[at], Stream(3), rough * 1e-6);
                Close(dxx[at] + dyy[at], Stream(4), rough * 2e-6);
            }
        }

        double[] Values(int axis, double step)
        {
            var moved = (double[])x.Clone();
            for (var n = 0; n < Points; n++)
            {
                moved[(axis * Points) + n] += step;
            }
            return Run(network, StreamSet.Value(2), default, theta, moved);
        }

        double[] First(int axis) => Combine(axis, (a, b, c, d, _) => ((8 * (c - b)) - (d - a)) / (12 * h));

        double[] Twice(int axis) =>
            Combine(axis, (a, b, c, d, e) => ((16 * (b + c)) - a - d - (30 * e)) / (12 * h * h));

        double[] Combine(int axis, Func<double, double, double, double, double, double> rule)
        {
            var (a, b, c, d, e) = (
                Values(axis, -2 * h),
                Values(axis, -h),
                Values(axis, h),
                Values(axis, 2 * h),
                Values(axis, 0)
            );
            return [.. a.Select((_, i) => rule(a[i], b[i], c[i], d[i], e[i]))];
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Gradients_are_differences(string kind)
    {
        var network = NetworkKinds.Create(kind);
        foreach (var streams in StreamsOf(network))
        {
            var (theta, x, adjoint) = Inputs(network, streams, 5);
            var plan = new JetPlan(JetSweep.Forward, streams);
            var got = Propagated.Run(network, plan, default, theta, x, adjoint);
            var scale = got.Gradient.Max(Math.Abs);
            const double h = 5e-4;
            for (var j = 0; j < theta.Length; j += 2)
            {
                var slope = ((8 * (Moved(h) - Moved(-h))) - (Moved(2 * h) - Moved(-2 * h))) / (12 * h);
                Assert.Equal(slope, got.Gradient[j], 3e-7 * (scale + Math.Abs(slope)));

                double Moved(double step)
                {
                    var moved = (double[])theta.Clone();
                    moved[j] += step;
                    return Run(network, streams, default, moved, x).Zip(adjoint, (s, a) => s * a).Sum();
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Rows_and_products_of_a_Jacobian_sum_up_to_gradients(string kind)
    {
        var network = NetworkKinds.Create(kind);
        foreach (var streams in StreamsOf(network))
        {
            var (theta, x, adjoint) = Inputs(network, streams, 7);
            var p = network.ParameterCount;
            var propagation = JetPropagation<double>.For(
                network,
                new JetPlan(JetSweep.Forward, streams),
                LaneWidth.Widest
            );
            var scratch = new JetScratch();
            var (rows, products, gradient) = (new double[Points * p], new double[2 * Points], new double[p]);
            var vectors = Numbers(2 * p, 11);
            fixed (
                double* at = theta,
                    of = x,
                    row = rows,
                    product = products,
                    sum = gradient,
                    vector = vectors
            )
            {
                Seed(propagation, at, of, adjoint, scratch);
                propagation.Reverse(at, sum, Points, scratch);
                Seed(propagation, at, of, adjoint, scratch);
                propagation.ReverseRows(at, row, 0, Points, Points, scratch);
                Seed(propagation, at, of, adjoint, scratch);
                propagation.ReverseProducts(at, vector, 2, product, Points, scratch);
            }
            GC.KeepAlive(scratch);
            var scale = rows.Max(Math.Abs);
            for (var j = 0; j < p; j++)
            {
                Assert.Equal(gradient[j], Enumerable.Range(0, Points).Sum(n => rows[(n * p) + j]), 1e-11 * scale);
            }
            for (var k = 0; k < 2; k++)
            {
                for (var n = 0; n < Points; n++)
                {
                    var expected = Enumerable.Range(0, p).Sum(j => rows[(n * p) + j] * vectors[(k * p) + j]);
                    Assert.Equal(expected, products[(k * Points) + n], 1e-11 * scale * p);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Products_of_the_Hessian_are_differences_of_gradients(string kind)
    {
        var network = NetworkKinds.Create(kind);
        foreach (var streams in StreamsOf(network))
        {
            var (theta, x, weights) = Inputs(network, streams, 13);
            var direction = Numbers(network.ParameterCount, 17);
            foreach (var bends in (bool[])[true, false])
            {
                var got = Product(network, streams, theta, x, weights, direction, bends);
                var scale = got.Max(Math.Abs);
                const double h = 2e-4;
                double[][] moved = [Moved(-2 * h), Moved(-h), Moved(h), Moved(2 * h)];
                for (var j = 0; j < theta.Length; j++)
                {
                    var slope = ((8 * (moved[2][j] - moved[1][j])) - (moved[3][j] - moved[0][j])) / (12 * h);
                    Assert.Equal(slope, got[j], 1e-6 * (scale + Math.Abs(slope)));
                }

                // Of ½ Σ w s² the gradient at the moved parameters; of JᵀWJ v the streams move alone, seen through the same J.
                double[] Moved(double step)
                {
                    double[] at = [.. theta.Zip(direction, (t, v) => t + (step * v))];
                    var plan = new JetPlan(JetSweep.Forward, streams);
                    var s = Run(network, streams, default, at, x);
                    double[] adjoint = [.. s.Zip(weights, (a, b) => a * b)];
                    return Propagated.Run(network, plan, default, bends ? at : theta, x, adjoint).Gradient;
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Bits_do_not_depend_on_lanes_and_single_precision_is_near(string kind)
    {
        var network = NetworkKinds.Create(kind);
        foreach (var streams in StreamsOf(network))
        {
            var (theta, x, adjoint) = Inputs(network, streams, 19);
            var plan = new JetPlan(JetSweep.Forward, streams);
            var one = Propagated.Run(network, plan, new(Precision.Double, LaneWidth.Scalar), theta, x, adjoint);
            foreach (var width in (LaneWidth[])[LaneWidth.Bits256, LaneWidth.Bits512])
            {
                var other = Propagated.Run(network, plan, new(Precision.Double, width), theta, x, adjoint);
                Assert.Equal(one.Streams, other.Streams);
                Assert.Equal(one.Gradient, other.Gradient);
            }
            var single = Propagated.Run(network, plan, new(Precision.Single, LaneWidth.Widest), theta, x, adjoint);
            var scale = one.Gradient.Max(Math.Abs);
            Assert.All(one.Gradient.Zip(single.Gradient), pair => Assert.Equal(pair.First, pair.Second, 2e-4 * scale));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_cheaper_way_to_gradients_in_x_gives_the_same(string kind)
    {
        var network = NetworkKinds.Create(kind);
        var streams = StreamSet.Gradient(2);
        var (theta, x, adjoint) = Inputs(network, streams, 31);
        var forward = Propagated.Run(network, new(JetSweep.Forward, streams), default, theta, x, adjoint);
        foreach (var withGradient in (bool[])[true, false])
        {
            var plan = JetPlan.Cheapest(network, streams, withGradient);
            var other = Propagated.Run(network, plan, default, theta, x, adjoint);
            Assert.All(forward.Streams.Zip(other.Streams), p => Assert.Equal(p.First, p.Second, 1e-12));
            Assert.All(forward.Gradient.Zip(other.Gradient), p => Assert.Equal(p.First, p.Second, 1e-10));
        }
    }

    [Fact]
    public void Fourier_features_are_waves_of_the_coordinates()
    {
        var features = new FourierFeatures(3, [1.5], 7);
        var network = Network.Mlp(2, 1, [5, 4], Activation.Tanh, fourier: features);
        var plain = Network.Mlp(6, 1, [5, 4], Activation.Tanh);
        Assert.Equal(plain.ParameterCount, network.ParameterCount);
        var (theta, x, _) = Inputs(network, StreamSet.Value(2), 23);
        var frequencies = features.Frequencies(0, 2);
        var waves = new double[6 * Points];
        for (var n = 0; n < Points; n++)
        {
            for (var k = 0; k < 3; k++)
            {
                var z = (frequencies[2 * k] * x[n]) + (frequencies[(2 * k) + 1] * x[Points + n]);
                waves[(k * Points) + n] = Math.Cos(z);
                waves[((3 + k) * Points) + n] = Math.Sin(z);
            }
        }
        var expected = Run(plain, StreamSet.Value(6), default, theta, waves);
        var got = Run(network, StreamSet.Value(2), default, theta, x);
        Assert.All(expected.Zip(got), pair => Assert.Equal(pair.First, pair.Second, 1e-13));
    }

    [Fact]
    public void Frequencies_are_of_the_scale_asked_for()
    {
        var wide = new FourierFeatures(4000, [2, 10], 1);
        foreach (var (scale, expected) in new[] { (0, 2.0), (1, 10.0) })
        {
            var frequencies = wide.Frequencies(scale, 3);
            Assert.Equal(expected, Math.Sqrt(frequencies.Average(f => f * f)), expected * 0.03);
            Assert.Equal(0, frequencies.Average(), expected * 0.04);
        }
        Assert.NotEqual(wide.Frequencies(0, 1)[0], new FourierFeatures(4000, [2, 10], 2).Frequencies(0, 1)[0]);
    }

    [Fact]
    public void Blocks_begin_as_the_identity()
    {
        var network = Network.Pirate(2, 1, 5, 3, Activation.Tanh, new FourierFeatures(3, [1.5], 7));
        var alphas = network.Layout.Tensors.Where(t => t.Name.EndsWith(".alpha", StringComparison.Ordinal)).ToArray();
        Assert.Equal(3, alphas.Length);
        Assert.All(alphas, alpha => Assert.Equal(0, alpha.Start));
        var (theta, x, _) = Inputs(network, StreamSet.Value(2), 29);
        foreach (var alpha in alphas)
        {
            theta[alpha.Offset] = 0;
        }
        // Then only the output layer acts: a linear map of the features.
        var before = Run(network, StreamSet.Value(2), default, theta, x);
        var moved = (double[])theta.Clone();
        foreach (
            var tensor in network.Layout.Tensors.Where(t => !t.Name.StartsWith("layer_out", StringComparison.Ordinal))
        )
        {
            for (var i = 0; i < tensor.Count && !alphas.Contains(tensor); i++)
            {
                moved[tensor.Offset + i] += 1;
            }
        }
        Assert.Equal(before, Run(network, StreamSet.Value(2), default, moved, x));
    }

    private static IEnumerable<StreamSet> StreamsOf(Network network)
    {
        yield return network.Smoothness > 3 ? Second : StreamSet.Value(2);
        if (network.Smoothness > 5)
        {
            yield return Fourth;
        }
    }

    private static void Seed(
        JetPropagation<double> propagation,
        double* theta,
        double* x,
        double[] adjoint,
        JetScratch scratch
    )
    {
        propagation.Forward(theta, x, Points, Points, scratch, keep: true);
        var seed = propagation.OutputAdjoint(scratch);
        var length = propagation.Streams.Count * Points;
        for (var i = 0; i < adjoint.Length; i++)
        {
            seed.Start[(i / length * seed.Stride) + (i % length)] = adjoint[i];
        }
    }

    private static double[] Product(
        Network network,
        StreamSet streams,
        double[] theta,
        double[] x,
        double[] weights,
        double[] direction,
        bool bends
    )
    {
        var propagation = new CurvaturePropagation<double>(network, streams, LaneWidth.Widest, bends);
        var scratch = new JetScratch();
        var product = new double[network.ParameterCount];
        var length = streams.Count * Points;
        fixed (
            double* at = theta,
                of = x,
                along = direction,
                sum = product
        )
        {
            var output = propagation.Forward(at, of, Points, Points, scratch);
            if (bends)
            {
                var values = new double[weights.Length];
                for (var i = 0; i < values.Length; i++)
                {
                    values[i] = output.Start[(i / length * output.Stride) + (i % length)] * weights[i];
                }
                Write(propagation.OutputAdjoint(scratch), values);
                propagation.Reverse(at, Points, scratch);
            }
            else
            {
                propagation.Linearize(Points, scratch);
            }
            var tangent = propagation.ForwardTangent(at, along, Points, scratch);
            var moved = new double[weights.Length];
            for (var i = 0; i < moved.Length; i++)
            {
                moved[i] = tangent.Start[(i / length * tangent.Stride) + (i % length)] * weights[i];
            }
            Write(propagation.TangentAdjoint(scratch), moved);
            propagation.ReverseTangent(at, along, sum, Points, scratch);
        }
        GC.KeepAlive(scratch);
        return product;

        void Write(JetOutput<double> to, double[] numbers)
        {
            for (var i = 0; i < numbers.Length; i++)
            {
                to.Start[(i / length * to.Stride) + (i % length)] = numbers[i];
            }
        }
    }

    private static double[] Run(
        Network network,
        StreamSet streams,
        Arithmetic arithmetic,
        double[] theta,
        double[] x
    ) =>
        Propagated
            .Run(
                network,
                new JetPlan(JetSweep.Forward, streams),
                arithmetic,
                theta,
                x,
                new double[network.Outputs * streams.Count * Points]
            )
            .Streams;

    private static (double[] Theta, double[] X, double[] Adjoint) Inputs(
        Network network,
        StreamSet streams,
        int seed
    ) =>
        (
            NetworkKinds.Parameters(network),
            Numbers(network.Inputs * Points, seed),
            Numbers(network.Outputs * streams.Count * Points, seed + 1)
        );

    private static void Close(double expected, double got, double tolerance) =>
        Assert.Equal(expected, got, tolerance * (1 + Math.Abs(expected)));

    private static double[] Numbers(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (2 * random.NextDouble()) - 1)];
    }
}
