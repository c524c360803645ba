using Thalweg.Networks;
using Thalweg.Networks.Activations;
using Thalweg.Numerics.Parallel;
using Thalweg.Numerics.Random;
using Thalweg.Pde.Equations;
using Thalweg.Pde.Formulations;
using Thalweg.Pde.Geometry;
using Thalweg.Pde.Models;
using Thalweg.Pde.Problems;
using Thalweg.Pde.Quadrature;
using Thalweg.Pde.Sampling;

namespace Thalweg.Pde.Tests.Sampling;

/// <summary>A residual in closed form: regression of the network u = 0 on a function f has r = −f.</summary>
internal static class Still
{
    public static PdeObjective Objective(
        Domain domain,
        Expression function,
        QuadratureRule quadrature,
        PointSampler? sampler
    ) =>
        new(
            new Problem
            {
                Name = "still",
                Statement = "none",
                Domain = domain,
                Residuals = [Calculus.U()],
                Exact = [function],
                ExactGradient =
                [
                    .. Enumerable.Range(0, domain.Dimension).Select(k => Differentiation.AlongAxis(function, k)),
                ],
                BoundaryFactors = [1.0],
                InitialValues = domain.TimeAxis is null ? null : 0.0,
            },
            Network.Mlp(domain.Dimension, 1, [2], Activation.Tanh),
            TrialFunction.None,
            new Formulation(FormulationKind.Supervised),
            quadrature,
            sampler: sampler
        );

    /// <summary>Points of a round at u = 0.</summary>
    public static PointSet Round(PdeObjective objective, long round) => Next(objective, round).InteriorPoints;

    public static PdeObjective Next(PdeObjective objective, long round) =>
        (PdeObjective)objective.Adapt(new double[objective.ParameterCount], round, WorkerTeam.Sequential);

    /// <summary>The uniform points that a stream gives next, [n][d].</summary>
    public static double[][] Uniform(Domain domain, int count, RandomStream random)
    {
        var points = new double[count][];
        var unit = new double[domain.Dimension];
        for (var i = 0; i < count; i++)
        {
            random.FillUniform(unit);
            points[i] = new double[unit.Length];
            domain.MapInterior(unit, points[i]);
        }
        return points;
    }

    public static double[] Point(PointSet points, int i) =>
        [.. Enumerable.Range(0, points.Dimension).Select(k => points.Axis(k)[i])];

    /// <summary>Σ (observed − expected)²/expected over 20 bins of [0, 1] that a distribution function makes equally likely.</summary>
    public static double ChiSquare(ReadOnlySpan<double> sample, Func<double, double> distribution)
    {
        var counts = new int[20];
        foreach (var x in sample)
        {
            counts[Math.Min(19, (int)(20 * distribution(x)))]++;
        }
        var expected = sample.Length / 20.0;
        return counts.Sum(c => (c - expected) * (c - expected) / expected);
    }
}
