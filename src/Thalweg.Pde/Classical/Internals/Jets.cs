using Thalweg.Pde.Engine;
using Thalweg.Pde.Equations;
using Thalweg.Pde.Quadrature;

namespace Thalweg.Pde.Classical;

/// <summary>R(x, u, u′, u″) and its derivatives by u, u′ and u″, of an expression of one coordinate.</summary>
/// <remarks>u + u′(x − y) + ½u″(x − y)² has these derivatives at x = y: x, u, u′, u″ and y become five coordinates.</remarks>
internal sealed class Jets
{
    private const int Axes = 5;
    private readonly Expression[] parts;

    private Jets(Expression[] parts) => this.parts = parts;

    /// <summary>Of an expression; null where it holds functions of the coordinates whose derivatives are not known.</summary>
    /// <param name="normal">The outward normal, where the expression holds on an end.</param>
    public static Jets? Of(Expression residual, double? normal)
    {
        var away = Calculus.X(0) - Calculus.X(4);
        var field = Calculus.X(1) + Calculus.X(2) * away + 0.5 * (Calculus.X(3) * away.Power(2));
        var value = Substitution.Of(residual, [field], 1);
        value = normal is { } n
            ? new Replacement(leaf => leaf is CoordinateFunction { IsNormal: true } ? (Expression)n : null).In(value)
            : value;
        return CoordinateFunction.In([value]).Any()
            ? null
            : new Jets([value, .. Enumerable.Range(1, 3).Select(k => Differentiation.AlongAxis(value, k))]);
    }

    /// <summary>R at points, [n].</summary>
    public double[] At(
        double[] x,
        double[] u,
        double[] first,
        double[] second,
        out (double U, double First, double Second)[] slopes
    )
    {
        var n = x.Length;
        var values = CoordinateValues.Of(
            parts,
            new PointSet(Axes, [.. x, .. u, .. first, .. second, .. x], new double[n])
        );
        slopes = [.. Enumerable.Range(0, n).Select(i => (values[n + i], values[2 * n + i], values[3 * n + i]))];
        return values[..n];
    }
}
