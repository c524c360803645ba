using Thalweg.Numerics.Linear.Operators;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Tests.Shared.Conformance;

/// <summary>Hessians of terms and the parts of Hessians against gradients, residuals and each other.</summary>
internal sealed class HessianPartChecks(IObjective objective, ConformanceCase subject, WorkerTeam team)
{
    private const int K = 3;

    private readonly double[] x = subject.Point;
    private readonly int size = objective.ParameterCount;
    private readonly int terms = objective.TermNames.Count;
    private readonly double[] vectors = Differences.Block(K, objective.ParameterCount);
    private readonly Differences differences = new(subject.Rounding, subject.StepFactor);

    public void Terms()
    {
        if (objective.As<ITermHessians>() is not { } capability)
        {
            return;
        }
        var sum = new double[K * size];
        for (var t = 0; t < terms; t++)
        {
            var products = Products($"the Hessian of term {t}", capability.TermHessianAt(x, t, team));
            Add(products, sum);
            if (objective.As<ITermGradients>() is { } gradients)
            {
                var term = t;
                var expected = differences.Along(point => TermGradient(gradients, term, point), x, vectors[..size]);
                var here = TermGradient(gradients, t, x);
                differences.Agree($"the Hessian of term {t}", products[..size], expected, x, here);
            }
        }
        differences.Agree("the sum of the terms' Hessians", sum[..size], Slope(), x, GradientAt(x));
        Assert.Throws<ArgumentOutOfRangeException>(() => capability.TermHessianAt(x, terms, team));
    }

    public void Split()
    {
        if (objective.As<IGaussNewton>() is not { } capability)
        {
            return;
        }
        var whole = Products("the Gauss-Newton part", capability.GaussNewtonAt(x, null, team));
        var rest = Products("the remainder", capability.RemainderAt(x, null, team));
        var scale = Differences.Largest(whole) + Differences.Largest(rest);
        double[] both = [.. whole.Zip(rest, (a, b) => a + b)];
        differences.Agree("both parts", both[..size], Slope(), x, GradientAt(x));
        if (objective.As<ILinearizable>() is { } hessian)
        {
            var products = new double[K * size];
            hessian.LinearizeAt(x, team).Apply(vectors, products, team);
            Differences.Near("both parts", products, both, 1e2 * subject.Rounding * scale);
        }
        if (objective.As<ISecondVariation>() is { } variation)
        {
            var gram = new double[K * size];
            new GramOperator(new MatrixOperator(variation, x)).Apply(vectors, gram, team);
            Differences.Near("the second variation", gram, whole, 1e2 * subject.Rounding * Differences.Largest(whole));
        }
        var (parts, rests) = (new double[K * size], new double[K * size]);
        for (var t = 0; t < terms; t++)
        {
            Add(Products($"the Gauss-Newton part of term {t}", capability.GaussNewtonAt(x, t, team)), parts);
            Add(Products($"the remainder of term {t}", capability.RemainderAt(x, t, team)), rests);
        }
        if (terms > 0)
        {
            Differences.Near("Gauss-Newton parts of the terms", whole, parts, 1e2 * subject.Rounding * scale);
            Differences.Near("remainders of the terms", rest, rests, 1e2 * subject.Rounding * scale);
        }
        Assert.Throws<ArgumentOutOfRangeException>(() => capability.GaussNewtonAt(x, terms, team));
        Assert.Throws<ArgumentOutOfRangeException>(() => capability.RemainderAt(x, -1, team));
    }

    // Symmetric, and with the same bits alone, transposed and on one thread.
    private double[] Products(string what, ILinearOperator part)
    {
        Assert.Equal((size, size, true), (part.Rows, part.Columns, part.IsSymmetric));
        var (products, again) = (new double[K * size], new double[K * size]);
        part.Apply(vectors, products, team);
        part.ApplyTransposed(vectors, again, WorkerTeam.Sequential);
        Differences.Same($"transposed products of {what}", products, again);
        var one = new double[size];
        part.Apply(vectors.AsMemory(size, size), one, WorkerTeam.Sequential);
        Differences.Same($"a product of {what} in a block", one, products[size..(2 * size)]);
        var (left, right, scale) = (0.0, 0.0, 0.0);
        for (var i = 0; i < size; i++)
        {
            left += vectors[size + i] * products[i];
            right += vectors[i] * products[size + i];
            scale += Math.Abs(vectors[size + i] * products[i]) + Math.Abs(vectors[i] * products[size + i]);
        }
        Differences.Near($"the symmetry of {what}", [left], [right], 1e2 * subject.Rounding * scale);
        return products;
    }

    private double[] Slope() => differences.Along(GradientAt, x, vectors[..size]);

    private double[] GradientAt(double[] point)
    {
        var gradient = new double[size];
        objective.Gradient(point, gradient, default, WorkerTeam.Sequential);
        return gradient;
    }

    private double[] TermGradient(ITermGradients capability, int term, double[] point)
    {
        var (rows, values) = (new double[terms * size], new double[terms]);
        capability.TermGradients(point, rows, values, WorkerTeam.Sequential);
        return rows[(term * size)..((term + 1) * size)];
    }

    private static void Add(double[] summand, double[] sum)
    {
        for (var i = 0; i < sum.Length; i++)
        {
            sum[i] += summand[i];
        }
    }
}
