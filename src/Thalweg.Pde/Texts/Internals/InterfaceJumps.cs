using Thalweg.Pde.Engine;
using Thalweg.Pde.Equations;
using Thalweg.Pde.Geometry;
using Thalweg.Pde.Quadrature;

namespace Thalweg.Pde.Texts;

/// <summary>[e] = e⁺ − e⁻ on an interface, with e⁺ on the side that the normal points to. A choice <c>where(c, a, b)</c> by the coordinates has on each
/// side the value that it has close by; all else has one value.</summary>
/// <param name="outputs">Components of u.</param>
/// <param name="mark">Where the condition begins, for messages.</param>
internal sealed class InterfaceJumps(Region region, int outputs, int mark)
{
    private const int Points = 32;

    // Of the extent of the interface: how far beside it choices are made.
    private const double Aside = 1e-7;

    private readonly PointSet here = RegionPoints.WithNormals(new SobolRule(Points), region, 0);

    private readonly double step =
        Aside * Enumerable.Range(0, region.Domain.Dimension).Max(k => region.Domain.Upper(k) - region.Domain.Lower(k));

    /// <summary>A residual with the jumps in their places.</summary>
    /// <param name="jumps">What they are of.</param>
    /// <exception cref="FormulaException">One is no condition.</exception>
    public Expression In(Expression residual, IReadOnlyList<Expression> jumps)
    {
        var written = new Replacement(leaf => leaf is Multiplier jump ? Of(jumps[jump.Index]) : null).In(residual);
        if (!Agree(OnSide(written, 1), OnSide(written, -1)))
        {
            throw FormulaScanner.At(
                mark,
                $"expected jump(…) around what has two values on {region}, found a choice between them outside of one"
            );
        }
        return written;
    }

    private Expression Of(Expression e)
    {
        var (beyond, before) = (OnSide(e, 1), OnSide(e, -1));
        var jump = beyond - before;
        if (Values(jump).Any(value => !double.IsFinite(value)))
        {
            throw FormulaScanner.At(
                mark,
                $"jump: expected a value on both sides of {region}, found none; write where(…)"
            );
        }
        if (Agree(beyond, before))
        {
            throw FormulaScanner.At(
                mark,
                $"jump: expected what differs on the two sides of {region}, found something that is the same for every u: write where(…) with an unknown for each side"
            );
        }
        var on = Outputs(beyond).Concat(Outputs(before)).Distinct().ToArray();
        return on.Length > 1 || Outputs(beyond).Count != Outputs(before).Count
            ? jump
            : throw FormulaScanner.At(
                mark,
                $"jump: expected different unknowns on the two sides of {region}, found one, which is smooth there, so that its derivative would have to vanish: write an unknown for each side, w = where(x < …, u, v)"
            );
    }

    /// <summary>The value on one side.</summary>
    /// <param name="side">1 where the normal points to, −1 on the other one.</param>
    private Expression OnSide(Expression e, int side) =>
        new Replacement(_ => null, node => node is Selection choice ? Chosen(choice, side) : node).In(e);

    private Expression Chosen(Selection choice, int side)
    {
        if (Differentiation.Entries(choice.Condition).Count > 0)
        {
            return choice;
        }
        var beside = new Replacement(leaf =>
            leaf is Coordinate { IsTime: false } c && c.Axis != region.Domain.TimeAxis
                ? c + side * step * Calculus.N(c.Axis)
                : null
        ).In(choice.Condition);
        var signs = CoordinateValues.Of([beside], here);
        return signs.All(s => s > 0) ? choice.Positive
            : signs.All(s => !(s > 0)) ? choice.Otherwise
            : Calculus.Where(beside, choice.Positive, choice.Otherwise);
    }

    private static HashSet<int> Outputs(Expression e) => [.. Differentiation.Entries(e).Select(entry => entry.Output)];

    private bool Agree(Expression a, Expression b)
    {
        var (first, second) = (Values(a), Values(b));
        var scale = first.Concat(second).Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty(0).Max();
        return first.Zip(second).All(p => !(Math.Abs(p.First - p.Second) > 1e-12 * scale));
    }

    // For two fields of waves.
    private double[] Values(Expression e) =>
        [
            .. Enumerable
                .Range(0, 2)
                .SelectMany(field =>
                    CoordinateValues.Of(
                        [Substitution.Of(e, RandomFields.On(region.Domain, outputs, field), region.Domain.Dimension)],
                        here
                    )
                ),
        ];
}
