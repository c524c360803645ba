using Thalweg.Pde.Equations;
using Thalweg.Pde.Geometry;

namespace Thalweg.Pde.Texts;

/// <summary>Reads conditions on integrals: <c>integral(u) = 1 on domain</c>, <c>mean(u) = 0 on boundary</c>.</summary>
internal static class IntegralText
{
    /// <summary>What the text says, to its end, one for each entry of a vector; null where it begins otherwise.</summary>
    public static IReadOnlyList<(Region Region, Expression Density, double Value, bool Mean)>? Read(
        FormulaScanner scanner,
        EquationLanguage language,
        Domain domain
    )
    {
        var mean = scanner.TakeWord("mean");
        if (!mean && !scanner.TakeWord("integral"))
        {
            return null;
        }
        var word = mean ? "mean" : "integral";
        if (!scanner.Take('('))
        {
            throw scanner.Unexpected($"'(' after {word}");
        }
        var inner = language.Read(scanner, onBoundary: true);
        if (!scanner.Take(')'))
        {
            throw scanner.Unexpected("an operator + - * / ^ or ')'");
        }
        if (!scanner.Take('='))
        {
            throw scanner.Unexpected($"'=' and a number after {word}(…)");
        }
        var mark = scanner.Mark;
        var value =
            language.Read(scanner, onBoundary: false) is { IsNumber: true } given
            && ConstantValue.Of(given.Entries[0]) is { } number
            && double.IsFinite(number)
                ? number
                : throw FormulaScanner.At(mark, $"expected a finite number for {word}(…), found something else");
        if (!scanner.TakeWord("on") && !scanner.TakeWord("at"))
        {
            throw scanner.Unexpected("'on' and domain, boundary or a part of it, or 'at t=0'");
        }
        var region = Place(scanner, language, domain);
        return [.. inner.Entries.Select(density => (region, density, value, mean))];
    }

    private static Region Place(FormulaScanner scanner, EquationLanguage language, Domain domain)
    {
        if (!scanner.TakeWord("domain"))
        {
            return InterfaceText.Read(scanner, language, domain) ?? RegionText.Read(scanner, language, domain);
        }
        return scanner.AtEnd ? Region.Interior(domain) : throw scanner.Unexpected("the end");
    }
}
