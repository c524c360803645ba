using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Tests.Shared.Conformance;

/// <summary>Values, gradients and Hessians against each other.</summary>
internal sealed class ValueChecks(IObjective objective, ConformanceCase subject, WorkerTeam team)
{
    private readonly double[] x = subject.Point;
    private readonly int size = objective.ParameterCount;
    private readonly int terms = objective.TermNames.Count;
    private readonly Differences differences = new(subject.Rounding, subject.StepFactor);

    /// <summary>A value has the same bits alone, in a batch, and for any number of threads; its terms sum to it; it is above its bound.</summary>
    public void Batches()
    {
        Assert.Equal(size, x.Length);
        double[][] points = [x, Differences.Moved(x, 0.01, Differences.Block(1, size)), new double[size]];
        var metrics = objective.MetricNames.Count;
        var (losses, all, measured) = (new double[3], new double[3 * terms], new double[3 * metrics]);
        objective.Values(points.SelectMany(p => p).ToArray(), losses, all, measured, team);
        for (var k = 0; k < points.Length; k++)
        {
            var (loss, one, metric) = (new double[1], new double[terms], new double[metrics]);
            objective.Values(points[k], loss, one, metric, WorkerTeam.Sequential);
            Differences.Same("a loss in a batch", loss, [losses[k]]);
            Differences.Same("terms in a batch", one, all[(k * terms)..((k + 1) * terms)]);
            Differences.Same("metrics in a batch", metric, measured[(k * metrics)..((k + 1) * metrics)]);
            objective.Values(points[k], one = new double[1], default, default, WorkerTeam.Sequential);
            Differences.Same("a loss alone", loss, one);
            if (terms > 0 && double.IsFinite(loss[0]))
            {
                var row = all.AsSpan(k * terms, terms).ToArray();
                Differences.Near("the sum of the terms", loss, [row.Sum()], 1e-13 * row.Sum(Math.Abs));
            }
            Assert.True(!(loss[0] < objective.LowerBound - (1e-12 * Math.Abs(loss[0]))), "a loss is below its bound");
        }
    }

    public void Gradient()
    {
        var (gradient, ownTerms, threaded) = (new double[size], new double[terms], new double[size]);
        var loss = objective.Gradient(x, gradient, ownTerms, WorkerTeam.Sequential);
        var values = Values(x);
        Differences.Same("loss and terms of a gradient", values, [loss, .. ownTerms]);
        Differences.Same("the loss of a threaded gradient", [loss], [objective.Gradient(x, threaded, default, team)]);
        Differences.Same("a threaded gradient", gradient, threaded);
        differences.Agree("the gradient", gradient, differences.Jacobian(Loss, x), x, [loss]);
    }

    /// <summary>A gradient has the same bits alone and in a batch, for any number of threads.</summary>
    public void Gradients()
    {
        const int K = 3;
        var points = Enumerable
            .Range(0, K)
            .SelectMany(k => Differences.Moved(x, 0.01 * k, Differences.Block(1, size)))
            .ToArray();
        var (losses, gradients, all) = (new double[K], new double[K * size], new double[K * terms]);
        objective.Gradients(points, losses, gradients, all, team);
        for (var k = 0; k < K; k++)
        {
            var (gradient, ownTerms) = (new double[size], new double[terms]);
            var point = points.AsMemory(k * size, size);
            var loss = objective.Gradient(point, gradient, ownTerms, WorkerTeam.Sequential);
            Differences.Same("a loss in a batch of gradients", [loss], [losses[k]]);
            Differences.Same("terms in a batch of gradients", ownTerms, all[(k * terms)..((k + 1) * terms)]);
            Differences.Same("a gradient in a batch", gradient, gradients[(k * size)..((k + 1) * size)]);
        }
        Assert.ThrowsAny<ArgumentException>(() =>
            objective.Gradients(points, losses, gradients.AsMemory(1), default, team)
        );
    }

    public void TermGradients()
    {
        if (objective.As<ITermGradients>() is not { } capability)
        {
            return;
        }
        var (rows, ownTerms) = (new double[terms * size], new double[terms]);
        capability.TermGradients(x, rows, ownTerms, team);
        var values = Values(x)[1..];
        Differences.Same("terms beside their gradients", values, ownTerms);
        var expected = differences.Jacobian(point => Values(point)[1..], x);
        differences.Agree("gradients of the terms", rows, expected, x, values);
        var sum = Enumerable.Range(0, size).Select(p => Enumerable.Range(0, terms).Sum(t => rows[(t * size) + p]));
        Differences.Near(
            "the sum of the terms' gradients",
            GradientAt(x),
            [.. sum],
            10 * subject.Rounding * Differences.Largest(rows)
        );
    }

    public void Hessian()
    {
        if (objective.As<ILinearizable>() is not { } capability)
        {
            return;
        }
        const int K = 3;
        var hessian = capability.LinearizeAt(x, team);
        Assert.Equal((size, size, true), (hessian.Rows, hessian.Columns, hessian.IsSymmetric));
        var (vectors, products) = (Differences.Block(K, size), new double[K * size]);
        hessian.Apply(vectors, products, team);
        var again = new double[K * size];
        hessian.ApplyTransposed(vectors, again, WorkerTeam.Sequential);
        Differences.Same("transposed products", products, again);
        var gradient = GradientAt(x);
        for (var k = 0; k < K; k++)
        {
            var v = vectors[(k * size)..((k + 1) * size)];
            var product = products[(k * size)..((k + 1) * size)];
            var one = new double[size];
            hessian.Apply(v, one, WorkerTeam.Sequential);
            Differences.Same("a product in a block", one, product);
            differences.Agree("a product of the Hessian", product, differences.Along(GradientAt, x, v), x, gradient);
        }
    }

    /// <summary>A loss has the same bits beside what it sums, and is no larger than that.</summary>
    public void Summands()
    {
        if (objective.As<ISummands>() is not { } capability)
        {
            return;
        }
        Assert.Contains(capability.Epsilon, (double[])[Math.ScaleB(1, -52), Math.ScaleB(1, -23)]);
        var moved = Differences.Moved(x, 0.01, Differences.Block(1, size));
        var (losses, magnitudes) = (new double[2], new double[2]);
        capability.ValuesAndMagnitudes((double[])[.. x, .. moved], losses, magnitudes, team);
        Differences.Same("losses beside magnitudes", [Values(x)[0], Values(moved)[0]], losses);
        for (var k = 0; k < 2; k++)
        {
            var (loss, magnitude) = (new double[1], new double[1]);
            capability.ValuesAndMagnitudes(k == 0 ? x : moved, loss, magnitude, WorkerTeam.Sequential);
            Differences.Same("a magnitude in a batch", magnitude, [magnitudes[k]]);
            Assert.True(magnitude[0] >= Math.Abs(loss[0]) * (1 - 1e-12), "a loss is larger than all it sums");
        }
    }

    private double[] Loss(double[] point) => Values(point)[..1];

    /// <summary>The loss, then its terms.</summary>
    private double[] Values(double[] point)
    {
        var (loss, ownTerms) = (new double[1], new double[terms]);
        objective.Values(point, loss, ownTerms, default, WorkerTeam.Sequential);
        return [loss[0], .. ownTerms];
    }

    private double[] GradientAt(double[] point)
    {
        var gradient = new double[size];
        objective.Gradient(point, gradient, default, WorkerTeam.Sequential);
        return gradient;
    }
}
