using System.Text.Json;
using Thalweg.Landscapes.Directions;
using Thalweg.Landscapes.Roughness;
using Thalweg.Networks;
using Thalweg.Networks.Activations;
using Thalweg.Networks.WeightFiles;
using Thalweg.Numerics.Parallel;
using Thalweg.Pde.Formulations;
using Thalweg.Pde.Models;
using Thalweg.Pde.Problems;
using Thalweg.Pde.Quadrature;

namespace Thalweg.Cli.Tests.Acceptance;

/// <summary>Roughness around networks of [Wu2021] equals what was computed from their weights independently.</summary>
public sealed class ReferenceRoughnessTests
{
    public static TheoryData<string, string> Cases { get; } =
        new MatrixTheoryData<string, string>([.. ReferenceLandscapes.Measured], ["copy", "zero", "normalize"]);

    public static TheoryData<string, FormulationKind> Sampled { get; } =
        new MatrixTheoryData<string, FormulationKind>(
            [.. ReferenceLandscapes.Measured.Where(n => n.StartsWith("resnet", StringComparison.Ordinal))],
            [FormulationKind.Ritz, FormulationKind.Galerkin]
        );

    [Theory]
    [MemberData(nameof(Cases))]
    public void Directions_total_variations_and_index(string name, string bias)
    {
        var reference = ReferenceLandscapes.Roughness(name).GetProperty("explicit").GetProperty($"bias_{bias}");
        var (network, parameters) = Load(name);
        var rule = new DirectionRule(Normalization.Filter, Enum.Parse<BiasRule>(bias, ignoreCase: true));
        var listed = Rows(reference.GetProperty("directions"));
        var raw = DirectionSet.Given(Rows(ReferenceLandscapes.RawDirections(name)), network.ParameterCount);
        var scaled = raw.At(parameters, rule, network.Layout);
        for (var i = 0; i < listed.Length; i++)
        {
            Assert.Equal(listed[i], scaled[i], 1e-9);
        }
        foreach (
            var (kind, key) in ((FormulationKind, string)[])
                [(FormulationKind.Ritz, "drm"), (FormulationKind.Galerkin, "dgm")]
        )
        {
            var expected = reference.GetProperty(key);
            var result = RoughnessIndex.Measure(
                Objective(network, kind),
                parameters,
                new RoughnessOptions
                {
                    Radius = 0.01,
                    Intervals = 100,
                    Directions = 5,
                    Rule = new DirectionRule(Normalization.None, BiasRule.Keep),
                },
                WorkerTeam.Sequential,
                DirectionSet.Given(listed, network.ParameterCount)
            );
            var variations = ReferenceLandscapes.Numbers(expected.GetProperty("normalised_tv"));
            for (var i = 0; i < variations.Length; i++)
            {
                Assert.Equal(variations[i], result.TotalVariations[i]!.Value, 1e-9 * variations[i]);
            }
            var index = expected.GetProperty("roughness_index").GetDouble();
            Assert.Equal(index, result.Summary.Roughness, 1e-7 * index);
        }
    }

    [Theory]
    [MemberData(nameof(Sampled))]
    public void Over_200_seeds_the_mean_index_is_the_listed_one(string name, FormulationKind kind)
    {
        var sampled = ReferenceLandscapes.Roughness(name).GetProperty("sampling").GetProperty("bias_zero");
        var listed = sampled.GetProperty(kind == FormulationKind.Ritz ? "drm" : "dgm").GetProperty("roughness_index");
        var (network, parameters) = Load(name);
        var objective = Objective(network, kind);
        using var team = new WorkerTeam(2);
        const int seeds = 200;
        var mean = 0.0;
        for (var seed = 1UL; seed <= seeds; seed++)
        {
            var options = new RoughnessOptions
            {
                Radius = 0.01,
                Intervals = 100,
                Directions = 100,
                Seed = seed,
            };
            mean += RoughnessIndex.Measure(objective, parameters, options, team).Summary.Roughness / seeds;
        }
        var deviation = listed.GetProperty("std").GetDouble();
        // The listed mean is itself one of some hundred repetitions.
        var error = deviation * Math.Sqrt(1.0 / seeds + 1.0 / sampled.GetProperty("repetitions").GetDouble());
        Assert.Equal(listed.GetProperty("mean").GetDouble(), mean, 4.0 * error);
    }

    private static PdeObjective Objective(Network network, FormulationKind kind)
    {
        var problem = PoissonProblem.Sine(1);
        return new PdeObjective(
            problem,
            network,
            TrialFunction.Hard(problem, negative: true),
            new Formulation(kind),
            new SimpsonRule(200)
        );
    }

    private static (Network, double[]) Load(string name)
    {
        var network = name.StartsWith("resnet", StringComparison.Ordinal)
            ? Network.Residual(1, 1, 4, 1, Activation.Swish)
            : Network.Mlp(1, 1, [4, 4, 4], Activation.Swish, linearInput: true);
        return (network, WeightFile.Read(ReferenceLandscapes.Weights(name), network.Layout));
    }

    private static double[] Rows(JsonElement rows) =>
        [.. rows.EnumerateArray().SelectMany(ReferenceLandscapes.Numbers)];
}
