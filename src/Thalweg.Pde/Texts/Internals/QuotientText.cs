using System.Globalization;
using Thalweg.Pde.Engine;
using Thalweg.Pde.Equations;
using Thalweg.Pde.Problems;
using Thalweg.Pde.Quadrature;

namespace Thalweg.Pde.Texts;

/// <summary>Reads the Rayleigh quotient of an eigenproblem and looks whether it is one, and that of the equation.</summary>
internal static class QuotientText
{
    private const int Points = 32;

    private const double Tolerance = 1e-8;

    /// <param name="parts"><c>numerator = …</c>, <c>denominator = …</c>; the latter is the square of the unknowns where it is not given.</param>
    /// <param name="lower">States, each a number or a vector.</param>
    /// <exception cref="ProblemTextException">A text says nothing.</exception>
    public static RayleighQuotient Read(
        IReadOnlyList<string> parts,
        IReadOnlyList<string> lower,
        EquationLanguage language
    )
    {
        Expression? numerator = null;
        Expression? denominator = null;
        ProblemBuilder.Each(ProblemText.RayleighKey, parts, Part);
        if (numerator is null)
        {
            throw ProblemBuilder.Fault(
                ProblemText.RayleighKey,
                0,
                1,
                "expected a numerator, such as numerator: dot(grad(u), grad(u))"
            );
        }
        denominator ??= Calculus.SumOver(language.Outputs, k => Calculus.U(k).Power(2));
        var states = ProblemBuilder.Each(ProblemText.LowerKey, lower, State);
        return new RayleighQuotient(numerator, denominator) { Lower = states };

        int Part(string text)
        {
            var scanner = new FormulaScanner(text, hyphens: false);
            var word = scanner.Word() ?? throw scanner.Unexpected("numerator or denominator");
            if (word is not ("numerator" or "denominator"))
            {
                throw FormulaScanner.At(0, $"expected numerator or denominator, found '{word}'");
            }
            if (!scanner.Take('='))
            {
                throw scanner.Unexpected($"'=' after {word}");
            }
            if ((word == "numerator" ? numerator : denominator) is not null)
            {
                throw FormulaScanner.At(0, $"expected {word} once, found it twice");
            }
            var mark = scanner.Mark;
            try
            {
                var density = language.Number(text[mark..]);
                (numerator, denominator) = word == "numerator" ? (density, denominator) : (numerator, density);
                return 0;
            }
            catch (FormulaException fault)
            {
                throw fault.MovedBy(mark);
            }
        }

        IReadOnlyList<Expression> State(string text)
        {
            var state = language.Numbers(text);
            return state.Count == language.Outputs && state.All(e => Differentiation.Entries(e).Count == 0)
                ? state
                : throw FormulaScanner.At(
                    0,
                    $"expected a state: an expression of the coordinates for each of {string.Join(", ", language.Components)}"
                );
        }
    }

