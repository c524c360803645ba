using System.Globalization;
using Thalweg.Pde.Equations;
using Thalweg.Pde.Geometry;
using Thalweg.Pde.Problems;
using Thalweg.Pde.Terms;

namespace Thalweg.Pde.Formulations;

/// <summary>A summand of a loss as a formulation states it: ∫ over a region, before it is compiled.</summary>
/// <param name="Root">What the integrand is the square of; null for an energy.</param>
/// <param name="Scale">Weight of the term, over the measure of its region where means are taken.</param>
internal sealed record FormTerm(string Name, Region Region, Expression Integrand, Expression? Root, double Scale)
{
    /// <summary>The functionals whose squares are summed, where the term is a weak form; the integrand then holds multipliers.</summary>
    public WeakForm? Weak { get; init; }

    /// <summary>What the weak form is tested with.</summary>
    public TestFunctions? Tests { get; init; }

    /// <summary>What the term is the quotient of, where it is one; the integrand then holds multipliers.</summary>
    public QuotientForm? Quotient { get; init; }

    /// <summary>What the term is the square of the integral of, where it is one; the integrand then holds a multiplier.</summary>
    public Expression? Density { get; init; }

    /// <summary>To the second place that the integrand speaks of, [d]; null where there is one place.</summary>
    public IReadOnlyList<double>? Shift { get; init; }

    /// <summary>What was measured, where the term is a sum over data.</summary>
    public Measurements? Data { get; init; }

    public static FormTerm Square(string name, Region region, Expression root, double scale) =>
        new(name, region, root.Power(2), root, scale);

    /// <summary>(∫ e)².</summary>
    public static FormTerm SquaredIntegral(string name, Region region, Expression density, double scale) =>
        new(name, region, new Multiplier(0) * density, null, scale) { Density = density };

    /// <summary>The term as a part of a blend.</summary>
    public FormTerm Part(string part, double share) => this with { Name = $"{Name}-{part}", Scale = share * Scale };

    /// <summary>A name, with a number from the second one on.</summary>
    public static string Numbered(string name, int index) =>
        index == 0 ? name : string.Create(CultureInfo.InvariantCulture, $"{name}{index + 1}");
}
