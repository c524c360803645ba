using Thalweg.Pde.Equations;
using Thalweg.Pde.Geometry;
using Thalweg.Pde.Problems;

namespace Thalweg.Pde.Texts;

/// <summary>Reads what is to be found beside the unknowns: <c>k = 1</c>, <c>a(x, y)</c>.</summary>
internal static class CoefficientText
{
    /// <param name="numbers">Constants that a start may be written with.</param>
    /// <exception cref="FormulaException">The text is none.</exception>
    public static Coefficient Read(string text, EquationLanguage numbers, Domain domain)
    {
        var scanner = new FormulaScanner(text, hyphens: false);
        var name = scanner.Word() ?? throw scanner.Unexpected("the name of a coefficient");
        if (scanner.Take('='))
        {
            var mark = scanner.Mark;
            var start = numbers.Read(scanner, onBoundary: false);
            if (!scanner.AtEnd)
            {
                throw scanner.Unexpected("an operator + - * / ^ or the end");
            }
            return start.IsNumber && ConstantValue.Of(start.Entries[0]) is { } value && double.IsFinite(value)
                ? new Coefficient(name, Start: value)
                : throw FormulaScanner.At(mark, "expected a finite number to start from");
        }
        if (!scanner.Take('('))
        {
            throw scanner.Unexpected("'= ' and a number to start from, or '(' and coordinates, such as a(x, y)");
        }
        var space = domain.Dimension - (domain.TimeAxis is null ? 0 : 1);
        var language = new EquationLanguage(space, domain.TimeAxis is not null, []);
        var axes = new List<int>();
        do
        {
            var mark = scanner.Mark;
            var word = scanner.Word() ?? throw scanner.Unexpected("a coordinate, such as x");
            var axis =
                language.Axis(word)
                ?? throw FormulaScanner.At(mark, $"expected a coordinate of the {domain.Name}, found '{word}'");
            if (axes.Count > 0 && axis != axes[^1] + 1)
            {
                throw FormulaScanner.At(mark, "expected neighbouring coordinates in their order, such as (x, y)");
            }
            axes.Add(axis);
        } while (scanner.Take(','));
        if (!scanner.Take(')'))
        {
            throw scanner.Unexpected("',' or ')'");
        }
        return scanner.AtEnd ? new Coefficient(name, axes[0], axes.Count) : throw scanner.Unexpected("the end");
    }
}
