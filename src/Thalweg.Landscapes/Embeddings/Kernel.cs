using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Simd;

namespace Thalweg.Landscapes.Embeddings;

/// <summary>k(x, y) of two parameter vectors.</summary>
public abstract record Kernel
{
    private protected Kernel() { }

    /// <summary>The kernel with its options, for reports.</summary>
    public abstract string Name { get; }

    /// <summary>k from what it needs of two vectors.</summary>
    /// <param name="product">x·y.</param>
    /// <param name="square">‖x − y‖².</param>
    /// <param name="parameterCount">P.</param>
    internal abstract double Of(double product, double square, int parameterCount);

    /// <summary>k(x, y).</summary>
    /// <exception cref="ArgumentException">The vectors have different lengths.</exception>
    public double Of(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        var step = new double[x.Length];
        Vectors.Difference(x, y, step);
        return Of(Vectors.Dot(x, y), Vectors.Dot(step, step), x.Length);
    }
}

/// <summary>exp(−‖x − y‖² / w), w = 2σ².</summary>
/// <param name="Width">w above 0; null for P, as [Yu2026] has it.</param>
public sealed record RadialKernel(double? Width = null) : Kernel
{
    public double? Width { get; } =
        Width is null or > 0 && Width is null or < double.PositiveInfinity
            ? Width
            : throw new ArgumentOutOfRangeException(
                nameof(Width),
                Width,
                $"Width is {Width}; give a finite number above 0"
            );

    public override string Name => "rbf";

    internal override double Of(double product, double square, int parameterCount) =>
        Elementary.Exp(-square / (Width ?? parameterCount));
}

/// <summary>x·y: with it kernel principal components are principal components.</summary>
public sealed record LinearKernel : Kernel
{
    public override string Name => "linear";

    internal override double Of(double product, double square, int parameterCount) => product;
}

/// <summary>(x·y / P + 1)^p.</summary>
/// <param name="Degree">p, 1 to 32.</param>
public sealed record PolynomialKernel(int Degree = 3) : Kernel
{
    public int Degree { get; } =
        Degree is >= 1 and <= 32
            ? Degree
            : throw new ArgumentOutOfRangeException(
                nameof(Degree),
                Degree,
                $"Degree is {Degree}; give a whole number from 1 to 32"
            );

    public override string Name => "polynomial";

    internal override double Of(double product, double square, int parameterCount)
    {
        var (based, power) = ((product / parameterCount) + 1, 1.0);
        for (var i = 0; i < Degree; i++)
        {
            power *= based;
        }
        return power;
    }
}

/// <summary>tanh(x·y / P + 1): not positive semidefinite, so that some of its eigenvalues are negative.</summary>
public sealed record SigmoidKernel : Kernel
{
    public override string Name => "sigmoid";

    internal override double Of(double product, double square, int parameterCount) =>
        Elementary.Tanh((product / parameterCount) + 1);
}
