using System.Globalization;
using Thalweg.Pde.Equations;
using Thalweg.Pde.Geometry;
using Thalweg.Pde.Quadrature;

namespace Thalweg.Pde.Texts;

/// <summary>Reads where an interface lies: <c>interface x=0.5</c> across an interval or a box, whose normal points to larger x, or the boundary
/// of a shape inside, <c>interface disc((0, 0), 0.5)</c>, whose normal points out of it.</summary>
internal static class InterfaceText
{
    private const int Points = 256;

    /// <summary>The interface, to the end of the text; null where another place is meant.</summary>
    public static Region? Read(FormulaScanner scanner, EquationLanguage language, Domain domain)
    {
        if (!scanner.TakeWord("interface"))
        {
            return null;
        }
        var mark = scanner.Mark;
        var rest = scanner.TakeRest();
        try
        {
            var inner = new FormulaScanner(rest, hyphens: false);
            return
                inner.Word() is { } word
                && language.Axis(word) is { } axis
                && axis != domain.TimeAxis
                && inner.Take('=')
                ? Plane(inner, language, domain, word, axis)
                : Shape(rest, language, domain);
        }
        catch (FormulaException fault)
        {
            throw fault.MovedBy(mark);
        }
    }

    private static Region Plane(FormulaScanner scanner, EquationLanguage language, Domain domain, string word, int axis)
    {
        var mark = scanner.Mark;
        var value =
            language.Read(scanner, onBoundary: false) is { IsNumber: true } quantity
            && ConstantValue.Of(quantity.Entries[0]) is { } found
                ? found
                : throw FormulaScanner.At(mark, "expected a number");
        if (!scanner.AtEnd)
        {
            throw scanner.Unexpected("the end: an interface is one place");
        }
        if (domain is not Box box)
        {
            throw FormulaScanner.At(
                0,
                $"expected a shape inside the {domain.Name}, such as disc((0, 0), 0.5), found {word}=…, which is for intervals and boxes"
            );
        }
        var (lower, upper) = (domain.Lower(axis), domain.Upper(axis));
        var slack = 1e-9 * (upper - lower);
        if (!(value > lower + slack && value < upper - slack))
        {
            throw FormulaScanner.At(
                mark,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"expected a number between {lower} and {upper}, found {value}"
                )
            );
        }
        // The part below it, with that face alone.
        var space = box.Dimension - (box.TimeAxis is null ? 0 : 1);
        var below = new Box(
            [
                .. Enumerable
                    .Range(0, space)
                    .Select(k =>
                        k == axis
                            ? new Interval(lower, value, FreeEnds.Lower)
                            : new Interval(box.Lower(k), box.Upper(k), FreeEnds.Both)
                    ),
            ],
            box.TimeAxis is { } time ? box.Upper(time) : null
        );
        return new Region(
            string.Create(CultureInfo.InvariantCulture, $"interface {word} = {value}"),
            below,
            DomainPart.Boundary
        );
    }

    private static Region Shape(string text, EquationLanguage language, Domain domain)
    {
        var shape = DomainText.Parse(text, language);
        var space = domain.Dimension - (domain.TimeAxis is null ? 0 : 1);
        if (shape.TimeAxis is not null || shape.Dimension != space || shape.Pieces.Count == 0)
        {
            throw FormulaScanner.At(
                0,
                $"expected a shape of {space} coordinate(s) with a boundary, without a time, found the {shape.Name}"
            );
        }
        var inner = domain.TimeAxis is { } time ? InTime(shape, domain.Upper(time)) : shape;
        var slack = 1e-9 * Enumerable.Range(0, space).Max(k => domain.Upper(k) - domain.Lower(k));
        var points = new SobolRule(Points).Boundary(inner);
        var point = new double[inner.Dimension];
        for (var n = 0; n < points.Count; n++)
        {
            for (var k = 0; k < point.Length; k++)
            {
                point[k] = points.Axis(k)[n];
            }
            if (!(domain.SignedDistance(point) <= 0 && domain.Whole.BoundaryDistance(point) > slack))
            {
                var place = string.Join(
                    ", ",
                    point.Take(space).Select(x => x.ToString("g4", CultureInfo.InvariantCulture))
                );
                throw FormulaScanner.At(
                    0,
                    $"expected a shape whose boundary lies inside the {domain.Name}, found ({place}) on it, which does not"
                );
            }
        }
        return new Region($"interface {shape.Name}", inner, DomainPart.Boundary);
    }

    private static Domain InTime(Domain shape, double duration) =>
        shape is Box box
            ? new Box(
                [.. Enumerable.Range(0, box.Dimension).Select(k => new Interval(box.Lower(k), box.Upper(k)))],
                duration
            )
            : new Cylinder(shape, duration);
}
