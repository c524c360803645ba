namespace Thalweg.Pde.Equations;

/// <summary>Puts other expressions in the place of leaves; shared subtrees stay shared.</summary>
/// <param name="of">What takes the place of a leaf; null where it stays.</param>
/// <param name="after">What becomes of each part once its own parts are in place; null where nothing does.</param>
internal sealed class Replacement(Func<Expression, Expression?> of, Func<Expression, Expression>? after = null)
{
    private readonly Dictionary<Expression, Expression> known = new(ReferenceEqualityComparer.Instance);

    public Expression In(Expression e)
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
                _ => of(e) ?? e,
            };
            result = after?.Invoke(result) ?? result;
            known.Add(e, result);
        }
        return result;
    }
}
