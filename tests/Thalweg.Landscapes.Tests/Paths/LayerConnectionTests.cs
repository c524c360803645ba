using Thalweg.Landscapes.Paths;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Objectives.Analytic;
using Thalweg.Numerics.Objectives.Wrapping;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Landscapes.Tests.Paths;

/// <summary>Paths on which the parameters of one layer after the other are carried over.</summary>
public sealed class LayerConnectionTests
{
    // ½ (y − x²)² + ¼ (x² − 1)²: minima at (±1, 1), the pass at 0, of height ¼.
    private static readonly Polynomial Valley = new(
        "valley",
        2,
        [new(0.5, 0, 2), new(-1, 2, 1), new(0.75, 4, 0), new(-0.5, 2, 0), new(0.25, 0, 0)]
    );

    private static PathResult Between(
        IObjective loss,
        double[] from,
        double[] to,
        LayerConnectionOptions options,
        int threads = 1
    )
    {
        using var team = new WorkerTeam(threads);
        return LayerConnection.Find([new("f", loss)], from, to, options, team);
    }

    /// <summary>Along y = 1 from x = −1 to 1 the loss is ¾ (x² − 1)²; then y stays.</summary>
    [Fact]
    public void Without_updates_legs_are_straight()
    {
        var path = Between(Valley, [-1, 1], [1, 1], new LayerConnectionOptions { Points = 21, Steps = 0 });
        Assert.Null(path.Stop);
        Assert.Equal(0, path.Steps);
        Assert.Equal(21, path.T.Count);
        Assert.Equal(0.75, path.Losses[0].Height.Loss, 1e-12);
        Assert.Equal(0.25, path.Losses[0].Height.T, 1e-7);
        Assert.Equal(2, path.Length, 1e-12);
    }

    /// <summary>With y at its best for each x the points lie in the valley, y = x², and the path is as high as its pass.</summary>
    [Fact]
    public void What_is_still_to_come_is_lowered_at_each_step()
    {
        var path = Between(Valley, [-1, 1], [1, 1], new LayerConnectionOptions { Points = 41, Steps = 50 });
        Assert.Equal(41, path.T.Count);
        var points = path.Curve.Points(path.T);
        for (var i = 0; i <= 20; i++)
        {
            Assert.Equal(-1 + (0.1 * i), points[2 * i], 1e-12);
            Assert.Equal(points[2 * i] * points[2 * i], points[(2 * i) + 1], 1e-6);
        }
        Assert.Equal(0.25, path.Losses[0].Height.Loss, 1e-9);
        Assert.True(path.Steps > 0);
        Assert.Equal([1.0, 1.0], points[^2..]);
    }

    /// <summary>Backward y is carried over first, and x is lowered meanwhile.</summary>
    [Fact]
    public void The_order_is_the_callers()
    {
        var options = new LayerConnectionOptions { Points = 3, Steps = 0 };
        double[] Corner(bool backward) =>
            Between(Valley, [-1, 1], [1, 2], options with { Backward = backward }).Curve.Coefficients.ToArray();
        Assert.Equal([1.0, 1.0], Corner(false));
        Assert.Equal([-1.0, 2.0], Corner(true));
    }

    /// <summary>Weight and bias of a layer move together: three layers of two parameters give three legs.</summary>
    [Fact]
    public void Layers_are_those_of_the_layout()
    {
        var loss = new Layered(AnalyticObjectives.Find("styblinski-tang")!.For(6));
        double[] from = [1, 2, 3, 4, 5, 6];
        double[] to = [-1, -2, -3, -4, -5, -6];
        var path = Between(loss, from, to, new LayerConnectionOptions { Points = 4, Steps = 0 });
        Assert.Equal(
            [-1.0, -2.0, 3.0, 4.0, 5.0, 6.0, -1.0, -2.0, -3.0, -4.0, 5.0, 6.0],
            path.Curve.Coefficients.ToArray()
        );
    }

    [Fact]
    public void Threads_change_no_bit()
    {
        var loss = new Layered(AnalyticObjectives.Find("styblinski-tang")!.For(6));
        double[] from = [-2.9, -2.9, 2.7, 2.7, -2.9, 2.7];
        double[] to = [2.7, -2.9, -2.9, 2.7, 2.7, -2.9];
        var options = new LayerConnectionOptions { Points = 13, Steps = 5 };
        var (one, three) = (Between(loss, from, to, options), Between(loss, from, to, options, threads: 3));
        Assert.Equal(one.Curve.Coefficients.ToArray(), three.Curve.Coefficients.ToArray());
        Assert.Equal(one.Losses[0].Height, three.Losses[0].Height);
        Assert.Equal(one.Evaluations, three.Evaluations);
    }

    [Fact]
    public void Bad_input_is_told()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new LayerConnectionOptions { Points = 2 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new LayerConnectionOptions { Steps = -1 });
        Assert.Throws<ArgumentException>(() => Between(Valley, [-1, 1], [1], new LayerConnectionOptions()));
    }

    private sealed class Layered(IObjective inner) : AlteringObjective(inner), ILayered
    {
        public override string Name => Inner.Name;

        public ParameterLayout Layout { get; } =
            new([
                .. Enumerable
                    .Range(0, 3)
                    .SelectMany(l =>
                        new ParameterTensor[]
                        {
                            new($"{l}.weight", ParameterRole.Weight, l, 1, 1, 2 * l),
                            new($"{l}.bias", ParameterRole.Bias, l, 1, 1, (2 * l) + 1),
                        }
                    ),
            ]);

        public override void Values(
            ReadOnlyMemory<double> parameters,
            Memory<double> losses,
            Memory<double> terms,
            Memory<double> metrics,
            WorkerTeam team
        ) => Inner.Values(parameters, losses, default, default, team);

        public override double Gradient(
            ReadOnlyMemory<double> parameters,
            Memory<double> gradient,
            Memory<double> terms,
            WorkerTeam team
        ) => Inner.Gradient(parameters, gradient, default, team);
    }
}
