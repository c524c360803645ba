using System.Runtime.Intrinsics;
using Thalweg.Numerics.Simd;

namespace Thalweg.Numerics.Linear;

/// <summary>
/// The reflections Qᵀ = I − V Tᵀ Vᵀ that make one tall block of <see cref="Edge"/> columns upper triangular.
/// </summary>
/// <remarks>
/// <para>V stays in the block below the diagonal; its first rows lie in <see cref="Top"/> besides, with their diagonal and without
/// the triangle R that has taken their place. All work runs on the one matrix kernel, so every number is a chain of fused
/// multiply-adds in a fixed order.</para>
/// <para>Source: [GolubVanLoan2013, §5.2]; compact form [SchreiberVanLoan1989].</para>
/// </remarks>
internal readonly unsafe struct HouseholderBlock<TLane>
    where TLane : struct, ILane<TLane>, ILaneMemory<TLane, double>
{
    /// <summary>Columns of a block; a whole number of register blocks of either lane width.</summary>
    public const int Edge = DampedLeastSquares.Edge;

    // Columns that depend on each other at once, before the rest of the block follows.
    private const int Narrow = 8;

    // Rows of V and of what it is applied to that the nearer caches hold together.
    private const int Chunk = 128;

    /// <summary>Numbers of <see cref="Top"/> and of <see cref="Triangle"/>.</summary>
    public const int Square = Edge * Edge;

    /// <summary>Numbers of scratch memory that the methods need.</summary>
    public const int Scratch = 2 * Square;

    /// <summary>[Height, Edge] row by row.</summary>
    public double* Block { get; init; }

    /// <summary>Rows, at least <see cref="Edge"/>.</summary>
    public int Height { get; init; }

    /// <summary>[Edge, Edge]: the first rows of V.</summary>
    public double* Top { get; init; }

    /// <summary>[Edge, Edge]: −T, upper triangular.</summary>
    public double* Triangle { get; init; }

    /// <summary>Replaces the block by R on and above its diagonal and V below it.</summary>
    public void Factorize(double* scratch)
    {
        new Span<double>(Top, Square).Clear();
        new Span<double>(Triangle, Square).Clear();
        var scales = stackalloc double[Edge];
        for (var first = 0; first < Edge; first += Narrow)
        {
            for (var j = first; j < first + Narrow; j++)
            {
                scales[j] = Reflect(j, first);
            }
            var narrow = At(first, Narrow);
            narrow.Combine(scales + first, scratch);
            narrow.Apply(Block + first * Edge + first + Narrow, Edge - first - Narrow, scratch);
        }
        At(0, Edge).Combine(scales, scratch);
    }

    /// <summary>C ← Qᵀ C for another block.</summary>
    /// <param name="target">C, [Height, Edge].</param>
    public void ApplyToBlock(double* target, double* scratch) => At(0, Edge).Apply(target, Edge, scratch);

    /// <summary>c ← Qᵀ c for a single column.</summary>
    /// <param name="target">c, [Height].</param>
    public void Apply(double* target, double* scratch)
    {
        var products = scratch;
        var shares = scratch + Edge;
        var rest = Block + Square;
        var below = target + Edge;
        Row(target, Top, Edge, products, false);
        for (var first = 0; first < Height - Edge; first += Chunk)
        {
            Row(below + first, rest + (nint)first * Edge, Math.Min(Chunk, Height - Edge - first), products, true);
        }
        Row(products, Triangle, Edge, shares, false);
        AddProducts(Top, shares, target, Edge);
        AddProducts(rest, shares, below, Height - Edge);
    }

    // sums[c] = Σ_n a[n] B[n, c].
    private static void Row(double* a, double* b, int depth, double* sums, bool accumulate) =>
        StridedProduct<TLane>.Multiply(a, 0, 1, b, Edge, sums, Edge, 1, Edge, depth, accumulate);

    // target[n] += Σ_c B[n, c] s[c]: eight chains, then a fixed tree.
    private static void AddProducts(double* b, double* shares, double* target, int rows)
    {
        for (var n = 0; n < rows; n++, b += Edge)
        {
            var low = Vector256<double>.Zero;
            var high = Vector256<double>.Zero;
            for (var c = 0; c < Edge; c += 8)
            {
                low = Vector256.FusedMultiplyAdd(Vector256.Load(b + c), Vector256.Load(shares + c), low);
                high = Vector256.FusedMultiplyAdd(Vector256.Load(b + c + 4), Vector256.Load(shares + c + 4), high);
            }
            target[n] += Vector256.Sum(low + high);
        }
    }

    // One reflection, over the narrow columns from it on. The vector v keeps the entries of its column, and v_j = α − β.
    private double Reflect(int j, int first)
    {
        var pivot = Block + j * Edge;
        var below = pivot + Edge;
        var rows = Height - j - 1;
        var sums = stackalloc double[Narrow];
        StridedProduct<TLane>.Multiply(below + j, 0, Edge, below + first, Edge, sums, Narrow, 1, Narrow, rows, false);
        var alpha = pivot[j];
        var rest = sums[j - first];
        if (rest == 0.0)
        {
            return 0.0;
        }
        var norm = Math.Sqrt(Math.FusedMultiplyAdd(alpha, alpha, rest));
        var beta = alpha > 0.0 ? -norm : norm;
        var head = alpha - beta;
        var scale = -1.0 / (beta * head);
        for (var c = 0; c < Narrow; c++)
        {
            var column = first + c;
            sums[c] = column > j ? -scale * Math.FusedMultiplyAdd(head, pivot[column], sums[c]) : 0.0;
            pivot[column] = column > j ? Math.FusedMultiplyAdd(sums[c], head, pivot[column]) : pivot[column];
        }
        StridedProduct<TLane>.Multiply(below + j, Edge, 0, sums, Narrow, below + first, Edge, rows, Narrow, 1, true);
        pivot[j] = beta;
        Top[j * (Edge + 1)] = head;
        return scale;
    }

    private Part At(int first, int width) =>
        new(
            Top + first * (Edge + 1),
            Block + (first + width) * Edge + first,
            Height - first - width,
            Triangle + first * (Edge + 1),
            width,
            Block + first * (Edge + 1)
        );

    /// <summary>Some neighbouring reflections of the block.</summary>
    private readonly struct Part(double* top, double* rest, int rows, double* triangle, int width, double* corner)
    {
        // −T from the products of the vectors.
        public void Combine(double* scales, double* gram)
        {
            for (var r = 0; r < width; r++)
            {
                for (var c = 0; c < r; c++)
                {
                    top[r * Edge + c] = scales[c] == 0.0 ? 0.0 : corner[r * Edge + c];
                }
            }
            StridedProduct<TLane>.Multiply(top, 1, Edge, top, Edge, gram, Edge, width, width, width, false);
            Products(rest, width, gram);
            for (var j = 0; j < width; j++)
            {
                ReflectionTriangle.Extend(triangle, Edge, j, gram + j, Edge, scales[j]);
            }
        }

        public void Apply(double* target, int columns, double* scratch)
        {
            if (columns == 0)
            {
                return;
            }
            var products = scratch;
            var shares = scratch + Square;
            var below = target + width * Edge;
            StridedProduct<TLane>.Multiply(top, 1, Edge, target, Edge, products, Edge, width, columns, width, false);
            Products(below, columns, products);
            StridedProduct<TLane>.Multiply(
                triangle,
                1,
                Edge,
                products,
                Edge,
                shares,
                Edge,
                width,
                columns,
                width,
                false
            );
            StridedProduct<TLane>.Multiply(top, Edge, 1, shares, Edge, target, Edge, width, columns, width, true);
            StridedProduct<TLane>.Multiply(rest, Edge, 1, shares, Edge, below, Edge, rows, columns, width, true);
        }

        // products += Vᵀ C below the first rows.
        private void Products(double* below, int columns, double* products)
        {
            for (var first = 0; first < rows; first += Chunk)
            {
                var depth = Math.Min(Chunk, rows - first);
                var v = rest + (nint)first * Edge;
                StridedProduct<TLane>.Multiply(
                    v,
                    1,
                    Edge,
                    below + (nint)first * Edge,
                    Edge,
                    products,
                    Edge,
                    width,
                    columns,
                    depth,
                    true
                );
            }
        }
    }
}
