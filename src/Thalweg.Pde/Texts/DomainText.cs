using Thalweg.Pde.Equations;
using Thalweg.Pde.Geometry;

namespace Thalweg.Pde.Texts;

/// <summary>Reads domains: a shape with numbers and points, and possibly a time: <c>disc((0, 0), 1) x time(2)</c>.</summary>
public static class DomainText
{
    private static readonly string[] Shapes =
    [
        "interval(a, b)",
        "box((a1, a2, …), (b1, b2, …))",
        "disc((x, y), R)",
        "annulus((x, y), r, R)",
        "triangle((x, y), (x, y), (x, y))",
        "polygon((x, y), (x, y), …)",
        "l-shape",
        "slit",
        "unit-ball",
    ];

    /// <summary>The shapes with what they take.</summary>
    public static IReadOnlyList<string> Known => Shapes;

    /// <param name="constants">What words mean beside pi; null for nothing.</param>
    /// <exception cref="FormulaException">The text is no domain.</exception>
    public static Domain Parse(string text, EquationLanguage? constants = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        var scanner = new FormulaScanner(text);
        var numbers = new DomainNumbers(scanner, constants ?? new EquationLanguage(0, false, []));
        var mark = scanner.Mark;
        var shape = scanner.Word() ?? throw scanner.Unexpected($"a domain ({string.Join(", ", Shapes)})");
        var arguments = new List<IReadOnlyList<double>>();
        if (scanner.Take('('))
        {
            do
            {
                arguments.Add(numbers.Read());
            } while (scanner.Take(','));
            if (!scanner.Take(')'))
            {
                throw scanner.Unexpected("',' or ')'");
            }
        }
        var duration = Duration(scanner, numbers);
        if (!scanner.AtEnd)
        {
            throw scanner.Unexpected(duration is null ? "'x time(T)' or the end" : "the end");
        }
        try
        {
            return Made(mark, shape, arguments, duration);
        }
        catch (ArgumentException fault)
        {
            throw FormulaScanner.At(mark, shape, fault);
        }
    }

    private static double? Duration(FormulaScanner scanner, DomainNumbers numbers)
    {
        if (!scanner.TakeWord("x") && !scanner.Take('×') && !scanner.Take('*'))
        {
            return null;
        }
        if (!scanner.TakeWord("time") || !scanner.Take('('))
        {
            throw scanner.Unexpected("time(T) with the time at which it ends");
        }
        var mark = scanner.Mark;
        var end = numbers.Read();
        if (end.Count == 1 && scanner.Take(','))
        {
            // time(0, T) says the same.
            end = end[0] == 0 ? numbers.Read() : throw FormulaScanner.At(mark, "expected the time to begin at 0");
        }
        if (end.Count != 1)
        {
            throw FormulaScanner.At(mark, "expected a number, found a point");
        }
        return scanner.Take(')') ? end[0] : throw scanner.Unexpected("')'");
    }

    private static Domain Made(int mark, string shape, List<IReadOnlyList<double>> arguments, double? duration)
    {
        Domain? space = (shape, arguments) switch
        {
            ("interval", [[var a], [var b]]) => new Box([new Interval(a, b)], duration),
            ("box" or "rectangle", [var a, var b]) when a.Count == b.Count && (a.Count > 1 || shape == "box") =>
                new Box([.. a.Zip(b, (from, to) => new Interval(from, to))], duration),
            ("disc", [[var x, var y], [var radius]]) => new Annulus((x, y), 0, Positive(radius)),
            ("annulus", [[var x, var y], [var inner], [var outer]]) => new Annulus((x, y), Positive(inner), outer),
            ("triangle", [[_, _], [_, _], [_, _]]) => new Polygon([.. arguments.Select(p => (p[0], p[1]))]),
            ("polygon", { Count: >= 3 }) when arguments.All(p => p.Count == 2) => new Polygon([
                .. arguments.Select(p => (p[0], p[1])),
            ]),
            ("l-shape", []) => Polygon.LShape(),
            ("slit", []) => new Slit(),
            ("unit-ball", []) => new UnitBall(),
            _ => null,
        };
        if (space is null)
        {
            var known = Shapes.FirstOrDefault(s => s.Split('(')[0] == (shape == "rectangle" ? "box" : shape));
            throw known is null
                ? new FormulaException(
                    $"unknown domain '{shape}', expected one of {string.Join(", ", Shapes)}; found it at column {mark + 1}",
                    mark + 1,
                    shape
                )
                : FormulaScanner.At(mark, $"expected {known}, found other arguments of {shape}");
        }
        return duration is { } end && space.TimeAxis is null ? new Cylinder(space, end) : space;
    }

    private static double Positive(double radius) =>
        radius > 0 ? radius : throw new ArgumentException($"got the radius {radius}, expected a positive number");
}
