using Thalweg.Numerics.Simd;
using Thalweg.Pde.Equations;
using Thalweg.Pde.Quadrature;

namespace Thalweg.Pde.Engine;

/// <summary>Coordinate expressions compiled for point sets: first the functions that no formula gives, then the tape.</summary>
internal sealed unsafe class PointProgram
{
    // Points per run of the tape; touches no bits.
    private const int Batch = 64;

    private const int MostOnStack = 64;

    private readonly int dimension;
    private readonly Family[] families;
    private readonly Tape? tape;
    private readonly TileKernels<double> kernels = TileKernels<double>.For(LaneWidth.Widest);

    public PointProgram(IReadOnlyList<Expression> expressions, int dimension)
    {
        this.dimension = dimension;
        ExpressionCount = expressions.Count;
        var functions = CoordinateFunction.In(expressions);
        FunctionCount = functions.Count;
        families =
        [
            .. functions
                .Select((function, row) => (function, row))
                .GroupBy(member => member.function.Family)
                .Select(group => new Family(
                    group.Key,
                    group.First().function.FamilySize,
                    group.First().function.IsCarried,
                    [.. group.Select(member => (member.function.Member, member.row))]
                )),
        ];
        tape =
            expressions.Count == 0
                ? null
                : TapeCompiler.CompileCoordinates(expressions, dimension, functions, dimension + expressions.Count + 1);
    }

    public int ExpressionCount { get; }

    public int FunctionCount { get; }

    /// <summary>Numbers that <see cref="Run"/> needs for temporaries.</summary>
    public int Temporaries => Math.Max(1, tape?.Temporaries ?? 0) * Batch;

    /// <summary>Fills the rows of the expressions.</summary>
    /// <param name="rows">[d coordinates, expressions, weights, functions][stride]; coordinates are read, expressions and functions
    /// written.</param>
    /// <param name="count">Points, without the padding.</param>
    /// <param name="carrier">The <paramref name="count"/> points with what they carry.</param>
    public void Run(double* rows, int stride, int count, double* temporaries, PointSet carrier)
    {
        foreach (var family in families)
        {
            if (family.IsCarried)
            {
                Copy(family, rows, stride, count, carrier);
            }
            else
            {
                Evaluate(family, rows, stride, count);
            }
        }
        if (tape is null)
        {
            return;
        }
        for (var first = 0; first < stride; first += Batch)
        {
            var points = Math.Min(Batch, stride - first);
            var batch = new TapeRows<double>(null, rows + first, stride, temporaries, points);
            kernels.Run(tape.Instructions, batch);
            for (var i = 0; i < ExpressionCount; i++)
            {
                new ReadOnlySpan<double>(batch.At(tape.Outputs[i]), points).CopyTo(
                    new Span<double>(rows + (nint)(dimension + i) * stride + first, points)
                );
            }
        }
    }

    private void Copy(Family family, double* rows, int stride, int count, PointSet points)
    {
        var carried =
            family.Evaluate == CoordinateFunction.Measured.Family
                ? points.Measured
                    ?? throw new ArgumentException(
                        "the expression holds measured values, expected points that carry them",
                        nameof(points)
                    )
                : points.Normals
                    ?? throw new ArgumentException(
                        "the expression holds the normal n, expected points of a boundary: use it in conditions on one",
                        nameof(points)
                    );
        foreach (var (member, row) in family.Members)
        {
            var target = new Span<double>(rows + (nint)(dimension + ExpressionCount + 1 + row) * stride, stride);
            carried.AsSpan(member * count, count).CopyTo(target);
            target[count..].Fill(target[count - 1]);
        }
    }

    private void Evaluate(Family family, double* rows, int stride, int count)
    {
        var functionRow = dimension + ExpressionCount + 1;
        Span<double> point = stackalloc double[dimension];
        Span<double> values = family.Size <= MostOnStack ? stackalloc double[family.Size] : new double[family.Size];
        for (var i = 0; i < stride; i++)
        {
            if (i < count)
            {
                for (var k = 0; k < dimension; k++)
                {
                    point[k] = rows[(nint)k * stride + i];
                }
                family.Evaluate(point, values);
            }
            foreach (var (member, row) in family.Members)
            {
                rows[(nint)(functionRow + row) * stride + i] = values[member];
            }
        }
    }

    private sealed record Family(PointFunctions Evaluate, int Size, bool IsCarried, (int Member, int Row)[] Members);
}
