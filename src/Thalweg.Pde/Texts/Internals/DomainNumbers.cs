using Thalweg.Pde.Equations;

namespace Thalweg.Pde.Texts;

/// <summary>Numbers and points of a domain.</summary>
internal sealed class DomainNumbers(FormulaScanner scanner, EquationLanguage constants)
{
    /// <summary>One number, or the coordinates of a point in parentheses.</summary>
    public IReadOnlyList<double> Read()
    {
        var mark = scanner.Mark;
        if (!scanner.Take('('))
        {
            return [Number()];
        }
        var point = new List<double> { Number() };
        while (scanner.Take(','))
        {
            point.Add(Number());
        }
        if (!scanner.Take(')'))
        {
            throw scanner.Unexpected(point.Count == 1 ? "an operator, ',' or ')'" : "',' or ')'");
        }
        return point.Count > 1
            ? point
            : throw FormulaScanner.At(mark, "expected a point (x, y), found one number in parentheses");
    }

    private double Number()
    {
        var mark = scanner.Mark;
        var quantity = new ExpressionGrammar(scanner, constants.ConstantWords).Read();
        return quantity.IsNumber && ConstantValue.Of(quantity.Entries[0]) is { } value && double.IsFinite(value)
            ? value
            : throw FormulaScanner.At(mark, "expected a finite number");
    }
}
