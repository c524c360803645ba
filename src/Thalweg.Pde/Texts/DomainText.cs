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
        "star((x, y), R, (a1, b1), (a2, b2), …)",
        "ball((x1, x2, …), R)",
        "unit-ball",
        "union(A, B, …)",
        "intersection(A, B, …)",
        "difference(A, B, …)",
    ];

    /// <summary>How deep set operations may stand in one another.</summary>
    private const int MostDepth = 30;

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
        var space = Space(scanner, numbers, depth: 0);
        var duration = Duration(scanner, numbers);
        if (!scanner.AtEnd)
        {
            throw scanner.Unexpected(duration is null ? "'x time(T)' or the end" : "the end");
        }
        return duration is { } end ? Made(mark, "time", () => InTime(space, end)) : space;
    }

    private static Domain Space(FormulaScanner scanner, DomainNumbers numbers, int depth)
    {
        var mark = scanner.Mark;
        var shape = scanner.Word() ?? throw scanner.Unexpected($"a domain ({string.Join(", ", Shapes)})");
        if (Operation(shape) is { } operation)
        {
            if (depth == MostDepth)
            {
                throw FormulaScanner.At(mark, $"expected at most {MostDepth} set operations within one another");
            }
            var operands = new List<Domain>();
            Listed(scanner, () => operands.Add(Space(scanner, numbers, depth + 1)), isNeeded: true);
            return Made(mark, shape, () => CombinedDomain.Of(operation, operands));
        }
        var arguments = new List<IReadOnlyList<double>>();
        Listed(scanner, () => arguments.Add(numbers.Read()), isNeeded: false);
        return Made(mark, shape, () => Simple(mark, shape, arguments));
    }

    private static void Listed(FormulaScanner scanner, Action read, bool isNeeded)
    {
        if (!scanner.Take('('))
        {
            if (isNeeded)
            {
                throw scanner.Unexpected("'(' and domains");
            }
            return;
        }
        do
        {
            read();
        } while (scanner.Take(','));
        if (!scanner.Take(')'))
        {
            throw scanner.Unexpected("',' or ')'");
        }
    }

    private static SetOperation? Operation(string word) =>
        word switch
        {
            "union" => SetOperation.Union,
            "intersection" => SetOperation.Intersection,
            "difference" => SetOperation.Difference,
            _ => null,
        };

    private static Domain Made(int mark, string word, Func<Domain> make)
    {
        try
        {
            return make();
        }
        catch (ArgumentException fault)
        {
            throw FormulaScanner.At(mark, word, fault);
        }
    }

    private static Domain InTime(Domain space, double duration) =>
        space is Box box ? new Box(box.Cells(DomainPart.Interior)[0].Axes, duration) : new Cylinder(space, duration);

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

    private static Domain Simple(int mark, string shape, List<IReadOnlyList<double>> arguments)
    {
        Domain? domain = (shape, arguments) switch
        {
            ("interval", [[var a], [var b]]) => new Box([new Interval(a, b)]),
            ("box" or "rectangle", [var a, var b]) when a.Count == b.Count && (a.Count > 1 || shape == "box") =>
                new Box([.. a.Zip(b, (from, to) => new Interval(from, to))]),
            ("disc", [[var x, var y], [var radius]]) => new Annulus((x, y), 0, Positive(radius)),
            ("annulus", [[var x, var y], [var inner], [var outer]]) => new Annulus((x, y), Positive(inner), outer),
            ("triangle", [[_, _], [_, _], [_, _]]) => new Polygon([.. Pairs(arguments)]),
            ("polygon", { Count: >= 3 }) when arguments.All(p => p.Count == 2) => new Polygon([.. Pairs(arguments)]),
            ("l-shape", []) => Polygon.LShape(),
            ("slit", []) => new Slit(),
            ("star", [[var x, var y], [var radius], .. var waves]) when waves.All(w => w.Count == 2) => new StarShape(
                (x, y),
                radius,
                [.. Pairs(waves)]
            ),
            ("ball", [[var x, var y], [var radius]]) => new Annulus((x, y), 0, Positive(radius)),
            ("ball", [var centre, [var radius]]) when centre.Count > 1 => new Ball(centre, radius),
            ("unit-ball", []) => new UnitBall(),
            _ => null,
        };
        if (domain is not null)
        {
            return domain;
        }
        var known = Shapes.FirstOrDefault(s => s.Split('(')[0] == (shape == "rectangle" ? "box" : shape));
        throw known is null
            ? new FormulaException(
                $"unknown domain '{shape}', expected one of {string.Join(", ", Shapes)}; found it at column {mark + 1}",
                mark + 1,
                shape
            )
            : FormulaScanner.At(mark, $"expected {known}, found other arguments of {shape}");
    }

    private static IEnumerable<(double X, double Y)> Pairs(IEnumerable<IReadOnlyList<double>> points) =>
        points.Select(p => (p[0], p[1]));

    private static double Positive(double radius) =>
        radius > 0 ? radius : throw new ArgumentException($"got the radius {radius}, expected a positive number");
}
