using Thalweg.Numerics.Parallel;

namespace Thalweg.Numerics.Objectives.Analytic;

/// <summary>L(x) = offset + ½ Σ λ_i (q_i · (x − c))², with a given spectrum λ and orthonormal eigenvectors q_i.</summary>
/// <remarks>Terms: <c>form</c> and <c>offset</c>. Cost of a value, gradient or Hessian product: P² (P where the basis is diagonal).</remarks>
public abstract class Quadratic : AnalyticObjective
{
    private readonly double[] spectrum;
    private readonly double[] centre;
    private readonly double[]? basis;

    private protected Quadratic(double[] spectrum, double[]? basis, double[] centre, double offset, double? lowerBound)
        : base("quadratic", spectrum.Length, ["form", "offset"], lowerBound)
    {
        this.spectrum = spectrum;
        this.basis = basis;
        this.centre = centre;
        Offset = offset;
    }

    public double Offset { get; }

    /// <summary>The eigenvalues, [P], in the order of the eigenvectors.</summary>
    public IReadOnlyList<double> Spectrum => spectrum;

    public IReadOnlyList<double> Centre => centre;

    /// <summary>The quadratic of the given spectrum; it has residuals where no eigenvalue is negative.</summary>
    /// <param name="spectrum">λ, [P].</param>
    /// <param name="basisSeed">Seed of a random orthonormal basis; null for the coordinate axes.</param>
    /// <param name="centre">c, [P]; null for the origin.</param>
    public static Quadratic Create(
        IReadOnlyList<double> spectrum,
        ulong? basisSeed = null,
        IReadOnlyList<double>? centre = null,
        double offset = 0
    )
    {
        ArgumentNullException.ThrowIfNull(spectrum);
        if (spectrum.Count == 0)
        {
            throw new ArgumentException("spectrum is empty, expected one eigenvalue per parameter", nameof(spectrum));
        }
        if (centre is not null)
        {
            Check(centre.Count, spectrum.Count, "the length of the spectrum", nameof(centre));
        }
        double[] values = [.. spectrum];
        double[] middle = centre is null ? new double[values.Length] : [.. centre];
        var basis = basisSeed is { } seed ? OrthonormalBasis.Draw(values.Length, seed) : null;
        return values.All(v => v >= 0)
            ? new ConvexQuadratic(values, basis, middle, offset)
            : new IndefiniteQuadratic(values, basis, middle, offset);
    }

    /// <summary>Writes eigenvector number <paramref name="index"/>, [P].</summary>
    public void Eigenvector(int index, Span<double> vector)
    {
        vector.Clear();
        AddMultiple(index, 1, vector);
    }

    private protected override void EvaluateTerms(ReadOnlySpan<double> x, Span<double> terms)
    {
        var sum = 0.0;
        for (var i = 0; i < spectrum.Length; i++)
        {
            var y = Coordinate(i, x);
            sum += spectrum[i] * y * y;
        }
        terms[0] = 0.5 * sum;
        terms[1] = Offset;
    }

    private protected override void EvaluateTermGradients(ReadOnlySpan<double> x, Span<double> gradients)
    {
        for (var i = 0; i < spectrum.Length; i++)
        {
            AddMultiple(i, spectrum[i] * Coordinate(i, x), gradients[..spectrum.Length]);
        }
    }

    private protected override HessianProduct HessianAt(double[] x, int? term) =>
        (vector, product) =>
        {
            product.Clear();
            for (var i = 0; i < spectrum.Length && term is null or 0; i++)
            {
                AddMultiple(i, spectrum[i] * Project(i, vector), product);
            }
        };

    /// <summary>q_i · (x − c).</summary>
    private protected double Coordinate(int index, ReadOnlySpan<double> x)
    {
        if (basis is null)
        {
            return x[index] - centre[index];
        }
        var row = basis.AsSpan(index * x.Length, x.Length);
        var sum = 0.0;
        for (var j = 0; j < row.Length; j++)
        {
            sum += row[j] * (x[j] - centre[j]);
        }
        return sum;
    }

    /// <summary>Adds factor · q_i to the target.</summary>
    private protected void AddMultiple(int index, double factor, Span<double> target)
    {
        if (basis is null)
        {
            target[index] += factor;
            return;
        }
        var row = basis.AsSpan(index * target.Length, target.Length);
        for (var j = 0; j < row.Length; j++)
        {
            target[j] += factor * row[j];
        }
    }

    private double Project(int index, ReadOnlySpan<double> vector)
    {
        if (basis is null)
        {
            return vector[index];
        }
        var row = basis.AsSpan(index * vector.Length, vector.Length);
        var sum = 0.0;
        for (var j = 0; j < row.Length; j++)
        {
            sum += row[j] * vector[j];
        }
        return sum;
    }

    private sealed class IndefiniteQuadratic(double[] spectrum, double[]? basis, double[] centre, double offset)
        : Quadratic(spectrum, basis, centre, offset, null);

    /// <summary>No negative eigenvalue: L = Σ r_i² + offset with r_i = √(λ_i/2) q_i · (x − c).</summary>
    private sealed class ConvexQuadratic(double[] spectrum, double[]? basis, double[] centre, double offset)
        : Quadratic(spectrum, basis, centre, offset, offset),
            IResiduals
    {
        public int RowCount => ParameterCount;

        private protected override (int First, int Last) ResidualsOf(int term) => (0, term == 0 ? RowCount : 0);

        public void Residuals(ReadOnlyMemory<double> parameters, Memory<double> residuals, WorkerTeam team)
        {
            Check(parameters.Length, ParameterCount, "P", nameof(parameters));
            Check(residuals.Length, RowCount, "R", nameof(residuals));
            for (var i = 0; i < RowCount; i++)
            {
                residuals.Span[i] = Math.Sqrt(0.5 * Spectrum[i]) * Coordinate(i, parameters.Span);
            }
        }

        public void Rows(ReadOnlyMemory<double> parameters, int first, int count, Memory<double> rows, WorkerTeam team)
        {
            Check(rows.Length, count * ParameterCount, "count·P", nameof(rows));
            rows.Span.Clear();
            for (var i = 0; i < count; i++)
            {
                var row = rows.Span.Slice(i * ParameterCount, ParameterCount);
                AddMultiple(first + i, Math.Sqrt(0.5 * Spectrum[first + i]), row);
            }
        }
    }
}
