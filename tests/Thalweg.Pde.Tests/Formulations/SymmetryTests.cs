using Thalweg.Networks;
using Thalweg.Networks.Activations;
using Thalweg.Numerics.Objectives.Symmetries;
using Thalweg.Numerics.Parallel;
using Thalweg.Numerics.Random;
using Thalweg.Pde.Formulations;
using Thalweg.Pde.Models;
using Thalweg.Pde.Problems;
using Thalweg.Pde.Quadrature;

namespace Thalweg.Pde.Tests.Formulations;

/// <summary>Every map that a network declares leaves its losses as they are, and the group is as large as it should be.</summary>
public sealed class SymmetryTests
{
    // Orbit sizes of a point without a symmetry of its own: n! 2ⁿ for each layer of n odd units, n! for each of others.
    private static readonly Dictionary<string, (Network Network, int Size)> Cases = new()
    {
        ["tanh"] = (Network.Mlp(1, 1, [3], Activation.Tanh), 48),
        ["sine"] = (Network.Mlp(1, 1, [2, 2], Activation.Sin), 64),
        ["swish"] = (Network.Mlp(1, 1, [3], Activation.Swish), 6),
        ["hidden biases"] = (Network.Mlp(1, 1, [2, 3], Activation.Tanh, NetworkBiases.Hidden), 384),
        ["linear input"] = (Network.Mlp(1, 1, [2, 2], Activation.Tanh, linearInput: true), 64),
        // The stream of two units, tied over the blocks, and two units inside each.
        ["residual"] = (Network.Residual(1, 1, 2, 1, Activation.Tanh), 64),
        ["two blocks"] = (Network.Residual(1, 1, 2, 2, Activation.Gelu), 8),
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Copies_have_the_same_loss(string name)
    {
        var (network, size) = Cases[name];
        var objective = new PdeObjective(
            PoissonProblem.Sine(1),
            network,
            TrialFunction.Hard(PoissonProblem.Sine(1)),
            new Formulation(FormulationKind.Galerkin, null),
            new GaussRule(12)
        );
        var point = new double[objective.ParameterCount];
        new RandomStream(3, "point").FillGaussian(point);
        var symmetry = objective.As<ISymmetric>()!.Symmetry;
        var orbit = new Orbit(symmetry, point, 1e-9);
        Assert.Equal(size, orbit.Size);
        var images = orbit.Points.ToArray();
        var losses = new double[images.Length];
        objective.Values(images.SelectMany(i => i).ToArray(), losses, default, default, WorkerTeam.Sequential);
        Assert.All(losses, loss => Assert.Equal(losses[0], loss, 1e-11 * Math.Abs(losses[0])));
    }
}
