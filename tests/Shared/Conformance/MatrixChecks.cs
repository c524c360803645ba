using Thalweg.Numerics.Linear.Operators;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Tests.Shared.Conformance;

/// <summary>Residuals and second variations against values and gradients, and their matrices against themselves.</summary>
internal sealed class MatrixChecks(IObjective objective, ConformanceCase subject, WorkerTeam team)
{
    private readonly double[] x = subject.Point;
    private readonly int size = objective.ParameterCount;
    private readonly Differences values = new(subject.Rounding, subject.StepFactor);
    private readonly Differences own = new(subject.CapabilityRounding, subject.StepFactor);

    public void Residuals()
    {
        if (objective.As<IResiduals>() is not { } residuals)
        {
            return;
        }
        double[] At(double[] point)
        {
            var r = new double[residuals.RowCount];
            residuals.Residuals(point, r, WorkerTeam.Sequential);
            return r;
        }
        var here = At(x);
        var threaded = new double[here.Length];
        residuals.Residuals(x, threaded, team);
        Differences.Same("threaded residuals", here, threaded);
        var other = Differences.Moved(x, 0.05, Differences.Block(1, size));
        var (one, two) = (here.Sum(r => r * r), At(other).Sum(r => r * r));
        Differences.Near(
            "the change of the sum of squares",
            [Loss(other) - Loss(x)],
            [two - one],
            1e2 * subject.Rounding * (Math.Abs(Loss(other)) + Math.Abs(Loss(x)) + one + two)
        );
        var rows = Whole(residuals);
        own.Agree("the Jacobian", rows, own.Jacobian(At, x), x, here);
        var gradient = new double[size];
        residuals.MultiplyTransposed(x, here, gradient, team);
        var scale = Differences.Largest(rows) * here.Sum(Math.Abs);
        Differences.Near("2Jᵀr", GradientAt(x), [.. gradient.Select(v => 2 * v)], 1e2 * subject.Rounding * scale);
        Products(residuals, rows);
    }

    public void Variation()
    {
        if (objective.As<ISecondVariation>() is not { } variation)
        {
            return;
        }
        var rows = Whole(variation);
        Products(variation, rows);
        var step = Differences.Block(1, size);
        var product = new double[variation.RowCount];
        variation.Multiply(x, step, product, team);
        double[] Chords(double[] parameter)
        {
            var chords = new double[variation.RowCount];
            var h = parameter[0];
            variation.Chords(x, step.Select(s => h * s).ToArray(), chords, team);
            return chords;
        }
        own.Agree("chords to first order", product, own.Along(Chords, [0.0], [1.0]), [0.0], product);
        if (objective.As<IResiduals>() is { } residuals)
        {
            var (gram, normal) = (new double[size], new double[size]);
            new GramOperator(new MatrixOperator(variation, x)).Apply(step, gram, team);
            new ScaledOperator(2.0, new GramOperator(new MatrixOperator(residuals, x))).Apply(step, normal, team);
            Differences.Near("2JᵀJ", normal, gram, 1e-12 * Differences.Largest(normal));
        }
        WhereTheModelIsLinear(variation);
    }

    /// <summary>The second derivative of the loss along a direction that bends no model is that of the variation.</summary>
    private void WhereTheModelIsLinear(ISecondVariation variation)
    {
        if (subject.Linear.Count == 0)
        {
            return;
        }
        var direction = new double[size];
        foreach (var index in subject.Linear)
        {
            direction[index] = Math.Cos(2.1 * index);
        }
        var product = new double[variation.RowCount];
        variation.Multiply(x, direction, product, team);
        var slopes = values.Along(GradientAt, x, direction);
        var second = slopes.Select((slope, i) => slope * direction[i]).Sum();
        values.Agree("the second derivative", [product.Sum(p => p * p)], [second], x, GradientAt(x));
    }

    private double[] Whole(IMatrixRows matrix)
    {
        var count = matrix.RowCount;
        var rows = new double[count * size];
        matrix.Rows(x, 0, count, rows, WorkerTeam.Sequential);
        var parts = new double[rows.Length];
        var cut = Math.Min(count, (count / 3) + 1);
        matrix.Rows(x, 0, cut, parts.AsMemory(0, cut * size), team);
        matrix.Rows(x, cut, count - cut, parts.AsMemory(cut * size), team);
        Differences.Same("rows in portions", rows, parts);
        return rows;
    }

    private void Products(IMatrixRows matrix, double[] rows)
    {
        var dense = new DenseOperator(rows, matrix.RowCount, size);
        var linear = new MatrixOperator(matrix, x);
        Compare("Mv", dense.Apply, linear.Apply, size, matrix.RowCount);
        Compare("Mᵀw", dense.ApplyTransposed, linear.ApplyTransposed, matrix.RowCount, size);
    }

    private delegate void Multiply(ReadOnlyMemory<double> vectors, Memory<double> products, WorkerTeam team);

    private void Compare(string what, Multiply exact, Multiply multiply, int from, int to)
    {
        const int K = 2;
        var vectors = Differences.Block(K, from);
        var (expected, products) = (new double[K * to], new double[K * to]);
        exact(vectors, expected, WorkerTeam.Sequential);
        multiply(vectors, products, team);
        Differences.Near(what, expected, products, 1e-12 * Differences.Largest(expected));
        var one = new double[to];
        multiply(vectors.AsMemory(from), one, WorkerTeam.Sequential);
        Differences.Same($"{what} in a block", one, products[to..]);
    }

    private double Loss(double[] point)
    {
        var loss = new double[1];
        objective.Values(point, loss, default, default, WorkerTeam.Sequential);
        return loss[0];
    }

    private double[] GradientAt(double[] point)
    {
        var gradient = new double[size];
        objective.Gradient(point, gradient, default, WorkerTeam.Sequential);
        return gradient;
    }
}
