using Thalweg.Pde.Geometry;
using Thalweg.Pde.Problems;
using Thalweg.Pde.Quadrature;
using Thalweg.Pde.Terms;

namespace Thalweg.Pde.Formulations;

/// <summary>Whether points serve test functions.</summary>
internal static class TestPoints
{
    // The Gram matrix is dense, and so is the matrix of functions at points: 256 MiB.
    private const int MostTests = 2048;

    private const int MostNumbers = 1 << 25;

    /// <summary>Why not, or null.</summary>
    // The square of an estimate of a functional is no estimate of its square.
    public static string? MisfitOf(Problem problem, TestFunctions tests, QuadratureRule quadrature)
    {
        if (quadrature.Redrawn)
        {
            return $"got quadrature {quadrature}, which takes other points at every step: the squares of the functionals of 'weak' would be too large in the mean; use redraw=never or a product rule such as gauss";
        }
        if (quadrature.MisfitOn(problem.Domain, DomainPart.Interior) is not null)
        {
            return null;
        }
        var functions = TestSpace.CountOf(tests, problem.Dimension);
        double points = quadrature.CountOn(problem.Domain);
        var numbers = functions * points * (problem.Dimension + 1);
        return functions > points
                ? FormattableString.Invariant(
                    $"got {points} points of {quadrature} for the {functions} test functions of {tests}, expected at least as many points: take more points or a lower degree"
                )
            : functions > MostTests || numbers > MostNumbers
                ? FormattableString.Invariant(
                    $"got {functions} test functions of {tests} on {points} points, expected at most {MostTests} of them and {MostNumbers} numbers of them at points: take a lower degree or fewer points"
                )
            : null;
    }
}
