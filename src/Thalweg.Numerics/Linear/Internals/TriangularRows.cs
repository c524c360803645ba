using System.Runtime.CompilerServices;
using Thalweg.Numerics.Simd;

namespace Thalweg.Numerics.Linear;

/// <summary>The part of a forward substitution L X = Y that the matrix kernel cannot do: up to four rows that depend on each other.</summary>
internal static unsafe class TriangularRows<TLane>
    where TLane : struct, ILane<TLane>, ILaneMemory<TLane, double>
{
    /// <summary>Rows that are solved together.</summary>
    public const int Count = 4;

    /// <summary>x_j = (y_j + Σ_k&lt;j factor[j, k] x_k) / factor[j, j], in place, k ascending.</summary>
    /// <param name="factor">Row by row: the diagonal of L, and −L to the left of it.</param>
    /// <param name="factorRow">Distance between rows of the factor.</param>
    /// <param name="values">[rows, columns]: Y, then X.</param>
    /// <param name="valuesRow">Distance between rows of the values; negative to solve upwards.</param>
    /// <param name="rows">At most <see cref="Count"/>.</param>
    /// <param name="columns">A multiple of the lanes.</param>
    [MethodImpl(Compilation.Apart)]
    public static void Solve(double* factor, nint factorRow, double* values, nint valuesRow, int rows, int columns)
    {
        var f1 = factor + factorRow;
        var f2 = f1 + factorRow;
        var f3 = f2 + factorRow;
        var v1 = values + valuesRow;
        var v2 = v1 + valuesRow;
        var v3 = v2 + valuesRow;
        for (var c = 0; c < columns; c += TLane.Count)
        {
            var x0 = TLane.Load(values + c) / TLane.Spread(factor);
            x0.Store(values + c);
            if (rows == 1)
            {
                continue;
            }
            var x1 = TLane.FusedMultiplyAdd(TLane.Spread(f1), x0, TLane.Load(v1 + c)) / TLane.Spread(f1 + 1);
            x1.Store(v1 + c);
            if (rows == 2)
            {
                continue;
            }
            var x2 = TLane.FusedMultiplyAdd(TLane.Spread(f2), x0, TLane.Load(v2 + c));
            x2 = TLane.FusedMultiplyAdd(TLane.Spread(f2 + 1), x1, x2) / TLane.Spread(f2 + 2);
            x2.Store(v2 + c);
            if (rows == 3)
            {
                continue;
            }
            var x3 = TLane.FusedMultiplyAdd(TLane.Spread(f3), x0, TLane.Load(v3 + c));
            x3 = TLane.FusedMultiplyAdd(TLane.Spread(f3 + 1), x1, x3);
            x3 = TLane.FusedMultiplyAdd(TLane.Spread(f3 + 2), x2, x3) / TLane.Spread(f3 + 3);
            x3.Store(v3 + c);
        }
    }
}