    /// <exception cref="ProblemTextException">The densities are not quadratic, or their quotient belongs to another equation.</exception>
    public static void Require(Problem problem)
    {
        if (problem.Quotient is not { } quotient)
        {
            return;
        }
        if (problem.Energy is not null || problem.Coefficients.Count > 0 || problem.Domain.TimeAxis is not null)
        {
            throw ProblemBuilder.Fault(
                ProblemText.RayleighKey,
                0,
                1,
                "expected neither an energy nor coefficients nor a time beside rayleigh; leave one of them out"
            );
        }
        if (problem.Exact.Count > 0 && problem.Residuals.Count == 0)
        {
            throw ProblemBuilder.Fault(
                ProblemText.ReferenceKey,
                0,
                1,
                "expected the residual, with the eigenvalue as a number, beside a reference, which is looked at by it"
            );
        }
        if (
            problem.Conditions.FirstOrDefault(c => c.Prescribed is { Value: not Constant { Value: 0.0 } }) is
            { } unequal
        )
        {
            throw ProblemBuilder.Fault(
                ProblemText.ConditionsKey,
                0,
                1,
                $"'{unequal.Name}' prescribes other values than 0, which no multiple of a state keeps; expected u = 0 beside rayleigh"
            );
        }
        RequireQuadraticEdges(problem);
        NaturalConditions.Require(problem);
        RequireNorm(problem, quotient);
        foreach (
            var (name, density) in new[] { ("numerator", quotient.Numerator), ("denominator", quotient.Denominator) }
        )
        {
            var (once, twice) = (Values(problem, density, 1), Values(problem, density, 2));
            var size = once.Max(Math.Abs);
            if (once.Where((value, n) => Math.Abs(twice[n] - 4 * value) > Tolerance * size).Any())
            {
                throw ProblemBuilder.Fault(
                    ProblemText.RayleighKey,
                    0,
                    1,
                    $"the {name} is not quadratic in {string.Join(", ", problem.Unknowns)}: twice the unknown makes it other than four times as large; expected squares and products of the unknown and its derivatives"
                );
            }
        }
        for (var k = 0; k < problem.Outputs && problem.Residuals.Count > 0; k++)
        {
            var (above, below) = (
                EulerLagrange.Variation(quotient.Numerator, k, problem.Dimension),
                EulerLagrange.Variation(quotient.Denominator, k, problem.Dimension)
            );
            if (!problem.Residuals.Any(residual => IsSum(problem, above, residual, below)))
            {
                throw ProblemBuilder.Fault(
                    ProblemText.RayleighKey,
                    0,
                    1,
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"the quotient belongs to another equation: it is stationary where {Shown(above)} is a multiple of {Shown(below)}; correct the quotient or the residual, or leave the residual out"
                    )
                );
            }
        }
    }

    private static void RequireQuadraticEdges(Problem problem)
    {
        for (var j = 0; j < problem.BoundaryEnergies.Count; j++)
        {
            var (region, density) = problem.BoundaryEnergies[j];
            var points = RegionPoints.WithNormals(new SobolRule(Points), region, 0);
            var (once, twice) = (Values(problem, density, 1, 0, points), Values(problem, density, 2, 0, points));
            if (once.Where((value, n) => Math.Abs(twice[n] - 4 * value) > Tolerance * once.Max(Math.Abs)).Any())
            {
                throw ProblemBuilder.Fault(
                    ProblemText.BoundaryEnergyKey,
                    j,
                    1,
                    $"the part of the numerator on {region} is not quadratic in {string.Join(", ", problem.Unknowns)}; expected squares and products of the unknown, such as a*u^2 for D(u, n) + a*u = 0"
                );
            }
        }
    }

    // What divides has to be positive, and a state that is lifted has to be something.
    private static void RequireNorm(Problem problem, RayleighQuotient quotient)
    {
        var squares = Values(problem, quotient.Denominator, 1);
        if (!squares.Any(value => value > 0) || squares.Any(value => value < 0))
        {
            throw ProblemBuilder.Fault(
                ProblemText.RayleighKey,
                0,
                1,
                "the denominator is not positive; expected a square such as u^2, which is taken where it is left out"
            );
        }
        for (var k = 0; k < quotient.Lower.Count; k++)
        {
            var values = CoordinateValues.Of(quotient.Lower[k], new SobolRule(Points).Interior(problem.Domain));
            if (Array.TrueForAll(values, value => !(Math.Abs(value) > 0)))
            {
                throw ProblemBuilder.Fault(
                    ProblemText.LowerKey,
                    k,
                    1,
                    "the state is 0 everywhere, or has no values; expected a function of the coordinates"
                );
            }
        }
    }

    /// <summary>Whether a = c r + μ b with numbers c ≠ 0 and μ, at points of two fields.</summary>
    private static bool IsSum(Problem problem, Expression a, Expression r, Expression b)
    {
        var (x, y, z) = (Both(a), Both(r), Both(b));
        double Dot(double[] u, double[] v) => u.Zip(v, (p, q) => p * q).Sum();
        var (yy, yz, zz) = (Dot(y, y), Dot(y, z), Dot(z, z));
        var determinant = yy * zz - yz * yz;
        if (!(determinant > Tolerance * Tolerance * yy * zz))
        {
            return false;
        }
        var (xy, xz) = (Dot(x, y), Dot(x, z));
        var (c, mu) = ((xy * zz - xz * yz) / determinant, (xz * yy - xy * yz) / determinant);
        var size = x.Max(Math.Abs);
        return c != 0 && x.Select((value, n) => Math.Abs(value - c * y[n] - mu * z[n])).Max() <= Tolerance * size;

        double[] Both(Expression e) => [.. Values(problem, e, 1, 0), .. Values(problem, e, 1, 1)];
    }

    // Waves may all have one length, and their Laplacian is a multiple of them then; their squares have not.
    private static double[] Values(
        Problem problem,
        Expression density,
        double factor,
        int number = 0,
        PointSet? points = null
    ) =>
        CoordinateValues.Of(
            [
                Substitution.Of(
                    density,
                    [.. RandomFields.Of(problem, number).Select(u => factor * (u + 3.0 * u * u))],
                    problem.Dimension
                ),
            ],
            points ?? new SobolRule(Points).Interior(problem.Domain)
        );

    private static string Shown(Expression e) => e.ToString() is { Length: <= 200 } text ? text : "one expression";
}
