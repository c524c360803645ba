using System.Runtime.CompilerServices;
using Thalweg.Pde.Engine;
using Thalweg.Pde.Equations;
using Thalweg.Pde.Problems;
using Thalweg.Pde.Quadrature;
using Thalweg.Pde.Texts;

namespace Thalweg.Pde.Formulations;

/// <summary>A problem as a system of first order: s(x, u, ∇u) − div p = 0 and p = F(x, u, ∇u), the fluxes p being components behind those of u.</summary>
/// <remarks>Fluxes that are one function, such as the two shear stresses of elasticity, are one component; which are is looked at for two fields
/// of waves at 32 points.</remarks>
internal sealed class MixedForm
{
    private const int Points = 32;

    private const double Tolerance = 1e-12;

    private static readonly ConditionalWeakTable<Problem, MixedForm> known = [];

    private readonly Problem problem;
    private readonly DivergenceForm form;

    // [equation][axis]: the component of the network that is the flux, or −1.
    private readonly int[][] components;

    private MixedForm(Problem problem)
    {
        this.problem = problem;
        form = DivergenceForm.Of(problem);
        var fluxes = new List<Expression>();
        var written = form.Equations.SelectMany(e => e.Flux).OfType<Expression>().ToArray();
        var first = FirstEqual(written);
        var place = new int[written.Length];
        for (var i = 0; i < written.Length; i++)
        {
            place[i] = first[i] < i ? place[first[i]] : problem.Outputs + fluxes.Count;
            if (first[i] == i)
            {
                fluxes.Add(written[i]);
            }
        }
        Fluxes = fluxes;
        var next = 0;
        components = [.. form.Equations.Select(e => e.Flux.Select(p => p is null ? -1 : place[next++]).ToArray())];
        Balances = [.. form.Equations.Select((e, number) => e.Source - Divergence(number))];
        Laws = [.. fluxes.Select((flux, i) => Calculus.U(problem.Outputs + i) - flux)];
    }

    /// <summary>The form of a problem that has one, kept as long as the problem is.</summary>
    public static MixedForm Of(Problem problem) => known.GetValue(problem, p => new MixedForm(p));

    /// <summary>F, of u and its first derivatives, one for each component behind those of u.</summary>
    public IReadOnlyList<Expression> Fluxes { get; }

    /// <summary>s − div p, one for each equation.</summary>
    public IReadOnlyList<Expression> Balances { get; }

    /// <summary>p − F, one for each flux.</summary>
    public IReadOnlyList<Expression> Laws { get; }

    /// <summary>What vanishes by a condition: one on a flux, n·p = c R + g, becomes one on p, (n·p − g)/c.</summary>
    public Expression ResidualOf(Condition condition)
    {
        if (form.FluxOf(condition) is not { } flux)
        {
            return condition.Residual;
        }
        Expression outward = 0.0;
        var own = components[flux.Equation];
        for (var i = 0; i < own.Length; i++)
        {
            outward += own[i] < 0 ? 0.0 : Calculus.N(i) * Calculus.U(own[i]);
        }
        return (outward - flux.Given) / flux.Factor;
    }

    private Expression Divergence(int equation)
    {
        Expression sum = 0.0;
        for (var i = 0; i < problem.Dimension; i++)
        {
            if (components[equation][i] is >= 0 and var component)
            {
                sum +=
                    i == problem.Domain.TimeAxis
                        ? Calculus.D(Calculus.U(component), Calculus.T(i))
                        : Calculus.D(Calculus.U(component), i);
            }
        }
        return sum;
    }

    /// <summary>For each expression the first one that is equal to it, itself where none before it is.</summary>
    private int[] FirstEqual(Expression[] expressions)
    {
        var first = Enumerable.Range(0, expressions.Length).ToArray();
        var points = new SobolRule(Points).Interior(problem.Domain);
        double[][] values =
        [
            .. Enumerable
                .Range(0, 2)
                .Select(field =>
                    CoordinateValues.Of(
                        [
                            .. expressions.Select(e =>
                                Substitution.Of(e, RandomFields.Of(problem, field), problem.Dimension)
                            ),
                        ],
                        points
                    )
                ),
        ];
        for (var i = 0; i < expressions.Length; i++)
        {
            first[i] = Enumerable.Range(0, i).FirstOrDefault(j => first[j] == j && AreEqual(i, j), i);
        }
        return first;

        bool AreEqual(int i, int j) =>
            values.All(v =>
            {
                var (gap, size) = (0.0, 0.0);
                for (var n = 0; n < Points; n++)
                {
                    gap = Math.Max(gap, Math.Abs(v[i * Points + n] - v[j * Points + n]));
                    size = Math.Max(size, Math.Abs(v[i * Points + n]));
                }
                return gap <= Tolerance * size;
            });
    }
}
