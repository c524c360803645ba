using System.Text.Json;
using Thalweg.Networks;
using Thalweg.Networks.Activations;
using Thalweg.Networks.WeightFiles;
using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Parallel;
using Thalweg.Numerics.Simd;
using Thalweg.Pde.Formulations;
using Thalweg.Pde.Models;
using Thalweg.Pde.Problems;
using Thalweg.Pde.Quadrature;

namespace Thalweg.Pde.Tests.Formulations;

/// <summary>Networks of [Wu2021] give the losses, gradients and errors that were computed from their weights independently.</summary>
public sealed class ReferenceNetworksTests
{
    public static TheoryData<string, Precision> Lines { get; } =
        new MatrixTheoryData<string, Precision>(
            [.. ReferenceLandscapes.Named("resnet"), .. ReferenceLandscapes.Named("fcnet")],
            Variants.Precisions
        );

    public static TheoryData<string, Precision> Balls { get; } =
        new MatrixTheoryData<string, Precision>([.. ReferenceLandscapes.Named("ball")], Variants.Precisions);

    [Theory]
    [MemberData(nameof(Lines))]
    public void One_dimension(string name, Precision precision)
    {
        var reference = ReferenceLandscapes.Values(name);
        var network = name.StartsWith("resnet", StringComparison.Ordinal)
            ? Network.Residual(1, 1, 4, 1, Activation.Swish)
            : Network.Mlp(1, 1, [4, 4, 4], Activation.Swish, linearInput: true);
        var problem = PoissonProblem.Sine(1);
        var trial = TrialFunction.Hard(problem, negative: true);
        foreach (var intervals in (int[])[200, 100])
        {
            var suffix = intervals == 200 ? "gradient_simpson_200" : null;
            Check(
                reference,
                problem,
                network,
                trial,
                new SimpsonRule(intervals),
                name,
                $"loss_simpson_{intervals}",
                suffix,
                precision
            );
        }
        var published = Objective(problem, network, trial, FormulationKind.Ritz, new SimpsonRule(200, true));
        var parameters = WeightFile.Read(ReferenceLandscapes.Weights(name), network.Layout);
        var loss = published.Gradient(parameters, new double[53], default, WorkerTeam.Sequential);
        Assert.Equal(Number(reference, "drm", "loss_simpson_200_repository_bug"), loss, 1e-13);
    }

    [Theory]
    [MemberData(nameof(Balls))]
    public void Ball(string name, Precision precision)
    {
        var reference = ReferenceLandscapes.Values(name);
        var problem = PoissonProblem.Ball();
        Check(
            reference,
            problem,
            Network.Residual(3, 1, 8, 3, Activation.Swish),
            TrialFunction.Hard(problem),
            new SphericalRule(16, 12, 24),
            name,
            "loss_integral_16_12_24",
            "gradient_integral_16_12_24",
            precision
        );
    }

