namespace Thalweg.Pde.Equations;

/// <summary>Expressions with every part that is a number computed, so that what is 0 is seen to be.</summary>
internal sealed class NumberFolding
{
    private readonly Dictionary<Expression, Expression> known = new(ReferenceEqualityComparer.Instance);

    private NumberFolding() { }

    public static Expression Of(Expression expression) => new NumberFolding().In(expression);

    private Expression In(Expression e)
    {
        if (!known.TryGetValue(e, out var result))
        {
            result = e switch
            {
                Sum s => In(s.Left) + In(s.Right),
                Product p => In(p.Left) * In(p.Right),
                Quotient q => In(q.Left) / In(q.Right),
                IntegerPower p => In(p.Operand).Power(p.Exponent),
                Function f => new Function(f.Kind, In(f.Operand)),
                Selection s => Calculus.Where(In(s.Condition), In(s.Positive), In(s.Otherwise)),
                _ => e,
            };
            // Its parts are folded, so that no more than their numbers is looked at.
            var parts = Differentiation.Children(result).ToArray();
            if (parts.Length > 0 && parts.All(p => p is Constant) && ConstantValue.Of(result) is { } value)
            {
                result = double.IsFinite(value) ? value : result;
            }
            known.Add(e, result);
        }
        return result;
    }
}
