using System.Runtime.CompilerServices;
using Thalweg.Numerics.Simd;

namespace Thalweg.Numerics.Linear;

/// <summary>Blocks of 5 rows × 4 vectors, for products that are made of them alone and registers of 512 bits, of which there are 32.</summary>
/// <remarks>A multiply-add takes 0.45 loads where a block of 4 × 3 takes 0.58, and a block begins and ends less often. Every entry is the same
/// chain.</remarks>
internal static unsafe class WideBlocks<TVector, TNumber, TOperations>
    where TVector : struct
    where TNumber : unmanaged
    where TOperations : struct, IVectorOperations<TVector, TNumber>
{
    private const int Rows = 5;
    private const int Vectors = 4;

    /// <summary>Whether a product is made of whole blocks.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Fit(int rows, int vectors) =>
        sizeof(TNumber) * TOperations.Count == 64 && rows > 0 && rows % Rows == 0 && vectors % Vectors == 0;

    /// <summary>Computes C.</summary>
    [MethodImpl(Compilation.Apart)]
    public static void Multiply(in MatrixProduct<TNumber> product)
    {
        var lanes = TOperations.Count;
        var aRow = product.ARow;
        var aColumn = product.AColumn;
        var bRow = product.BRow;
        var cRow = product.CRow;
        var depth = product.Depth;
        var rows = product.Rows;
        for (var column = 0; column < product.Columns; column += Vectors * lanes)
        {
            var a = product.A;
            var c = product.C + column;
            var bias = product.Bias;
            for (var row = 0; row < rows; row += Rows, a += Rows * aRow, c += Rows * cRow)
            {
                TVector s00,
                    s01,
                    s02,
                    s03,
                    s10,
                    s11,
                    s12,
                    s13,
                    s20,
                    s21,
                    s22,
                    s23,
                    s30,
                    s31,
                    s32,
                    s33,
                    s40,
                    s41,
                    s42,
                    s43;
                s00 =
                    s01 =
                    s02 =
                    s03 =
                    s10 =
                    s11 =
                    s12 =
                    s13 =
                    s20 =
                    s21 =
                    s22 =
                    s23 =
                    s30 =
                    s31 =
                    s32 =
                    s33 =
                    s40 =
                    s41 =
                    s42 =
                    s43 =
                        default;
                if (product.Accumulate)
                {
                    Load(c, out s00, out s01, out s02, out s03);
                    Load(c + 1 * cRow, out s10, out s11, out s12, out s13);
                    Load(c + 2 * cRow, out s20, out s21, out s22, out s23);
                    Load(c + 3 * cRow, out s30, out s31, out s32, out s33);
                    Load(c + 4 * cRow, out s40, out s41, out s42, out s43);
                }
                else if (bias != null && column < product.BiasColumns)
                {
                    var covered = (product.BiasColumns - column) / lanes;
                    Spread(bias, covered, out s00, out s01, out s02, out s03);
                    Spread(bias + 1, covered, out s10, out s11, out s12, out s13);
                    Spread(bias + 2, covered, out s20, out s21, out s22, out s23);
                    Spread(bias + 3, covered, out s30, out s31, out s32, out s33);
                    Spread(bias + 4, covered, out s40, out s41, out s42, out s43);
                    bias += Rows;
                }
                var b = product.B + column;
                var a0 = a;
                var a3 = a + 3 * aRow;
                for (var k = depth; k > 0; k--)
                {
                    var b0 = TOperations.Load(b);
                    var b1 = TOperations.Load(b + lanes);
                    var b2 = TOperations.Load(b + 2 * lanes);
                    var b3 = TOperations.Load(b + 3 * lanes);
                    b += bRow;
                    var x = TOperations.Spread(a0);
                    s00 = TOperations.FusedMultiplyAdd(x, b0, s00);
                    s01 = TOperations.FusedMultiplyAdd(x, b1, s01);
                    s02 = TOperations.FusedMultiplyAdd(x, b2, s02);
                    s03 = TOperations.FusedMultiplyAdd(x, b3, s03);
                    x = TOperations.Spread(a0 + aRow);
                    s10 = TOperations.FusedMultiplyAdd(x, b0, s10);
                    s11 = TOperations.FusedMultiplyAdd(x, b1, s11);
                    s12 = TOperations.FusedMultiplyAdd(x, b2, s12);
                    s13 = TOperations.FusedMultiplyAdd(x, b3, s13);
                    x = TOperations.Spread(a0 + 2 * aRow);
                    s20 = TOperations.FusedMultiplyAdd(x, b0, s20);
                    s21 = TOperations.FusedMultiplyAdd(x, b1, s21);
                    s22 = TOperations.FusedMultiplyAdd(x, b2, s22);
                    s23 = TOperations.FusedMultiplyAdd(x, b3, s23);
                    x = TOperations.Spread(a3);
                    s30 = TOperations.FusedMultiplyAdd(x, b0, s30);
                    s31 = TOperations.FusedMultiplyAdd(x, b1, s31);
                    s32 = TOperations.FusedMultiplyAdd(x, b2, s32);
                    s33 = TOperations.FusedMultiplyAdd(x, b3, s33);
                    x = TOperations.Spread(a3 + aRow);
                    s40 = TOperations.FusedMultiplyAdd(x, b0, s40);
                    s41 = TOperations.FusedMultiplyAdd(x, b1, s41);
                    s42 = TOperations.FusedMultiplyAdd(x, b2, s42);
                    s43 = TOperations.FusedMultiplyAdd(x, b3, s43);
                    a0 += aColumn;
                    a3 += aColumn;
                }
                Store(c, s00, s01, s02, s03);
                Store(c + 1 * cRow, s10, s11, s12, s13);
                Store(c + 2 * cRow, s20, s21, s22, s23);
                Store(c + 3 * cRow, s30, s31, s32, s33);
                Store(c + 4 * cRow, s40, s41, s42, s43);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Load(TNumber* c, out TVector s0, out TVector s1, out TVector s2, out TVector s3)
    {
        s0 = TOperations.Load(c);
        s1 = TOperations.Load(c + TOperations.Count);
        s2 = TOperations.Load(c + 2 * TOperations.Count);
        s3 = TOperations.Load(c + 3 * TOperations.Count);
    }

    // A block may reach past the columns that have a bias.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Spread(
        TNumber* bias,
        int covered,
        out TVector s0,
        out TVector s1,
        out TVector s2,
        out TVector s3
    )
    {
        s0 = TOperations.Spread(bias);
        s1 = covered > 1 ? s0 : default;
        s2 = covered > 2 ? s0 : default;
        s3 = covered > 3 ? s0 : default;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(TNumber* c, TVector s0, TVector s1, TVector s2, TVector s3)
    {
        TOperations.Store(s0, c);
        TOperations.Store(s1, c + TOperations.Count);
        TOperations.Store(s2, c + 2 * TOperations.Count);
        TOperations.Store(s3, c + 3 * TOperations.Count);
    }
}
