using Thalweg.Landscapes.Evaluation;
using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Linear.Operators;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Landscapes.Curvature;

/// <summary>All eigenpairs of an operator, such as a Hessian, from its products with the unit vectors.</summary>
/// <remarks>The two halves of the matrix come from different products and are averaged; half their difference shows how exact the
/// products are.</remarks>
public sealed class DenseSpectrum
{
    /// <summary>Beyond this number of rows no matrix is made.</summary>
    public const int LargestSize = 4096;

    // Unit vectors of one call: what shares the primal computation, a few times.
    private const int Block = 32;

    private DenseSpectrum(SymmetricEigenpairs pairs, double trace, double asymmetry, int zeroRows, double difference)
    {
        Eigenvalues = pairs.Eigenvalues;
        Eigenvectors = pairs.Eigenvectors;
        Residuals = pairs.Residuals;
        (Trace, Asymmetry, ZeroRows) = (trace, asymmetry, zeroRows);
        var largest = Math.Max(Math.Abs(Eigenvalues[0]), Math.Abs(Eigenvalues[^1]));
        var common = asymmetry + difference + (Eigenvalues.Count * RoundingProbe.DoubleEpsilon * largest);
        Bounds = [.. Residuals.Select(residual => residual + common)];
        Summary = SpectrumSummary.Of(Eigenvalues, Bounds, zeroRows);
    }

    /// <summary>λ, [P], ascending.</summary>
    public IReadOnlyList<double> Eigenvalues { get; }

    /// <summary>[P, P], one unit vector per row, of fixed sign (<see cref="SymmetricEigenpairs.Eigenvectors"/>).</summary>
    public ReadOnlyMemory<double> Eigenvectors { get; }

    /// <summary>‖Hv − λv‖₂, [P].</summary>
    public IReadOnlyList<double> Residuals { get; }

    /// <summary>How far from λ an eigenvalue of the exact operator may be, [P]: residual + ‖H − Hᵀ‖_F/2 + P ε max|λ|, and
    /// of differences ‖H − H₂‖_F, H₂ with steps twice as long.</summary>
    public IReadOnlyList<double> Bounds { get; }

    /// <summary>Σ H_ii, summed before the eigenvalues are known.</summary>
    public double Trace { get; }

    /// <summary>‖H − Hᵀ‖_F/2 of the products as they came.</summary>
    public double Asymmetry { get; }

    /// <summary>Rows that are 0 to the bit, and their columns: parameters that the curvature does not know, such as those of dead units.</summary>
    public int ZeroRows { get; }

    /// <summary>Counts, condition number, verdict.</summary>
    public SpectrumSummary Summary { get; }

    /// <summary>All eigenpairs. Cost: P products (2P where they are differences) and about 9P³ multiply-adds; bits do not depend on the
    /// threads.</summary>
    /// <param name="coarser">The same operator by differences with longer steps, which the error is judged by; null for exact products.</param>
    /// <param name="progress">Told shares of the work, 0 to 1.</param>
    /// <returns>Null where a product is not finite.</returns>
    /// <exception cref="ArgumentException">The operator is not square, or has more than <see cref="LargestSize"/> rows.</exception>
    public static DenseSpectrum? Of(
        ILinearOperator symmetric,
        WorkerTeam team,
        ILinearOperator? coarser = null,
        IProgress<double>? progress = null
    )
    {
        ArgumentNullException.ThrowIfNull(symmetric);
        ArgumentNullException.ThrowIfNull(team);
        SquareOperator.Require(symmetric, nameof(symmetric));
        var n = symmetric.Rows;
        if (n > LargestSize)
        {
            throw new ArgumentException(
                $"symmetric has {n} rows, expected at most {LargestSize} for a dense spectrum: take Lanczos for its ends",
                nameof(symmetric)
            );
        }
        var share = coarser is null ? 0.5 : 0.25;
        var matrix = Rows(symmetric, team, fraction => progress?.Report(share * fraction));
        var difference = coarser is null
            ? 0
            : Distance(matrix, Rows(coarser, team, fraction => progress?.Report(share * (1 + fraction))));
        var (trace, asymmetry, zeroRows) = (0.0, 0.0, 0);
        for (var i = 0; i < n; i++)
        {
            trace += matrix[(i * n) + i];
            zeroRows += IsZero(matrix, i, n) ? 1 : 0;
            for (var j = 0; j < i; j++)
            {
                var (low, high) = (matrix[(i * n) + j], matrix[(j * n) + i]);
                var half = 0.5 * (low - high);
                asymmetry += half * half;
                matrix[(i * n) + j] = 0.5 * (low + high);
            }
        }
        var pairs = SymmetricEigenpairs.Of(
            matrix,
            n,
            team,
            progress is null ? null : new ShareProgress(progress, 0.5, 0.5)
        );
        return pairs is null ? null : new DenseSpectrum(pairs, trace, Math.Sqrt(2 * asymmetry), zeroRows, difference);
    }

    /// <summary>The places in <see cref="Eigenvalues"/> of those nearest to a shift, |λ − σ| least, ascending; of two as near the lower one.</summary>
    /// <param name="shift">σ.</param>
    /// <param name="count">How many, from 1 to P.</param>
    /// <exception cref="ArgumentException">σ is not finite, or there are fewer.</exception>
    public Range Nearest(double shift, int count)
    {
        if (!double.IsFinite(shift))
        {
            throw new ArgumentException($"shift is {shift}, expected a finite number", nameof(shift));
        }
        if (count < 1 || count > Eigenvalues.Count)
        {
            throw new ArgumentOutOfRangeException(
                nameof(count),
                count,
                $"count is {count}, expected 1 to {Eigenvalues.Count}, the eigenvalues that there are"
            );
        }
        // Ascending values: the nearest stand side by side.
        var first = 0;
        while (
            first + count < Eigenvalues.Count
            && Math.Abs(Eigenvalues[first + count] - shift) < Math.Abs(Eigenvalues[first] - shift)
        )
        {
            first++;
        }
        return first..(first + count);
    }

    /// <summary>Row i is the product with unit vector i.</summary>
    private static double[] Rows(ILinearOperator symmetric, WorkerTeam team, Action<double> progress)
    {
        var n = symmetric.Rows;
        var rows = new double[n * n];
        var units = new double[Math.Min(Block, n) * n];
        for (var first = 0; first < n; first += Block)
        {
            team.Cancellation.ThrowIfCancellationRequested();
            var count = Math.Min(Block, n - first);
            Array.Clear(units);
            for (var k = 0; k < count; k++)
            {
                units[(k * n) + first + k] = 1;
            }
            symmetric.Apply(units.AsMemory(0, count * n), rows.AsMemory(first * n, count * n), team);
            progress((double)(first + count) / n);
        }
        return rows;
    }

    private static double Distance(double[] matrix, double[] other)
    {
        Vectors.Difference(other, matrix, other);
        return Vectors.Norm(other);
    }

    private static bool IsZero(double[] matrix, int index, int n)
    {
        for (var j = 0; j < n; j++)
        {
            if (matrix[(index * n) + j] != 0 || matrix[(j * n) + index] != 0)
            {
                return false;
            }
        }
        return true;
    }
}
