using Thalweg.Numerics.Objectives.Analytic;
using Thalweg.Numerics.Parallel;
using Thalweg.Numerics.Random;
using Thalweg.Optimization.LineSearches;
using Thalweg.Optimization.Optimizers.Searching;

namespace Thalweg.Optimization.Tests.Searching;

public sealed class LimitedMemoryTests
{
    /// <summary>The two loops against the matrix that they stand for, H ← (I − ρ s yᵀ) H (I − ρ y sᵀ) + ρ s sᵀ.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(9)]
    public void Two_loops_apply_the_BFGS_matrix_of_the_newest_pairs(int count)
    {
        const int size = 13;
        const int memory = 4;
        var stream = new RandomStream(7, "pairs");
        var descent = new Lbfgs(memory);
        var objective = new Bowl(new double[size], new double[size]);
        var state = descent.Begin(objective);
        var pairs = new List<(double[] S, double[] Y)>();
        for (var k = 0; k < count; k++)
        {
            var (s, y) = (new double[size], new double[size]);
            stream.FillUniform(s);
            stream.FillUniform(y);
            pairs.Add((s, y));
            descent.Learn(new DescentStep(1, -1, 0, s, y, y, s), state, WorkerTeam.Sequential);
        }
        var kept = pairs.TakeLast(memory).ToList();
        var (lastS, lastY) = kept[^1];
        var matrix = new double[size, size];
        for (var i = 0; i < size; i++)
        {
            matrix[i, i] = Dot(lastS, lastY) / Dot(lastY, lastY);
        }
        foreach (var (s, y) in kept)
        {
            matrix = Updated(matrix, s, y);
        }
        var gradient = new double[size];
        var direction = new double[size];
        stream.FillUniform(gradient);
        var point = new DescentPoint(objective, new double[size], gradient, 0);
        Assert.True(descent.Direct(point, state, direction, WorkerTeam.Sequential).HasLength);
        for (var i = 0; i < size; i++)
        {
            var expected = -Enumerable.Range(0, size).Sum(j => matrix[i, j] * gradient[j]);
            Assert.Equal(expected, direction[i], 1e-12 * (1 + Math.Abs(expected)));
        }
        Assert.Equal(count, state.Updates);
        descent.Forget(state);
        Assert.False(descent.Direct(point, state, direction, WorkerTeam.Sequential).HasLength);
        Assert.Equal(gradient.Select(g => -g), direction);
    }

    [Fact]
    public void Pairs_without_positive_curvature_are_left_out()
    {
        var descent = new Lbfgs();
        var state = descent.Begin(new Bowl([1, 1], [0, 0]));
        void Learn(double[] s, double[] y) =>
            descent.Learn(new DescentStep(1, -1, 0, s, y, y, s), state, WorkerTeam.Sequential);
        Learn([1, 0], [-1, 0]);
        Learn([1, 0], [0, 1]);
        Learn([1, 0], [1e-12, 1]);
        Learn([1e-300, 0], [1e-300, 0]);
        Assert.Equal(4, state.Skipped);
        Assert.True(state.IsEmpty);
        Learn([1, 0], [1, 0]);
        Assert.Equal(1, state.Updates);
    }

    /// <summary>The worst start of exact steepest descent: every step lowers the loss by ((κ − 1)/(κ + 1))².</summary>
    [Theory]
    [InlineData(3)]
    [InlineData(100)]
    public void Steepest_descent_has_the_rate_of_theory(double condition)
    {
        var quadratic = Quadratic.Create([1, condition]);
        var result = SearchTrace.Of(new SteepestDescent(), new QuadraticSearch(), 20, quadratic, [condition, 1]);
        var expected = Math.Pow((condition - 1) / (condition + 1), 2);
        for (var i = 1; i <= 20; i++)
        {
            Assert.Equal(expected, result.History[i].Loss / result.History[i - 1].Loss, 1e-9);
        }
    }

    private static double[,] Updated(double[,] h, double[] s, double[] y)
    {
        var size = s.Length;
        var rho = 1 / Dot(s, y);
        var left = new double[size, size];
        for (var i = 0; i < size; i++)
        {
            for (var j = 0; j < size; j++)
            {
                left[i, j] = (i == j ? 1 : 0) - (rho * s[i] * y[j]);
            }
        }
        var updated = new double[size, size];
        for (var i = 0; i < size; i++)
        {
            for (var j = 0; j < size; j++)
            {
                var sum = rho * s[i] * s[j];
                for (var k = 0; k < size; k++)
                {
                    for (var l = 0; l < size; l++)
                    {
                        sum += left[i, k] * h[k, l] * left[j, l];
                    }
                }
                updated[i, j] = sum;
            }
        }
        return updated;
    }

    private static double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();
}
