using Thalweg.Networks;
using Thalweg.Networks.Activations;
using Thalweg.Networks.Symmetries;
using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Objectives.Symmetries;
using Thalweg.Numerics.Objectives.Wrapping;
using Thalweg.Numerics.Parallel;
using Thalweg.Numerics.Random;
using Thalweg.Pde.Formulations;
using Thalweg.Pde.Models;
using Thalweg.Pde.Problems;
using Thalweg.Pde.Quadrature;

namespace Thalweg.Pde.Tests.Formulations;

/// <summary>A copy of a network is brought back to where no barrier is left, and losses say which copies they do not tell apart.</summary>
public sealed class AlignmentTests
{
    private static readonly Dictionary<string, Func<Activation, Network>> Networks = new()
    {
        ["mlp"] = a => Network.Mlp(1, 1, [5, 4], a),
        ["mlp, linear input"] = a => Network.Mlp(1, 1, [4, 4], a, linearInput: true),
        ["mlp, no output bias"] = a => Network.Mlp(1, 1, [5], a, NetworkBiases.Hidden),
        ["resnet"] = a => Network.Residual(1, 1, 4, 2, a),
    };

    public static TheoryData<string, string> Cases
    {
        get
        {
            var all = new TheoryData<string, string>();
            foreach (var kind in Networks.Keys)
            {
                foreach (var activation in Activation.Known)
                {
                    all.Add(kind, activation.Name);
                }
            }
            return all;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Copies_lie_without_a_barrier(string kind, string activation)
    {
        var objective = Loss(Networks[kind](Activation.Known.Single(a => a.Name == activation)), FormulationKind.Ritz);
        var group = NetworkGroup.Of(objective.Network);
        var alignable = objective.As<IAlignable>()!;
        for (var seed = 0UL; seed < 100; seed++)
        {
            var point = Point(objective, seed);
            var copy = group.Draw(new RandomStream(seed, "copy")).Apply(point);
            var back = alignable.Align(point, copy);
            Assert.InRange(back.Distance, 0, 1e-12 * (1 + Vectors.Norm(point)));
            var losses = Line(objective, point, back.Image, 11).Append(Line(objective, point, copy, 2)[1]).ToArray();
            Assert.InRange(losses.Max() - losses.Min(), 0, 1e-10 * losses.Max(Math.Abs));
        }
    }

    [Fact]
    public void A_ridge_keeps_what_keeps_lengths()
    {
        var loss = Loss(Network.Mlp(1, 1, [3], Activation.Sin), FormulationKind.Ritz);
        var ridge = new Ridge(loss, 0.1);
        Assert.Equal(NetworkGroup.Of(loss.Network), loss.As<IAlignable>());
        Assert.Equal(NetworkGroup.Of(loss.Network).Isometric, ridge.As<IAlignable>());
        // A period moves a point away for the ridge alone.
        var point = Point(loss, 1);
        double[] shifted = [.. point];
        shifted[3] += 2 * Math.PI;
        Assert.InRange(loss.As<IAlignable>()!.Align(point, shifted).Distance, 0, 1e-12);
        Assert.Equal(2 * Math.PI, ridge.As<IAlignable>()!.Align(point, shifted).Distance, 1e-12);
        var losses = Line(ridge, point, ridge.As<IAlignable>()!.Align(shifted, point).Image, 2);
        Assert.Equal(Line(ridge, point, point, 2)[0], losses[1], 1e-12);
        Assert.Null(new Ridge(new Numerics.Objectives.Analytic.Rosenbrock(2), 1).As<IAlignable>());
    }

    [Fact]
    public void A_blend_keeps_what_both_have()
    {
        var network = Network.Mlp(1, 1, [3], Activation.Tanh);
        var (ritz, galerkin) = (Loss(network, FormulationKind.Ritz), Loss(network, FormulationKind.Galerkin));
        Assert.Equal(ritz.As<IAlignable>(), WeightedSum.Blend(ritz, galerkin, 0.5).As<IAlignable>());
        Assert.Equal(
            ritz.As<IAlignable>()!.Isometric,
            WeightedSum.Blend(ritz, new Ridge(galerkin, 1), 0.5).As<IAlignable>()
        );
        var other = Loss(Network.Mlp(1, 1, [3], Activation.Swish), FormulationKind.Galerkin);
        Assert.Null(WeightedSum.Blend(ritz, other, 0.5).As<IAlignable>());
        var counted = new CountingObjective(ritz, (_, _) => { });
        Assert.Equal(ritz.As<IAlignable>(), counted.As<IAlignable>());
    }

    private static PdeObjective Loss(Network network, FormulationKind kind) =>
        new(
            PoissonProblem.Sine(1),
            network,
            TrialFunction.Hard(PoissonProblem.Sine(1)),
            new Formulation(kind, null),
            new GaussRule(12)
        );

    private static double[] Point(PdeObjective objective, ulong seed)
    {
        var point = new double[objective.ParameterCount];
        new RandomStream(seed, "point").FillGaussian(point);
        return point;
    }

    private static double[] Line(IObjective objective, IReadOnlyList<double> from, IReadOnlyList<double> to, int count)
    {
        var points = Enumerable
            .Range(0, count)
            .SelectMany(k => from.Select((x, i) => x + ((to[i] - x) * k / (count - 1))))
            .ToArray();
        var losses = new double[count];
        objective.Values(points, losses, default, default, WorkerTeam.Sequential);
        return losses;
    }
}