    private static void Check(
        JsonElement reference,
        Problem problem,
        Network network,
        TrialFunction trial,
        QuadratureRule rule,
        string name,
        string lossKey,
        string? gradientKey,
        Precision precision
    )
    {
        var parameters = WeightFile.Read(ReferenceLandscapes.Weights(name), network.Layout);
        foreach (
            var (kind, key) in ((FormulationKind, string)[])
                [(FormulationKind.Ritz, "drm"), (FormulationKind.Galerkin, "dgm")]
        )
        {
            var objective = Objective(problem, network, trial, kind, rule);
            var numbers = Variants.Evaluate(
                precision,
                arithmetic =>
                    Variants.LossTermsAndGradient(
                        Objective(problem, network, trial, kind, rule, arithmetic),
                        parameters
                    )
            );
            var (loss, gradient) = (numbers[0], numbers[2..]);
            var expected = Number(reference, key, lossKey);
            var ball = problem.Dimension == 3;
            // A residual that training has made small is a difference of terms that are not.
            var single = Variants.Tolerance(Precision.Single, 1e-15) * Magnitude.OfInterior(objective, parameters);
            Assert.Equal(
                expected,
                loss,
                precision == Precision.Single ? single
                    : ball ? 1e-12
                    : kind == FormulationKind.Ritz ? 1e-13
                    : 1e-11 * expected
            );
            if (gradientKey is null)
            {
                continue;
            }
            var slopes = ReferenceLandscapes.Numbers(reference.GetProperty(key).GetProperty(gradientKey));
            var tolerance = precision == Precision.Single ? 10.0 * single : 1e-12 * Math.Max(1.0, slopes.Max(Math.Abs));
            for (var i = 0; i < slopes.Length; i++)
            {
                Assert.Equal(slopes[i], gradient[i], tolerance);
            }
            if (precision == Precision.Double)
            {
                CheckHessian(reference.GetProperty(key), objective, parameters);
            }
            var errors = objective.Errors!.Refine(parameters, WorkerTeam.Sequential);
            Assert.True(errors.Resolved);
            var listed = reference
                .EnumerateObject()
                .First(p => p.Name.StartsWith("errors", StringComparison.Ordinal))
                .Value;
            Assert.Equal(listed.GetProperty("l2_relative").GetDouble(), errors.Values[0], 1e-9);
            Assert.Equal(listed.GetProperty("h1_full_relative").GetDouble(), errors.Values[1], 1e-9);
            Assert.Equal(listed.GetProperty("h1_seminorm_relative").GetDouble(), errors.Values[2], 1e-9);
        }
    }

    // Where the reference lists a spectrum.
    private static void CheckHessian(JsonElement reference, PdeObjective objective, double[] parameters)
    {
        if (Listed("hessian_eigenvalues") is not { } eigenvalues)
        {
            return;
        }
        var (listed, size) = (ReferenceLandscapes.Numbers(eigenvalues), parameters.Length);
        double[] units = [.. Enumerable.Range(0, size * size).Select(i => i % (size + 1) == 0 ? 1.0 : 0.0)];
        var rows = new double[units.Length];
        using var team = new WorkerTeam(2);
        var hessian = objective.LinearizeAt(parameters, team);
        hessian.Apply(units, rows, team);
        var largest = listed.Max(Math.Abs);
        var trace = Enumerable.Range(0, size).Sum(i => rows[i * (size + 1)]);
        Assert.Equal(Listed("hessian_trace")!.Value.GetDouble(), trace, 1e-12 * size * largest);
        var spectrum = SymmetricSpectrum.Of(rows, new double[size])!.Eigenvalues;
        for (var i = 0; i < size; i++)
        {
            Assert.Equal(listed[i], spectrum[i], 1e-11 * largest);
        }
        if (Listed("hessian_times_all_ones") is not { } products)
        {
            return;
        }
        // The published networks.
        var (sums, ones) = (ReferenceLandscapes.Numbers(products), new double[size]);
        hessian.Apply(Enumerable.Repeat(1.0, size).ToArray(), ones, team);
        for (var i = 0; i < size; i++)
        {
            Assert.Equal(sums[i], ones[i], 1e-12 * size * largest);
        }
        // What rounding leaves of the zeros of linear layers lies below this, and no more.
        var least = size * Math.ScaleB(1.0, -52) * largest;
        if (size == 53)
        {
            Assert.Equal(6, spectrum.Count(λ => Math.Abs(λ) <= least));
            Assert.InRange(spectrum.Count(λ => λ < -least), 17, 22);
        }

        JsonElement? Listed(string start)
        {
            var found = reference
                .EnumerateObject()
                .Where(p => p.Name.StartsWith(start, StringComparison.Ordinal))
                .ToList();
            return found.Count == 0 ? null : found[0].Value;
        }
    }

    private static PdeObjective Objective(
        Problem problem,
        Network network,
        TrialFunction trial,
        FormulationKind kind,
        QuadratureRule rule,
        Arithmetic arithmetic = default
    ) => new(problem, network, trial, new Formulation(kind), rule, arithmetic);

    private static double Number(JsonElement reference, string formulation, string key) =>
        reference.GetProperty(formulation).GetProperty(key).GetDouble();
}
