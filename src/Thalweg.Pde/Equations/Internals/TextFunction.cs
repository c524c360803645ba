namespace Thalweg.Pde.Equations;

/// <summary>A function of a language of expressions.</summary>
/// <param name="Least">Arguments at least.</param>
/// <param name="Most">Arguments at most.</param>
/// <param name="Of">Its value, or the fault of its arguments as an <see cref="ArgumentException"/>.</param>
internal sealed record TextFunction(int Least, int Most, Func<IReadOnlyList<Quantity>, Quantity> Of)
{
    /// <summary>A function of one number.</summary>
    public static TextFunction OfNumber(Func<Expression, Expression> of) =>
        new(
            1,
            1,
            arguments =>
                arguments[0].IsNumber
                    ? Quantity.Number(of(arguments[0].Entries[0]))
                    : throw new ArgumentException($"expected a number, found {arguments[0].Kind}")
        );
}
