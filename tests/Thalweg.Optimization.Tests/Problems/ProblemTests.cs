using Thalweg.Numerics.Parallel;

namespace Thalweg.Optimization.Tests.Problems;

public sealed class ProblemTests
{
    public static TheoryData<int> Indices => [.. Enumerable.Range(0, MoreGarbowHillstrom.All.Count)];

    [Theory]
    [MemberData(nameof(Indices))]
    public void Gradients_are_those_of_differences(int index)
    {
        var problem = MoreGarbowHillstrom.All[index];
        var objective = problem.Objective();
        for (var sample = 0; sample < 2; sample++)
        {
            double[] x = [.. problem.Start.Select((v, i) => v + (sample * 0.01 * (1 + Math.Abs(v)) * ((i % 3) - 0.7)))];
            var gradient = new double[x.Length];
            var loss = objective.Gradient(x, gradient, new double[1], WorkerTeam.Sequential);
            Assert.Equal(loss, Value(objective, x));
            for (var i = 0; i < x.Length; i++)
            {
                var h = 1e-4 * Math.Max(0.01, Math.Abs(x[i]));
                double At(double step)
                {
                    var moved = x.ToArray();
                    moved[i] += step;
                    return Value(objective, moved);
                }
                var difference = ((8 * (At(h) - At(-h))) - (At(2 * h) - At(-2 * h))) / (12 * h);
                var tolerance = (1e-6 * gradient.Max(Math.Abs)) + (1e-12 * loss / h);
                Assert.Equal(difference, gradient[i], tolerance);
            }
        }
    }

    private static double Value(SquaresObjective objective, double[] x)
    {
        var loss = new double[1];
        objective.Values(x, loss, default, default, WorkerTeam.Sequential);
        return loss[0];
    }
}
