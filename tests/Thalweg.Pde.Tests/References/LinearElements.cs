namespace Thalweg.Pde.Tests.References;

/// <summary>−Δu = 1 by linear elements on halved squares of side 1/n, u = 0 on the boundary: the stencil of five points, solved by conjugate
/// gradients. A slow twin that knows nothing of corners.</summary>
internal static class LinearElements
{
    /// <summary>∫u and u(−½, ½).</summary>
    /// <param name="n">Squares to a unit of length, even.</param>
    /// <param name="isSlit">The square with a slit, else the L-shape.</param>
    public static (double Integral, double Middle) Solve(int n, bool isSlit)
    {
        var width = 2 * n + 1;
        bool IsFree(int i, int j) =>
            i is > 0 && i < 2 * n && j is > 0 && j < 2 * n && !(isSlit ? j == n && i >= n : j <= n && i >= n);
        var free = new bool[width * width];
        for (var j = 0; j < width; j++)
        {
            for (var i = 0; i < width; i++)
            {
                free[j * width + i] = IsFree(i, j);
            }
        }
        var h = 1.0 / n;
        var (u, r, p, q) = (
            new double[free.Length],
            new double[free.Length],
            new double[free.Length],
            new double[free.Length]
        );
        for (var k = 0; k < free.Length; k++)
        {
            r[k] = free[k] ? h * h : 0;
        }
        r.CopyTo(p, 0);
        var square = Dot(r, r);
        var end = 1e-26 * square;
        while (square > end)
        {
            for (var k = 0; k < free.Length; k++)
            {
                q[k] = free[k] ? 4 * p[k] - p[k - 1] - p[k + 1] - p[k - width] - p[k + width] : 0;
            }
            var step = square / Dot(p, q);
            for (var k = 0; k < free.Length; k++)
            {
                u[k] += step * p[k];
                r[k] -= step * q[k];
            }
            var next = Dot(r, r);
            for (var k = 0; k < free.Length; k++)
            {
                p[k] = r[k] + next / square * p[k];
            }
            square = next;
        }
        return (h * h * u.Sum(), u[3 * n / 2 * width + n / 2]);
    }

    private static double Dot(double[] a, double[] b)
    {
        var sum = 0.0;
        for (var k = 0; k < a.Length; k++)
        {
            sum += a[k] * b[k];
        }
        return sum;
    }
}
