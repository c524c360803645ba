namespace Thalweg.Pde.Equations;

/// <summary>Derivatives of expressions as functions of x: de/dx_k = ∂e/∂x_k + Σ_entries ∂e/∂(entry) · d(entry)/dx_k.</summary>
public static class TotalDerivative
{
    /// <summary>de/dx_k, with every entry of the jet raised by one order.</summary>
    /// <param name="axis">k.</param>
    /// <param name="isTime">Whether x_k is the time, for printing.</param>
    /// <exception cref="ArgumentException">The expression holds a function that has no rule, or a derivative of too high an order.</exception>
    public static Expression Along(Expression expression, int axis, bool isTime = false)
    {
        ArgumentNullException.ThrowIfNull(expression);
        var sum = Differentiation.AlongAxis(expression, axis);
        foreach (var entry in Differentiation.Entries(expression))
        {
            sum += Differentiation.ByEntry(expression, entry) * Raising.Of(entry, axis, isTime);
        }
        return sum;
    }
}
