using Thalweg.Pde.Equations;
using Thalweg.Pde.Problems;

namespace Thalweg.Pde.References;

/// <summary>A computed solution of a problem of one period and a time, made when it is first asked for.</summary>
/// <remarks>What a certificate says was measured against twice the steps and waves, which a test and a benchmark do again: to measure it at every
/// run would take longer than the solution.</remarks>
/// <param name="compute">The solution; a second or two.</param>
/// <param name="finer">One of twice the waves and the steps.</param>
/// <param name="error">At least one and a half times what the finer solution differs by.</param>
/// <param name="method">Words for it.</param>
internal sealed class PeriodicReference(
    Func<PeriodicSolution> compute,
    Func<PeriodicSolution> finer,
    double error,
    string method
)
{
    private readonly Lazy<PeriodicSolution> solution = new(compute);

    public PeriodicSolution Solution => solution.Value;

    public Certificate Certificate =>
        new(error, method)
        {
            Integrals = () => [new Functional(Solution.Integral(), error * Solution.Volume)],
            Measure = () => Difference(0),
        };

    /// <summary>The largest difference from the finer solution on 97 × 173 points that are none of its own.</summary>
    /// <param name="from">The time from which on it is looked for.</param>
    public double Difference(double from) => Solution.Difference(finer(), from);

    public Problem Of(Problem problem)
    {
        var name = problem.Name.Split('(')[0];
        var known = CoordinateFunction.Together(
            (point, values) => (values[0], values[1], values[2]) = Solution.At(point[0], point[1]),
            name,
            $"{name}_x",
            $"{name}_t"
        );
        return problem with { Exact = [known[0]], ExactGradient = [known[1], known[2]], Certify = () => Certificate };
    }
}
