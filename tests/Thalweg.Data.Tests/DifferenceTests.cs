using Thalweg.Numerics.Parallel;

namespace Thalweg.Data.Tests;

/// <summary>Derivatives against differences of fourth order.</summary>
public sealed class DifferenceTests
{
    private const double Step = 2e-3;

    public static TheoryData<string> Names { get; } = [.. Subject.Names, "activations"];

    [Theory]
    [MemberData(nameof(Names))]
    public void Slopes_and_products_are_those_of_differences(string name)
    {
        var subject = Subject.Of(name, 36, 11);
        var objective = subject.Objective();
        var count = objective.ParameterCount;
        using var team = new WorkerTeam(2);
        // A direction of length 1: third derivatives along it are of the size of the first.
        var length = Math.Sqrt(subject.Direction.Sum(v => v * v));
        double[] direction = [.. subject.Direction.Select(v => v / length)];
        double[] offsets = [-2, -1, 1, 2];
        double[] weights = [1.0 / 12, -8.0 / 12, 8.0 / 12, -1.0 / 12];
        var (slope, bent) = (0.0, new double[count]);
        for (var k = 0; k < offsets.Length; k++)
        {
            double[] point = [.. subject.Parameters.Select((v, i) => v + (offsets[k] * Step * direction[i]))];
            var gradient = new double[count];
            slope += weights[k] * objective.Gradient(point, gradient, default, team) / Step;
            for (var i = 0; i < count; i++)
            {
                bent[i] += weights[k] * gradient[i] / Step;
            }
        }
        var (exact, product) = (new double[count], new double[count]);
        objective.Gradient(subject.Parameters, exact, default, team);
        objective.LinearizeAt(subject.Parameters, team).Apply(direction, product, team);
        var norm = Math.Sqrt(exact.Sum(v => v * v));
        Assert.InRange(Math.Abs(exact.Zip(direction, (g, d) => g * d).Sum() - slope), 0, 1e-8 * norm);
        var worst = product.Zip(bent, (a, b) => Math.Abs(a - b)).Max();
        Assert.InRange(worst, 0, 1e-7 * product.Max(Math.Abs));
    }
}
