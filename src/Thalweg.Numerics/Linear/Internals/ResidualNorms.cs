using Thalweg.Numerics.Parallel;
using Thalweg.Numerics.Simd;

namespace Thalweg.Numerics.Linear;

/// <summary>‖Av − λv‖₂ of pairs; an item is some of them.</summary>
internal sealed unsafe class ResidualNorms<TLane>(
    double[] matrix,
    int stride,
    double[] values,
    double[] vectors,
    double[] norms
) : IWork
    where TLane : struct, ILane<TLane>, ILaneMemory<TLane, double>
{
    private const int Part = 32;

    /// <param name="matrix">A, [n, stride], symmetric.</param>
    /// <param name="vectors">[n, n], row by row.</param>
    /// <returns>[n].</returns>
    public static double[] Of(double[] matrix, int stride, double[] values, double[] vectors, WorkerTeam team)
    {
        var norms = new double[values.Length];
        team.Run((values.Length + Part - 1) / Part, new ResidualNorms<TLane>(matrix, stride, values, vectors, norms));
        return norms;
    }

    public void Run(int item, int worker)
    {
        var n = values.Length;
        var first = item * Part;
        var count = Math.Min(Part, n - first);
        var images = new double[count * stride];
        fixed (
            double* a = vectors,
                b = matrix,
                c = images
        )
        {
            MatrixKernel<TLane, double>.Multiply(
                new MatrixProduct<double>
                {
                    A = a + ((nint)first * n),
                    ARow = n,
                    AColumn = 1,
                    B = b,
                    BRow = stride,
                    C = c,
                    CRow = stride,
                    Rows = count,
                    Columns = stride,
                    Depth = n,
                }
            );
        }
        for (var k = 0; k < count; k++)
        {
            var image = images.AsSpan(k * stride, n);
            Vectors.Combine(image, -values[first + k], vectors.AsSpan((first + k) * n, n), image);
            norms[first + k] = Vectors.Norm(image);
        }
    }
}
