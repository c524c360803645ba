using System.Text.Json;
using Thalweg.Networks.Jets;
using Thalweg.Numerics.Simd;

namespace Thalweg.Networks.Tests.Jets;

/// <summary>Networks are those of their authors: streams, gradients and products of Hessians against PyTorch (Fixtures/kinds.py).</summary>
public sealed unsafe class NetworkKindFixtureTests
{
    private const int Points = Propagated.Points;

    private static readonly StreamSet Streams = new(
        2,
        [0, 1],
        [StreamOperator.SecondAlong(0, 2), StreamOperator.Laplacian(2)]
    );

    private static readonly JsonElement Cases = JsonDocument
        .Parse(
            File.ReadAllText(
                Path.Combine(Checkout.Root, "tests", "Thalweg.Networks.Tests", "Jets", "Fixtures", "kinds.json")
            )
        )
        .RootElement;

    public static TheoryData<string> Names => [.. Cases.EnumerateObject().Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Streams_gradients_and_products_are_PyTorchs(string kind)
    {
        var network = NetworkKinds.Create(kind);
        var fixture = Cases.GetProperty(kind);
        Assert.Equal(fixture.GetProperty("parameters").GetInt32(), network.ParameterCount);
        var theta = NetworkKinds.Parameters(network);
        var x = Sines(2 * Points, 0.9, 2.3, 0.7);
        var count = network.Outputs * Streams.Count * Points;
        var weights = Sines(count, 1, 0.9, 0.2);
        var plan = new JetPlan(JetSweep.Forward, Streams);
        var streams = Propagated.Run(network, plan, default, theta, x, new double[count]).Streams;
        Near(Numbers(fixture, "streams"), streams);
        double[] adjoint = [.. streams.Zip(weights, (s, w) => s * w)];
        Near(Numbers(fixture, "gradient"), Propagated.Run(network, plan, default, theta, x, adjoint).Gradient);
        Near(Numbers(fixture, "product"), Product(network, theta, x, weights, Sines(theta.Length, 1, 1.1, 0.4)));
    }

    private static double[] Product(Network network, double[] theta, double[] x, double[] weights, double[] direction)
    {
        var propagation = new CurvaturePropagation<double>(network, Streams, LaneWidth.Widest);
        var scratch = new JetScratch();
        var product = new double[network.ParameterCount];
        var length = Streams.Count * Points;
        fixed (
            double* at = theta,
                of = x,
                along = direction,
                sum = product
        )
        {
            Hand(propagation.Forward(at, of, Points, Points, scratch), propagation.OutputAdjoint(scratch));
            propagation.Reverse(at, Points, scratch);
            Hand(propagation.ForwardTangent(at, along, Points, scratch), propagation.TangentAdjoint(scratch));
            propagation.ReverseTangent(at, along, sum, Points, scratch);
        }
        GC.KeepAlive(scratch);
        return product;

        void Hand(JetOutput<double> from, JetOutput<double> to)
        {
            for (var i = 0; i < weights.Length; i++)
            {
                var (row, at) = (i / length, i % length);
                to.Start[(row * to.Stride) + at] = weights[i] * from.Start[(row * from.Stride) + at];
            }
        }
    }

    private static void Near(double[] expected, double[] got)
    {
        Assert.Equal(expected.Length, got.Length);
        var scale = expected.Max(Math.Abs);
        Assert.All(expected.Zip(got), pair => Assert.Equal(pair.First, pair.Second, 1e-12 * scale));
    }

    private static double[] Numbers(JsonElement fixture, string name) =>
        [.. fixture.GetProperty(name).EnumerateArray().Select(e => e.GetDouble())];

    private static double[] Sines(int count, double scale, double slope, double shift) =>
        [.. Enumerable.Range(0, count).Select(i => scale * Math.Sin((slope * i) + shift))];
}
