using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Objectives;

namespace Thalweg.Optimization.Optimizers.FirstOrder;

/// <summary>One tensor of θ as SOAP sees it: a matrix [rows, columns] with a basis of eigenvectors for each side that has one.</summary>
/// <remarks>Bases hold one eigenvector per row: with U_L, U_R a gradient becomes U_L G U_Rᵀ.</remarks>
internal sealed class SoapTensor
{
    private readonly int rows;
    private readonly int columns;
    private readonly int left;
    private readonly int right;

    // Of the moments and bases of the left side; those of the right one follow.
    private readonly int from;

    /// <param name="longest">Longer sides have no basis; 0 for none at all.</param>
    /// <param name="from">Where its matrices begin.</param>
    public SoapTensor(ParameterTensor tensor, int longest, int from)
    {
        (rows, columns, Offset, this.from) = (tensor.Rows, tensor.Columns, tensor.Offset, from);
        left = rows <= longest ? rows : 0;
        right = columns <= longest ? columns : 0;
    }

    public int Offset { get; }

    public int Count => rows * columns;

    public bool IsTurned => Count > 0 && left + right > 0;

    /// <summary>Numbers of the matrices of both sides.</summary>
    public int Sides => checked((left * left) + (right * right));

    public int Widest => Math.Max(left, right);

    /// <summary>into = U_L G U_Rᵀ.</summary>
    public void Turn(ReadOnlySpan<double> gradient, Span<double> into, SoapState memory)
    {
        var half = right > 0 ? memory.Between(Count) : into;
        if (left > 0)
        {
            Product(Left(memory, SoapState.Bases), gradient, half);
        }
        else
        {
            gradient.CopyTo(half);
        }
        if (right == 0)
        {
            return;
        }
        var basis = Right(memory, SoapState.Bases);
        for (var i = 0; i < rows; i++)
        {
            var row = half.Slice(i * columns, columns);
            for (var j = 0; j < columns; j++)
            {
                into[(i * columns) + j] = Vectors.Dot(row, basis.Slice(j * columns, columns));
            }
        }
    }

    /// <summary>into = U_Lᵀ N U_R.</summary>
    public void TurnBack(ReadOnlySpan<double> turned, Span<double> into, SoapState memory)
    {
        var half = right > 0 ? memory.Between(Count) : into;
        turned.CopyTo(half);
        if (left > 0)
        {
            var basis = Left(memory, SoapState.Bases);
            half.Clear();
            for (var k = 0; k < rows; k++)
            {
                for (var i = 0; i < rows; i++)
                {
                    Add(basis[(k * rows) + i], turned.Slice(k * columns, columns), half.Slice(i * columns, columns));
                }
            }
        }
        if (right == 0)
        {
            return;
        }
        var other = Right(memory, SoapState.Bases);
        into.Clear();
        for (var i = 0; i < rows; i++)
        {
            for (var k = 0; k < columns; k++)
            {
                Add(half[(i * columns) + k], other.Slice(k * columns, columns), into.Slice(i * columns, columns));
            }
        }
    }

    /// <summary>L ← β L + (1−β) GGᵀ, R ← β R + (1−β) GᵀG.</summary>
    public void Learn(ReadOnlySpan<double> gradient, double decay, SoapState memory)
    {
        if (left > 0)
        {
            var moment = Left(memory, SoapState.Moments);
            for (var i = 0; i < rows; i++)
            {
                for (var j = 0; j <= i; j++)
                {
                    var dot = Vectors.Dot(gradient.Slice(i * columns, columns), gradient.Slice(j * columns, columns));
                    var entry = (decay * moment[(i * rows) + j]) + ((1 - decay) * dot);
                    moment[(i * rows) + j] = moment[(j * rows) + i] = entry;
                }
            }
        }
        if (right > 0)
        {
            var moment = Right(memory, SoapState.Moments);
            Vectors.Scale(decay, moment, moment);
            for (var k = 0; k < rows; k++)
            {
                var row = gradient.Slice(k * columns, columns);
                for (var i = 0; i < columns; i++)
                {
                    Add((1 - decay) * row[i], row, moment.Slice(i * columns, columns));
                }
            }
        }
    }

    /// <summary>The bases become eigenvectors of L and R.</summary>
    public void Begin(SoapState memory)
    {
        if (left > 0)
        {
            Eigenbasis.Begin(Left(memory, SoapState.Moments), Left(memory, SoapState.Bases), rows);
        }
        if (right > 0)
        {
            Eigenbasis.Begin(Right(memory, SoapState.Moments), Right(memory, SoapState.Bases), columns);
        }
    }

    /// <summary>Takes the bases a power iteration nearer to the eigenvectors; the mean gradient turns with them, the mean squares keep to their
    /// directions.</summary>
    public void Refresh(Span<double> mean, Span<double> square, SoapState memory)
    {
        var level = memory.Into(Count);
        var spare = memory.Step(Count);
        TurnBack(mean, level, memory);
        if (left > 0)
        {
            var order = Eigenbasis.Refresh(
                Left(memory, SoapState.Moments),
                Left(memory, SoapState.Bases),
                memory.Matrix(rows * rows),
                rows
            );
            square.CopyTo(spare);
            for (var i = 0; i < rows; i++)
            {
                spare.Slice(order[i] * columns, columns).CopyTo(square[(i * columns)..]);
            }
        }
        if (right > 0)
        {
            var order = Eigenbasis.Refresh(
                Right(memory, SoapState.Moments),
                Right(memory, SoapState.Bases),
                memory.Matrix(columns * columns),
                columns
            );
            square.CopyTo(spare);
            for (var i = 0; i < Count; i++)
            {
                square[i] = spare[i - (i % columns) + order[i % columns]];
            }
        }
        Turn(level, mean, memory);
    }

    /// <summary>into = A B for A [rows, rows].</summary>
    private void Product(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> into)
    {
        into.Clear();
        for (var i = 0; i < rows; i++)
        {
            for (var k = 0; k < rows; k++)
            {
                Add(a[(i * rows) + k], b.Slice(k * columns, columns), into.Slice(i * columns, columns));
            }
        }
    }

    private static void Add(double factor, ReadOnlySpan<double> row, Span<double> to) =>
        Vectors.Combine(to, factor, row, to);

    private Span<double> Left(SoapState memory, int array) => memory[array].Slice(from, left * left);

    private Span<double> Right(SoapState memory, int array) => memory[array].Slice(from + (left * left), right * right);
}
