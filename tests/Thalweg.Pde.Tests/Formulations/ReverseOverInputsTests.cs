using Thalweg.Networks;
using Thalweg.Networks.Activations;
using Thalweg.Networks.Jets;
using Thalweg.Numerics.Simd;
using Thalweg.Pde.Formulations;
using Thalweg.Pde.Models;
using Thalweg.Pde.Problems;
using Thalweg.Pde.Quadrature;
using static Thalweg.Pde.Equations.Calculus;

namespace Thalweg.Pde.Tests.Formulations;

/// <summary>An energy evaluated by reverse mode over x against the same energy with streams that travel forward.</summary>
public sealed class ReverseOverInputsTests
{
    public static TheoryData<string, int, Precision> Cases { get; } =
        new MatrixTheoryData<string, int, Precision>(
            Activation.Known.Where(a => a.Smoothness > 1).Select(a => a.Name),
            [2, 3, 4, 5],
            Variants.Precisions
        );

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_energy_and_its_gradient_are_those_of_the_forward_streams(
        string name,
        int dimension,
        Precision precision
    )
    {
        var activation = Activation.Known.Single(a => a.Name == name);
        Network[] networks =
        [
            Network.Mlp(dimension, 1, [6, 5], activation),
            Network.Mlp(dimension, 1, [4, 4, 3], activation, biases: NetworkBiases.None, linearInput: true),
            Network.Residual(dimension, 1, 5, 1, activation),
        ];
        foreach (var network in networks)
        {
            foreach (var soft in new[] { false, true })
            {
                var parameters = Enumerable
                    .Range(0, network.ParameterCount)
                    .Select(i => (double)(float)(0.7 * Math.Sin(1.7 * i + 1.0)))
                    .ToArray();
                var reverse = Objective(network, soft, forward: false, precision);
                var forward = Objective(network, soft, forward: true, precision);
                Assert.Equal(JetSweep.ReverseOverInputs, reverse.Plans[0].Plan.Sweep);
                Assert.Equal(JetSweep.Forward, forward.Plans[0].Plan.Sweep);
                var expected = Variants.LossTermsAndGradient(forward, parameters);
                var got = Variants.LossTermsAndGradient(reverse, parameters);
                // Cubes of large arguments: the gradient is far larger than the energy.
                var scale = 1.0 + Magnitude.OfInterior(reverse, parameters) + expected.Max(Math.Abs);
                var tolerance = Variants.Tolerance(precision, 1e-14) * scale;
                for (var i = 0; i < expected.Length; i++)
                {
                    Assert.Equal(expected[i], got[i], tolerance);
                }
            }
        }
    }

    private static PdeObjective Objective(Network network, bool soft, bool forward, Precision precision)
    {
        var problem = PoissonProblem.Sine(network.Inputs);
        // A second derivative times nothing: reverse mode is for first derivatives alone.
        var energy = forward ? problem.Energy! + (X(0) - X(0)) * D2(U(), 0) : problem.Energy;
        return new PdeObjective(
            problem with
            {
                Energy = energy,
            },
            network,
            soft ? TrialFunction.None : TrialFunction.Hard(problem),
            new Formulation(FormulationKind.Ritz, soft ? 5.0 : null),
            new MonteCarloRule(21),
            new Arithmetic(precision)
        );
    }
}
