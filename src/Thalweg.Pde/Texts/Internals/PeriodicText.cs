using Thalweg.Pde.Equations;
using Thalweg.Pde.Geometry;
using Thalweg.Pde.Problems;

namespace Thalweg.Pde.Texts;

/// <summary>Reads <c>periodic x</c>: what the equations differentiate along x is the same on opposite faces, one order less than they do.</summary>
internal static class PeriodicText
{
    /// <summary>What follows the word, to the end of the text.</summary>
    /// <returns>Period, derivative and component of every condition.</returns>
    public static IEnumerable<(Period Period, int Order, int Output)> Read(
        FormulaScanner scanner,
        EquationLanguage language,
        Domain domain,
        IReadOnlyList<Expression> residuals,
        int fields
    )
    {
        var conditions = new List<(Period, int, int)>();
        do
        {
            var mark = scanner.Mark;
            var word = scanner.Word() ?? throw scanner.Unexpected("a coordinate, such as x");
            if (language.Axis(word) is not { } axis || axis == domain.TimeAxis || axis >= domain.Dimension)
            {
                throw FormulaScanner.At(mark, $"expected a coordinate of space, found '{word}'");
            }
            if (domain is not Box && domain.Dimension > 1)
            {
                throw FormulaScanner.At(
                    mark,
                    $"expected a box for a periodic condition, found the {domain.Name}: write an interval or a rectangle"
                );
            }
            if (conditions.Exists(c => c.Item1.Axis == axis))
            {
                throw FormulaScanner.At(mark, $"{word} is periodic already, expected another coordinate");
            }
            var period = new Period(axis, domain.Lower(axis), domain.Upper(axis) - domain.Lower(axis));
            // An equation without derivatives along the coordinate holds at each place for itself; the values go on all the same.
            var least = Enumerable.Range(0, fields).All(k => OrderAlong(axis, k, residuals) == 0) ? 1 : 0;
            for (var k = 0; k < fields; k++)
            {
                for (var order = 0; order < Math.Max(least, OrderAlong(axis, k, residuals)); order++)
                {
                    conditions.Add((period, order, k));
                }
            }
        } while (scanner.Take(','));
        return scanner.AtEnd ? conditions : throw scanner.Unexpected("',' and a further coordinate, or the end");
    }

    private static int OrderAlong(int axis, int output, IReadOnlyList<Expression> residuals) =>
        residuals
            .SelectMany(Differentiation.Entries)
            .Where(e => e.Output == output)
            .Select(e => CountOf(e, axis))
            .DefaultIfEmpty(0)
            .Max();

    private static int CountOf(JetEntry entry, int axis)
    {
        if (entry.Kind == JetKind.Laplacian)
        {
            return 2;
        }
        var count = 0;
        foreach (var along in entry.Axes)
        {
            count += along == axis ? 1 : 0;
        }
        return count;
    }
}
