using System.Globalization;
using Thalweg.Pde.Equations;
using Thalweg.Pde.Geometry;

namespace Thalweg.Pde.Texts;

/// <summary>Reads where a condition holds: <c>boundary</c>, <c>x=0, x=1</c>, <c>arc 3</c>, <c>t=0</c>.</summary>
internal static class RegionText
{
    private const int MostShown = 12;

    private static readonly double[] Places = [0.125, 0.5, 0.875];

    /// <summary>What follows <c>on</c> or <c>at</c>, to the end of the text.</summary>
    public static Region Read(FormulaScanner scanner, EquationLanguage language, Domain domain)
    {
        var start = scanner.Mark;
        var pieces = new SortedSet<int>();
        var names = new List<string>();
        var isInitial = false;
        do
        {
            var mark = scanner.Mark;
            var word = scanner.Word() ?? throw scanner.Unexpected(Expected(domain));
            if (word == "boundary")
            {
                Require(domain.Pieces.Count > 0, mark, $"expected a domain with a boundary, found the {domain.Name}");
                pieces.UnionWith(Enumerable.Range(0, domain.Pieces.Count));
                names.Add(word);
            }
            else if (word == "arc")
            {
                var at = scanner.Mark;
                var number = scanner.Number() ?? throw scanner.Unexpected("the number of an arc");
                Require(
                    domain.Pieces is [.., var last]
                        && last.StartsWith("arc ", StringComparison.Ordinal)
                        && number == Math.Floor(number)
                        && number >= 1
                        && number <= domain.Pieces.Count,
                    at,
                    $"expected one of {Expected(domain)}, found arc {number.ToString(CultureInfo.InvariantCulture)}"
                );
                pieces.Add((int)number - 1);
                names.Add($"arc {number.ToString(CultureInfo.InvariantCulture)}");
            }
            else if (language.Axis(word) is { } axis)
            {
                if (!scanner.Take('='))
                {
                    throw scanner.Unexpected($"'=' after {word}");
                }
                var at = scanner.Mark;
                var value =
                    language.Read(scanner, onBoundary: false) is { IsNumber: true } quantity
                    && ConstantValue.Of(quantity.Entries[0]) is { } found
                        ? found
                        : throw FormulaScanner.At(at, "expected a number");
                names.Add($"{word} = {value.ToString(CultureInfo.InvariantCulture)}");
                if (axis == domain.TimeAxis)
                {
                    Require(value == 0, at, $"expected t=0, found t={value.ToString(CultureInfo.InvariantCulture)}");
                    isInitial = true;
                    continue;
                }
                var before = pieces.Count;
                pieces.UnionWith(On(domain, axis, value));
                Require(
                    pieces.Count > before,
                    mark,
                    $"expected one of {Expected(domain)}, found {names[^1]}, which is no part of the boundary or is named twice"
                );
            }
            else
            {
                throw FormulaScanner.At(mark, $"expected one of {Expected(domain)}, found '{word}'");
            }
        } while (scanner.Take(','));
        if (!scanner.AtEnd)
        {
            throw scanner.Unexpected("',' and a further place, or the end");
        }
        Require(!(isInitial && pieces.Count > 0), start, "expected either places on the boundary or t=0, found both");
        return isInitial ? Region.Initial(domain)
            : pieces.Count == domain.Pieces.Count ? Region.Boundary(domain)
            : Region.Pieces(string.Join(", ", names), domain, [.. pieces]);
    }

    /// <summary>The pieces of the boundary that lie in x_axis = value.</summary>
    public static IEnumerable<int> On(Domain domain, int axis, double value)
    {
        var slack = 1e-9 * (domain.Upper(axis) - domain.Lower(axis));
        return Enumerable
            .Range(0, domain.Pieces.Count)
            .Where(piece =>
            {
                var alone = domain.Only([piece]);
                var unit = new double[domain.Dimension];
                var point = new double[domain.Dimension];
                return Places.All(place =>
                {
                    Array.Fill(unit, place);
                    alone.MapBoundary(unit, point);
                    return Math.Abs(point[axis] - value) <= slack;
                });
            });
    }

    private static string Expected(Domain domain) =>
        string.Join(
            ", ",
            (IEnumerable<string>)
                [
                    "boundary",
                    .. domain.Pieces.Count is > 1 and <= MostShown ? domain.Pieces : [],
                    .. domain.TimeAxis is null ? Array.Empty<string>() : ["t=0"],
                ]
        );

    private static void Require(bool holds, int mark, string message)
    {
        if (!holds)
        {
            throw FormulaScanner.At(mark, message);
        }
    }
}
