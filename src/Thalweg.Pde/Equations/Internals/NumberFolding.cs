namespace Thalweg.Pde.Equations;

/// <summary>Expressions with every part that is a number computed, so that what is 0 is seen to be, 0 over anything among it.</summary>
internal static class NumberFolding
{
    public static Expression Of(Expression expression) => new Replacement(_ => null, Folded).In(expression);

    // Its parts are folded, so that no more than their numbers is looked at.
    private static Expression Folded(Expression e)
    {
        if (e is Quotient { Left: Constant { Value: 0.0 } })
        {
            return 0.0;
        }
        var parts = Differentiation.Children(e).ToArray();
        return
            parts.Length > 0
            && parts.All(p => p is Constant)
            && ConstantValue.Of(e) is { } value
            && double.IsFinite(value)
            ? value
            : e;
    }
}
