using Thalweg.Numerics.Objectives;

namespace Thalweg.Optimization.Tests.FirstOrder;

/// <summary>SOAP for one matrix, written from the paper's Algorithm 3 with matrices of columns, Jacobi rotations and Gram and Schmidt.</summary>
internal sealed class SlowSoap(ParameterTensor tensor, double[,] start, double beta, double every, int max)
{
    private const double Epsilon = 1e-8;
    private readonly int rows = tensor.Rows;
    private readonly int columns = tensor.Columns;
    private double[,] mean = new double[tensor.Rows, tensor.Columns];
    private double[,] square = new double[tensor.Rows, tensor.Columns];
    private double[,] l = new double[tensor.Rows, tensor.Rows];
    private double[,] r = new double[tensor.Columns, tensor.Columns];
    private double[,] ql = Identity(tensor.Rows);
    private double[,] qr = Identity(tensor.Columns);
    private int steps;

    public double[,] Weights { get; private set; } = start;

    public void Step(double rate, double[,] g)
    {
        if (steps > 0)
        {
            var turned = Times(Times(Transpose(ql), g), qr);
            // The mean stays in the coordinates of the weights, as in the paper.
            mean = Each(mean, g, (m, x) => (0.9 * m) + (0.1 * x));
            square = Each(square, turned, (v, x) => (beta * v) + ((1 - beta) * x * x));
            var (first, second) = (1 - Math.Pow(0.9, steps), 1 - Math.Pow(beta, steps));
            var step = Each(
                Times(Times(Transpose(ql), mean), qr),
                square,
                (m, v) => m / first / (Math.Sqrt(v / second) + Epsilon)
            );
            Weights = Each(Weights, Times(Times(ql, step), Transpose(qr)), (w, n) => w - (rate * n));
        }
        l = Each(l, Times(g, Transpose(g)), (a, x) => (beta * a) + ((1 - beta) * x));
        r = Each(r, Times(Transpose(g), g), (a, x) => (beta * a) + ((1 - beta) * x));
        if (steps == 0)
        {
            ql = rows <= max ? Jacobi(l) : ql;
            qr = columns <= max ? Jacobi(r) : qr;
        }
        else if (steps % every == 0)
        {
            if (rows <= max)
            {
                var order = Order(l, ql);
                var before = square;
                square = Of(rows, columns, (i, j) => before[order[i], j]);
                ql = GramSchmidt(Times(l, Picked(ql, order)));
            }
            if (columns <= max)
            {
                var order = Order(r, qr);
                var before = square;
                square = Of(rows, columns, (i, j) => before[i, order[j]]);
                qr = GramSchmidt(Times(r, Picked(qr, order)));
            }
        }
        steps++;
    }

    public static double[,] Of(int rows, int columns, Func<int, int, double> at)
    {
        var made = new double[rows, columns];
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < columns; j++)
            {
                made[i, j] = at(i, j);
            }
        }
        return made;
    }

    public static double[,] Times(double[,] a, double[,] b) =>
        Of(a.GetLength(0), b.GetLength(1), (i, j) => Enumerable.Range(0, b.GetLength(0)).Sum(k => a[i, k] * b[k, j]));

    public static double[,] Transpose(double[,] a) => Of(a.GetLength(1), a.GetLength(0), (i, j) => a[j, i]);

    /// <summary>Orthonormal columns with the same spans.</summary>
    public static double[,] GramSchmidt(double[,] a)
    {
        var n = a.GetLength(0);
        var q = (double[,])a.Clone();
        for (var j = 0; j < n; j++)
        {
            for (var round = 0; round < 2; round++)
            {
                for (var k = 0; k < j; k++)
                {
                    var dot = Enumerable.Range(0, n).Sum(i => q[i, k] * q[i, j]);
                    for (var i = 0; i < n; i++)
                    {
                        q[i, j] -= dot * q[i, k];
                    }
                }
            }
            var norm = Math.Sqrt(Enumerable.Range(0, n).Sum(i => q[i, j] * q[i, j]));
            for (var i = 0; i < n; i++)
            {
                q[i, j] /= norm;
            }
        }
        return q;
    }

    private static double[,] Identity(int n) => Of(n, n, (i, j) => i == j ? 1 : 0);

    private static double[,] Each(double[,] a, double[,] b, Func<double, double, double> of) =>
        Of(a.GetLength(0), a.GetLength(1), (i, j) => of(a[i, j], b[i, j]));

    private static double[,] Picked(double[,] q, int[] order) =>
        Of(q.GetLength(0), order.Length, (i, j) => q[i, order[j]]);

    private static int[] Order(double[,] a, double[,] q)
    {
        var estimates = Times(Times(Transpose(q), a), q);
        return [.. Enumerable.Range(0, a.GetLength(0)).OrderByDescending(i => estimates[i, i])];
    }

    private static double[,] Jacobi(double[,] symmetric)
    {
        var n = symmetric.GetLength(0);
        var a = (double[,])symmetric.Clone();
        var q = Identity(n);
        for (var sweep = 0; sweep < 60; sweep++)
        {
            for (var i = 0; i < n; i++)
            {
                for (var j = i + 1; j < n; j++)
                {
                    if (Math.Abs(a[i, j]) < 1e-300)
                    {
                        continue;
                    }
                    var angle = 0.5 * Math.Atan2(2 * a[i, j], a[j, j] - a[i, i]);
                    var (s, c) = Math.SinCos(angle);
                    var turn = Identity(n);
                    (turn[i, i], turn[j, j], turn[i, j], turn[j, i]) = (c, c, s, -s);
                    a = Times(Times(Transpose(turn), a), turn);
                    q = Times(q, turn);
                }
            }
        }
        return Picked(q, Order(symmetric, q));
    }
}
