using Thalweg.Pde.Engine;
using Thalweg.Pde.Equations;
using Thalweg.Pde.Geometry;
using Thalweg.Pde.Problems;
using Thalweg.Pde.Quadrature;

namespace Thalweg.Pde.Classical;

/// <summary>u_t − Σ α_k ∂²u/∂x_k² + c u = f on a box with u = 0 on its sides, without u_t where there is no time, without f where there is
/// one.</summary>
/// <param name="Diffusion">α_k &gt; 0, one for each coordinate of space.</param>
/// <param name="Reaction">c.</param>
/// <param name="Source">f, of the coordinates; null where there is a time.</param>
/// <param name="Start">u at t = 0; null where there is no time.</param>
internal sealed record BoxEquation(
    Box Domain,
    IReadOnlyList<double> Diffusion,
    double Reaction,
    Expression? Source,
    Expression? Start
)
{
    // More coordinates than these, the time among them, are too many for a grid.
    private const int MostCoordinates = 3;
    private const int Probes = 24;

    /// <summary>Relative to the largest coefficient, what is no more than rounding.</summary>
    private const double Rounding = 1e-10;

    public int Space => Diffusion.Count;

    /// <summary>Reads the coefficients off the residual of test functions, so that it does not matter how the equation was written; null where it is another
    /// one.</summary>
    public static BoxEquation? Of(Problem problem)
    {
        if (
            problem
                is not {
                    Domain: Box box,
                    Outputs: 1,
                    Residuals: [var residual],
                    Quotient: null,
                    Coefficients.Count: 0,
                    Periods.Count: 0,
                    Exact.Count: 1,
                    Order: 2
                }
            || problem.Dimension > MostCoordinates
            || !IsZeroOnSides(problem, box)
        )
        {
            return null;
        }
        var time = box.TimeAxis;
        var space = time ?? box.Dimension;
        var points = new SobolRule(Probes).Interior(box);
        var start = problem.Conditions.FirstOrDefault(c => c.Region.IsInitial)?.Prescribed?.Value;
        if (space == 0 || time is not null && start is null)
        {
            return null;
        }
        var probe = new Probe(residual, points, problem.Dimension);
        var reaction = probe.Constant(1.0, []);
        var slopes = Axes(problem.Dimension, k => probe.Constant(Calculus.X(k), [(reaction, Calculus.X(k))]));
        var squares = Axes(
            problem.Dimension,
            k =>
                probe.Constant(
                    0.5 * Calculus.X(k).Power(2),
                    [(reaction, 0.5 * Calculus.X(k).Power(2)), (slopes[k], Calculus.X(k))]
                )
        );
        // −Σα u_kk or +Σα u_kk, with the sign of the time derivative where there is one.
        var sign =
            time is { } t ? slopes[t]
            : squares[0] < 0 ? 1.0
            : -1.0;
        double[] diffusion = [.. squares.Take(space).Select(a => -a / sign)];
        var largest = Math.Max(Math.Abs(reaction / sign), diffusion.Max());
        var isOfForm =
            double.IsFinite(largest)
            && diffusion.All(a => a > Rounding * largest)
            && slopes.Take(space).All(b => Math.Abs(b / sign) <= Rounding * largest)
            && (time is not { } last || Math.Abs(squares[last] / sign) <= Rounding * largest)
            && probe.Agrees(General(problem.Dimension), sign, reaction / sign, diffusion, time, Rounding * largest)
            && (time is null || probe.IsHomogeneous(Rounding * Math.Abs(sign) * largest));
        var source = -1 / sign * Substitution.Of(residual, [0.0], problem.Dimension);
        return isOfForm
            ? new BoxEquation(
                box,
                diffusion,
                reaction / sign,
                time is null ? source : null,
                time is null ? null : start
            )
            : null;
    }

    private static double[] Axes(int dimension, Func<int, double> of) => [.. Enumerable.Range(0, dimension).Select(of)];

    // With all derivatives different from 0: what is left of an equation of this form at it is 0 only where no other part is there.
    private static Expression General(int dimension) =>
        Calculus.Exp(Calculus.SumOver(dimension, k => (0.3 + 0.2 * k) * Calculus.X(k)));

    /// <summary>u is prescribed on all sides, and as 0.</summary>
    private static bool IsZeroOnSides(Problem problem, Box box)
    {
        List<Condition> sides = [.. problem.Conditions.Where(c => c.Region.Part == DomainPart.Boundary)];
        if (
            sides.Exists(c => c.Prescribed is null)
            || problem.Conditions.Any(c => c.Region.Part == DomainPart.Interior)
            || Math.Abs(sides.Sum(c => c.Region.Measure) - box.BoundaryMeasure) > Rounding * box.BoundaryMeasure
            || box.Cells(DomainPart.Boundary).Count != 2 * (box.TimeAxis ?? box.Dimension)
        )
        {
            return false;
        }
        foreach (var side in sides)
        {
            var values = CoordinateValues.Of([side.Prescribed!.Value.Value], OnSides(side.Region));
            if (values.Any(v => !(Math.Abs(v) <= 1e-14)))
            {
                return false;
            }
        }
        return true;
    }

    private static PointSet OnSides(Region region)
    {
        var dimension = region.Domain.Dimension;
        var coordinates = new double[dimension * Probes];
        Span<double> unit = stackalloc double[dimension];
        Span<double> point = stackalloc double[dimension];
        for (var i = 0; i < Probes; i++)
        {
            for (var k = 0; k < dimension; k++)
            {
                // Irrational steps, which meet every side.
                var place = (i + 0.5) * (0.6180339887498949 + 0.1415926535897931 * k);
                unit[k] = place - Math.Floor(place);
            }
            region.Map(unit, point);
            for (var k = 0; k < dimension; k++)
            {
                coordinates[k * Probes + i] = point[k];
            }
        }
        return new PointSet(dimension, coordinates, new double[Probes]);
    }

    /// <summary>The residual of test functions at points.</summary>
    private sealed class Probe(Expression residual, PointSet points, int dimension)
    {
        private readonly double[] atZero = CoordinateValues.Of([Substitution.Of(residual, [0.0], dimension)], points);

        /// <summary>What a linear operator makes of a function, less known parts, where that is one number; else NaN.</summary>
        public double Constant(Expression function, IReadOnlyList<(double Factor, Expression Part)> known)
        {
            var rest = Of(function);
            foreach (var (factor, part) in known)
            {
                var values = CoordinateValues.Of([part], points);
                for (var i = 0; i < rest.Length; i++)
                {
                    rest[i] -= factor * values[i];
                }
            }
            var scale = rest.Max(Math.Abs) + known.Sum(k => Math.Abs(k.Factor)) + atZero.Max(Math.Abs);
            return rest.Max() - rest.Min() <= Rounding * scale ? rest[0] : double.NaN;
        }

        /// <summary>Whether the operator has the form with these coefficients, at a function with all derivatives.</summary>
        public bool Agrees(
            Expression function,
            double sign,
            double reaction,
            IReadOnlyList<double> diffusion,
            int? time,
            double tolerance
        )
        {
            var expected =
                reaction * function
                - Calculus.SumOver(
                    diffusion.Count,
                    k => diffusion[k] * Differentiation.AlongAxis(Differentiation.AlongAxis(function, k), k)
                );
            expected = time is { } t ? expected + Differentiation.AlongAxis(function, t) : expected;
            var values = CoordinateValues.Of([expected], points);
            var found = Of(function);
            var scale = 10 * (1 + atZero.Max(Math.Abs) / Math.Abs(sign));
            return values.Zip(found, (e, f) => Math.Abs(e - f / sign)).All(d => d <= tolerance * scale);
        }

        public bool IsHomogeneous(double tolerance) => atZero.All(v => Math.Abs(v) <= tolerance);

        private double[] Of(Expression function)
        {
            var values = CoordinateValues.Of([Substitution.Of(residual, [function], dimension)], points);
            for (var i = 0; i < values.Length; i++)
            {
                values[i] -= atZero[i];
            }
            return values;
        }
    }
}
