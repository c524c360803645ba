using Thalweg.Pde.Equations;
using Thalweg.Pde.Problems;

namespace Thalweg.Pde.References;

/// <summary>A computed solution of a problem of one period and a time, made when it is first asked for.</summary>
/// <remarks>What a certificate says was measured against twice the steps and waves, which a test does again: to measure it at every run would take
/// longer than the solution.</remarks>
/// <param name="compute">The solution; a second or two.</param>
/// <param name="certificate">Twice what the finer solution differs by.</param>
internal sealed class PeriodicReference(Func<PeriodicSolution> compute, Certificate certificate)
{
    private readonly Lazy<PeriodicSolution> solution = new(compute);

    public PeriodicSolution Solution => solution.Value;

    public Certificate Certificate => certificate;

    public Problem Of(Problem problem)
    {
        var name = problem.Name.Split('(')[0];
        var known = CoordinateFunction.Together(
            (point, values) => (values[0], values[1], values[2]) = Solution.At(point[0], point[1]),
            name,
            $"{name}_x",
            $"{name}_t"
        );
        return problem with { Exact = [known[0]], ExactGradient = [known[1], known[2]], Certify = () => certificate };
    }
}
