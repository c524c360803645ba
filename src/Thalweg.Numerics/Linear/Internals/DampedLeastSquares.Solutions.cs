namespace Thalweg.Numerics.Linear;

/// <summary>What is solved once the damped matrix is factorised.</summary>
internal sealed unsafe partial class DampedLeastSquares<TLane>
{
    public override void Solve(ReadOnlySpan<double> target, ReadOnlySpan<double> pull, Span<double> solution)
    {
        MatrixShape.Require(target.Length, Rows, 1, nameof(target));
        MatrixShape.Require(solution.Length, Columns, 1, nameof(solution));
        if (!pull.IsEmpty)
        {
            MatrixShape.Require(pull.Length, Columns, 1, nameof(pull));
        }
        using var scratch = new Scratch(HouseholderBlock<TLane>.Scratch);
        target.CopyTo(new Span<double>(side, Rows));
        new Span<double>(side + Rows, height - Rows).Clear();
        new Span<double>(lower, (blocks + 1) * Edge).Clear();
        for (var j = 0; j < pull.Length; j++)
        {
            lower[Edge + j] = root * pull[j];
        }
        for (var k = 0; k < blocks; k++)
        {
            tall[k].Apply(side + k * Edge, scratch.Start);
        }
        for (var k = 0; k < blocks; k++)
        {
            var rows = new Span<double>(side + k * Edge, Edge);
            var head = new Span<double>(lower, Edge);
            rows.CopyTo(head);
            damped[k].Apply(lower, scratch.Start);
            head.CopyTo(rows);
        }
        Substitute(solution);
        // The blocks are pointers alone, and a collection would take the memory from under the last of them.
        GC.KeepAlive(this);
    }

    public override void SolveNormal(ReadOnlySpan<double> vector, Span<double> solution)
    {
        MatrixShape.Require(vector.Length, Columns, 1, nameof(vector));
        MatrixShape.Require(solution.Length, Columns, 1, nameof(solution));
        vector.CopyTo(new Span<double>(side, Columns));
        // R̂ᵀ y = b from above: an entry that is solved leaves those to its right at once.
        for (var k = 0; k < blocks; k++)
        {
            var start = k * Edge;
            var end = Math.Min(start + Edge, Columns);
            for (var i = 0; i < end; i++)
            {
                var row = upper[k] + (nint)i * Edge - start;
                if (i >= start)
                {
                    side[i] /= row[i];
                }
                for (var j = Math.Max(start, i + 1); j < end; j++)
                {
                    side[j] = Math.FusedMultiplyAdd(-row[j], side[i], side[j]);
                }
            }
        }
        Substitute(solution);
        GC.KeepAlive(this);
    }

    public override double SquaredNorm(ReadOnlySpan<double> vector)
    {
        MatrixShape.Require(vector.Length, Columns, 1, nameof(vector));
        new Span<double>(side, Columns).Clear();
        for (var k = 0; k < blocks; k++)
        {
            var start = k * Edge;
            var end = Math.Min(start + Edge, Columns);
            for (var i = 0; i < end; i++)
            {
                var row = upper[k] + (nint)i * Edge - start;
                for (var j = Math.Max(start, i); j < end; j++)
                {
                    side[i] = Math.FusedMultiplyAdd(row[j], vector[j], side[i]);
                }
            }
        }
        var image = new ReadOnlySpan<double>(side, Columns);
        var square = Vectors.Dot(image, image);
        GC.KeepAlive(this);
        return square;
    }

    // R̂ x = y from below.
    private void Substitute(Span<double> solution)
    {
        for (var j = Columns - 1; j >= 0; j--)
        {
            var block = j / Edge;
            solution[j] = side[j] / upper[block][(nint)j * Edge + (j % Edge)];
            // The block that is solved leaves all the rows above it at once.
            if (j % Edge != 0)
            {
                Eliminate(j - 1, block, j, (block + 1) * Edge, solution);
                continue;
            }
            for (var i = j - 1; i >= 0; i--)
            {
                Eliminate(i, block, j, (block + 1) * Edge, solution);
            }
        }
    }

    // y_i −= Σ R̂[i, j] x_j over some columns of a block.
    private void Eliminate(int row, int block, int first, int end, ReadOnlySpan<double> solution)
    {
        var factors = upper[block] + (nint)row * Edge;
        var sum = side[row];
        for (var j = first; j < Math.Min(end, Columns); j++)
        {
            sum = Math.FusedMultiplyAdd(-factors[j % Edge], solution[j], sum);
        }
        side[row] = sum;
    }
}
