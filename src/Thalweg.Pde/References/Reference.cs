using Thalweg.Pde.Engine;
using Thalweg.Pde.Equations;
using Thalweg.Pde.Problems;
using Thalweg.Pde.Quadrature;

namespace Thalweg.Pde.References;

/// <summary>What networks are measured against: the solution of a problem, as a formula or computed, with the error that it is certified to.</summary>
public sealed class Reference
{
    private readonly Lazy<Certificate?> certificate;

    private Reference(Problem problem)
    {
        Problem = problem;
        certificate = new Lazy<Certificate?>(() =>
            problem.Certify is { } certify ? certify() : FormulaCertificate.Of(problem)
        );
    }

    public Problem Problem { get; }

    /// <summary>Largest error and how it is known; null where the formula leaves more of the equations than rounding, so that nothing can be said.
    /// Measured at the first call, in milliseconds.</summary>
    public Certificate? Certificate => certificate.Value;

    /// <summary>The reference of a problem, or null where no solution is known.</summary>
    public static Reference? Of(Problem problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        return problem.Exact.Count == 0 ? null : new Reference(problem);
    }

    /// <summary>Values of all components.</summary>
    /// <returns>[components, n].</returns>
    public double[] Values(PointSet points)
    {
        ArgumentNullException.ThrowIfNull(points);
        return CoordinateValues.Of(Problem.Exact, points);
    }

    /// <summary>First derivatives of all components.</summary>
    /// <returns>[components · d, n].</returns>
    public double[] Gradients(PointSet points)
    {
        ArgumentNullException.ThrowIfNull(points);
        return CoordinateValues.Of(Problem.ExactGradient, points);
    }

    /// <summary>∫u_k over the domain, for each component.</summary>
    /// <remarks>Quadrature is doubled until nothing changes any more, or no finer rule is there: milliseconds in one dimension, a second in
    /// three.</remarks>
    public IReadOnlyList<Functional> Integrals() =>
        Certificate is { Integrals: { } known }
            ? known()
            : [.. Problem.Exact.Select(u => Refined(u, Certificate?.Error * Problem.Domain.Volume))];

    /// <summary>The energy of the reference, or null where the problem has none: the closed form where it is known, else by quadrature.</summary>
    public Functional? Energy()
    {
        if (Problem.EnergyMinimum is { } least)
        {
            var computed = Problem.Certify is null
                ? 0
                : Certificate?.Integrals?.Invoke().Sum(integral => integral.Error) ?? 0;
            return new Functional(least, computed + Rounding * Math.Abs(least));
        }
        if (Problem.Energy is null || CoordinateFunction.In(Problem.Exact).Count > 0)
        {
            return null;
        }
        var inside = Refined(Substitution.Of(Problem.Energy, Problem.Exact, Problem.Dimension), 0);
        var (value, error) = (inside.Value, inside.Error);
        foreach (var (region, density) in Problem.BoundaryEnergies)
        {
            var substituted = Substitution.Of(density, Problem.Exact, Problem.Dimension);
            var part = Settled(
                BoundaryNodes.Select(nodes =>
                    Sum(substituted, RegionPoints.WithNormals(new GaussRule(nodes), region, 0))
                )
            );
            (value, error) = (value + part.Value, error + part.Error);
        }
        return new Functional(value, error);
    }

    private const double Rounding = 8 * 2.220446049250313e-16;

    private static readonly int[] BoundaryNodes = [16, 32, 64];

    private Functional Refined(Expression density, double? error)
    {
        var sums = Settled(
            ErrorQuadrature.Refinements(Problem.Domain, Problem.Layers).Select(points => Sum(density, points))
        );
        return sums with { Error = sums.Error + (error ?? double.NaN) };
    }

    /// <summary>The last of a sequence of sums that has come to rest, or that ends.</summary>
    private static Functional Settled(IEnumerable<(double Sum, double Scale)> sequence)
    {
        var (last, before) = (double.NaN, double.NaN);
        var (change, rounding) = (double.PositiveInfinity, 0.0);
        foreach (var (sum, scale) in sequence)
        {
            before = change;
            change = double.IsNaN(last) ? double.PositiveInfinity : Math.Abs(sum - last);
            last = sum;
            rounding = Rounding * scale;
            if (change <= rounding)
            {
                return new Functional(last, change + rounding);
            }
        }
        // What converges slowly changes by about as much at all the doublings to come together, and one change may be small by chance.
        var earlier = double.IsFinite(before) ? before / 8 : 0;
        return new Functional(last, 2 * Math.Max(change, earlier) + rounding);
    }

    private static (double Sum, double Scale) Sum(Expression density, PointSet points)
    {
        var values = CoordinateValues.Of([density], points);
        var (sum, scale) = (0.0, 0.0);
        for (var n = 0; n < points.Count; n++)
        {
            sum += points.Weights[n] * values[n];
            scale += Math.Abs(points.Weights[n] * values[n]);
        }
        return (sum, scale);
    }
}
