using System.Globalization;

namespace Thalweg.Pde.Domains;

/// <summary>The unit cube [0, 1]^d, d = 1..10; in one dimension the interval [0, 1].</summary>
/// <param name="dimension">d.</param>
/// <exception cref="ArgumentException">The dimension is not in 1..10.</exception>
public sealed class UnitCube(int dimension) : Box(new double[Checked(dimension)], Ones(dimension), dimension)
{
    /// <summary>The largest dimension: the point rules have direction numbers and primes up to here.</summary>
    public const int MaximumDimension = 10;

    public override string Name => string.Create(CultureInfo.InvariantCulture, $"unit cube, d = {Dimension}");

    private static double[] Ones(int dimension) => [.. Enumerable.Repeat(1.0, dimension)];

    private static int Checked(int dimension) =>
        dimension is >= 1 and <= MaximumDimension
            ? dimension
            : throw new ArgumentException(
                $"dimension of the unit cube is {dimension}, expected 1..{MaximumDimension}: give a dimension in that range",
                nameof(dimension)
            );
}
