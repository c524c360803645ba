using Thalweg.Pde.Geometry;
using Thalweg.Pde.Problems;
using Thalweg.Pde.References;

namespace Thalweg.Pde.Classical;

/// <summary>One equation of second order on an interval, linear or not: a polynomial of degree n at Chebyshev's extreme points [Trefethen2000, ch. 6], by
/// Newton's method from 1, with halved steps where the residual grows.</summary>
/// <remarks>Values are NaN where Newton's method does not converge. Cost: O(n³) a step.</remarks>
internal sealed class IntervalCollocation : ClassicalSolver
{
    private const int MostSteps = 60;
    private const int MostHalvings = 12;

    private readonly Interval interval;
    private readonly Jets inside;
    private readonly Jets[] ends;

    private IntervalCollocation(Interval interval, Jets inside, Jets[] ends) =>
        (this.interval, this.inside, this.ends) = (interval, inside, ends);

    /// <summary>The one for a problem; null where it is of another kind.</summary>
    public static IntervalCollocation? Of(Problem problem)
    {
        if (
            problem
            is not {
                Domain: Box { Dimension: 1, TimeAxis: null } box,
                Outputs: 1,
                Residuals: [var residual],
                Quotient: null,
                Coefficients.Count: 0,
                Periods.Count: 0,
                Exact.Count: 1,
                Order: 2
            }
        )
        {
            return null;
        }
        var interval = new Interval(box.Lower(0), box.Lower(0) + box.Length(0));
        var ends = new Jets?[2];
        foreach (var condition in problem.Conditions)
        {
            if (!condition.IsOfSides || condition.Region.Part != DomainPart.Boundary)
            {
                return null;
            }
            foreach (var end in EndsOf(condition.Region, interval))
            {
                if (ends[end] is not null)
                {
                    return null;
                }
                if (Jets.Of(condition.Residual, end == 0 ? -1 : 1) is not { } jets)
                {
                    return null;
                }
                ends[end] = jets;
            }
        }
        return ends is [{ } lower, { } upper] && Jets.Of(residual, null) is { } inside
            ? new IntervalCollocation(interval, inside, [lower, upper])
            : null;
    }

    public override string Method => "polynomials at Chebyshev points with Newton steps";

    public override IReadOnlyList<int> Sizes { get; } = [4, 8, 16, 32, 64, 128, 256];

    public override ClassicalSolution Solve(int size, CancellationToken cancellation)
    {
        var basis = new ChebyshevNodes(interval, size);
        var u = new double[size + 1];
        // Not from 0, where u³ has no slope, and an equation without u has many solutions between Neumann's conditions.
        Array.Fill(u, 1.0);
        var residual = Residual(basis, u, out var slopes);
        var isDone = false;
        for (var step = 0; step < MostSteps && !isDone; step++)
        {
            cancellation.ThrowIfCancellationRequested();
            var change = Array.ConvertAll(residual, r => -r);
            if (!TrySolve(Matrix(basis, slopes), change))
            {
                break;
            }
            var before = residual.Max(Math.Abs);
            var factor = 1.0;
            for (var half = 0; ; half++, factor *= 0.5)
            {
                double[] next = [.. u.Select((v, i) => v + factor * change[i])];
                residual = Residual(basis, next, out slopes);
                isDone = change.Max(Math.Abs) <= 1e-13 * (1 + next.Max(Math.Abs));
                if (isDone || residual.Max(Math.Abs) < before || half == MostHalvings)
                {
                    // Rounding of the second derivative keeps the residual from falling further, while u itself is found.
                    isDone |= half == MostHalvings && change.Max(Math.Abs) <= 1e-8 * (1 + next.Max(Math.Abs));
                    u = next;
                    break;
                }
            }
        }
        if (!isDone)
        {
            Array.Fill(u, double.NaN);
        }
        return new ClassicalSolution(size + 1, null, points => basis.At(u, points));
    }

    // Singular where a step left the values that the equation has, too.
    private static bool TrySolve(double[] matrix, double[] change)
    {
        try
        {
            LinearSystem.Solve(matrix, change);
        }
        catch (InvalidOperationException)
        {
            return false;
        }
        return change.All(double.IsFinite);
    }

    private double[] Residual(ChebyshevNodes basis, double[] u, out (double U, double First, double Second)[] slopes)
    {
        var (first, second) = (basis.Derivative(u), basis.Derivative(basis.Derivative(u)));
        var count = u.Length;
        var values = inside.At(basis.Points, u, first, second, out slopes);
        foreach (var (end, at) in new[] { (0, 0), (1, count - 1) })
        {
            values[at] = ends[end].At([basis.Points[at]], [u[at]], [first[at]], [second[at]], out var own)[0];
            slopes[at] = own[0];
        }
        return values;
    }

    private static double[] Matrix(ChebyshevNodes basis, (double U, double First, double Second)[] slopes)
    {
        var n = slopes.Length;
        var matrix = new double[n * n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
            {
                matrix[i * n + j] =
                    slopes[i].First * basis.First[i * n + j]
                    + slopes[i].Second * basis.Second[i * n + j]
                    + (i == j ? slopes[i].U : 0);
            }
        }
        return matrix;
    }

    private static SortedSet<int> EndsOf(Region region, Interval interval)
    {
        var ends = new SortedSet<int>();
        var point = new double[1];
        foreach (var unit in (double[])[0.05, 0.3, 0.45, 0.55, 0.7, 0.95])
        {
            region.Map([unit], point);
            ends.Add(point[0] - interval.Lower < interval.Upper - point[0] ? 0 : 1);
        }
        return ends;
    }
}
