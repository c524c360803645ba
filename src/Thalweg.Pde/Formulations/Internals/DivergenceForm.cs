using System.Globalization;
using System.Runtime.CompilerServices;
using Thalweg.Pde.Equations;
using Thalweg.Pde.Problems;
using Thalweg.Pde.Texts;

namespace Thalweg.Pde.Formulations;

/// <summary>One equation s − Σ_i d/dx_i p_i = 0, of first derivatives of u alone.</summary>
/// <param name="Output">The component of u that the equation is for; null where it has no flux.</param>
/// <param name="Flux">p_i(x, u, ∇u), one for each coordinate, null where it is zero.</param>
/// <param name="Source">s(x, u, ∇u).</param>
internal sealed record DivergenceEquation(int? Output, IReadOnlyList<Expression?> Flux, Expression Source)
{
    /// <summary>Whether anything stands under a divergence.</summary>
    public bool HasFlux => Flux.Any(p => p is not null);
}

/// <summary>The equations of a problem in divergence form: from its energy e, p = ∂e/∂∇u and s = ∂e/∂u, divided by the factor that the residual
/// differs by; without one, of a residual whose second derivatives have coefficients of the coordinates alone.</summary>
internal sealed class DivergenceForm
{
    private static readonly ConditionalWeakTable<Problem, DivergenceForm> known = [];

    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    private readonly Problem problem;
    private readonly Dictionary<string, NaturalFlux?> naturals = new(StringComparer.Ordinal);

    private DivergenceForm(Problem problem)
    {
        this.problem = problem;
        try
        {
            var fromEnergy = OfEnergy();
            Equations = fromEnergy ?? [.. problem.Residuals.Select(OfResidual)];
        }
        catch (ArgumentException fault)
        {
            Equations = [];
            Reason = fault is NoDivergence ? fault.Message : "no rule differentiates a function that it holds";
        }
    }

    /// <summary>The form of a problem, kept as long as the problem is.</summary>
    public static DivergenceForm Of(Problem problem) => known.GetValue(problem, p => new DivergenceForm(p));

    public IReadOnlyList<DivergenceEquation> Equations { get; }

    /// <summary>Why there is none; null where there is.</summary>
    public string? Reason { get; }

    /// <summary>Why there is none with a flux.</summary>
    public string? ReasonForNoFlux =>
        Reason ?? (Equations.Any(e => e.HasFlux) ? null : "they are of first order already");

    /// <summary>How a condition on a piece of the boundary gives the flux there; null where it does not.</summary>
    public NaturalFlux? FluxOf(Condition condition)
    {
        lock (naturals)
        {
            if (!naturals.TryGetValue(condition.Name, out var flux))
            {
                flux = NaturalFlux.Of(problem, Equations, condition);
                naturals.Add(condition.Name, flux);
            }
            return flux;
        }
    }

    // One for each component: the Euler-Lagrange equations.
    private List<DivergenceEquation>? OfEnergy()
    {
        if (problem.Energy is not { } energy || Differentiation.Order(energy) != 1)
        {
            return null;
        }
        var equations = new List<DivergenceEquation>();
        for (var k = 0; k < problem.Outputs; k++)
        {
            if (EulerLagrange.FactorOf(problem, k) is not { } factor)
            {
                return null;
            }
            // Any number of that size serves: both sides of an equation have it.
            var scale = 1.0 / double.Parse(Math.Abs(factor).ToString("g6", Invariant), Invariant);
            var flux = new Expression?[problem.Dimension];
            foreach (var entry in Differentiation.Entries(energy).Where(e => e.Output == k && e.Order == 1))
            {
                flux[entry.Axis] = scale * Differentiation.ByEntry(energy, entry);
            }
            equations.Add(Equation(k, flux, scale * Differentiation.ByEntry(energy, Calculus.U(k))));
        }
        return equations;
    }

    // r = Σ_ij a_ij ∂_i ∂_j u + …: p_i = −Σ_j a_ij ∂_j u, and s is what is left of r once its second derivatives are gone.
    private DivergenceEquation OfResidual(Expression residual, int number)
    {
        var d = problem.Dimension;
        var written = Raising.Written(residual, d);
        var seconds = Differentiation.Entries(written).Where(e => e.Order > 1).ToArray();
        if (Array.Find(seconds, e => e.Order > 2) is { } higher)
        {
            throw new NoDivergence($"{higher} is of order {higher.Order}");
        }
        var flux = new Expression?[d];
        var source = Without(written, seconds);
        foreach (var entry in seconds)
        {
            var coefficient = Differentiation.ByEntry(written, entry);
            if (Differentiation.Entries(coefficient).Count > 0)
            {
                throw new NoDivergence(
                    $"{entry} has a coefficient that depends on the unknown, and no energy is given"
                );
            }
            var (i, j) = (entry.Axes[0], entry.Axes[1]);
            Add(i, j, i == j ? coefficient : 0.5 * coefficient);
            if (i != j)
            {
                Add(j, i, 0.5 * coefficient);
            }

            void Add(int along, int of, Expression a)
            {
                var slope = new JetEntry(entry.Output, [of], entry.TimeAxis);
                flux[along] = (flux[along] ?? 0.0) - a * slope;
                source -= Differentiation.AlongAxis(a, along) * slope;
            }
        }
        var outputs = seconds.Select(e => e.Output).Distinct().ToArray();
        return Equation(
            outputs.Length == 0 ? null
                : outputs.Length == 1 ? outputs[0]
                : Array.IndexOf(outputs, number) >= 0 ? number
                : throw new NoDivergence(
                    $"equation {number + 1} holds second derivatives of several unknowns, and which of them it is for is not known"
                ),
            flux,
            source
        );
    }

    private static DivergenceEquation Equation(int? output, Expression?[] flux, Expression source)
    {
        for (var i = 0; i < flux.Length; i++)
        {
            flux[i] =
                flux[i] is { } p && NumberFolding.Of(p) is var folded and not Constant { Value: 0.0 } ? folded : null;
        }
        return new DivergenceEquation(flux.Any(p => p is not null) ? output : null, flux, NumberFolding.Of(source));
    }

    private static Expression Without(Expression expression, JetEntry[] entries)
    {
        var identities = entries.Select(e => e.Identity).ToHashSet();
        return entries.Length == 0
            ? expression
            : new Replacement(leaf =>
                leaf is JetEntry entry && identities.Contains(entry.Identity) ? (Expression)0.0 : null
            ).In(expression);
    }

    private sealed class NoDivergence(string message) : ArgumentException(message);
}
