using System.Numerics;
using Thalweg.Pde.References;

namespace Thalweg.Pde.Classical;

/// <summary>Sums Σ_i v_i sin(πij/n), i, j = 1, …, n − 1, along one axis of an array after the other.</summary>
/// <remarks>By Fourier transforms of 2n numbers, two lines in each.</remarks>
internal sealed class SineTransform(int size)
{
    private readonly FourierTransform transform = new(2 * size);
    private readonly Complex[] line = new Complex[2 * size];

    /// <summary>Along all axes of [n − 1, …, n − 1], in place.</summary>
    public void Along(Span<double> values, int dimension, CancellationToken cancellation)
    {
        var inner = size - 1;
        for (var (axis, stride) = (0, 1); axis < dimension; axis++, stride *= inner)
        {
            var lines = values.Length / inner;
            for (var at = 0; at < lines; at += 2)
            {
                cancellation.ThrowIfCancellationRequested();
                Pair(values, Begin(at, stride, inner), at + 1 < lines ? Begin(at + 1, stride, inner) : null, stride);
            }
        }
    }

    private static int Begin(int line, int stride, int inner) => line / stride * stride * inner + line % stride;

    private void Pair(Span<double> values, int? first, int? second, int stride)
    {
        Array.Clear(line);
        for (var i = 1; i < size; i++)
        {
            line[i] = new Complex(
                values[first!.Value + (i - 1) * stride],
                second is { } other ? values[other + (i - 1) * stride] : 0
            );
            line[2 * size - i] = -line[i];
        }
        transform.Forward(line);
        for (var j = 1; j < size; j++)
        {
            values[first!.Value + (j - 1) * stride] = -0.5 * line[j].Imaginary;
            if (second is { } other)
            {
                values[other + (j - 1) * stride] = 0.5 * line[j].Real;
            }
        }
    }
}
