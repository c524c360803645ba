using System.Globalization;

namespace Thalweg.Pde.Terms;

/// <summary>Kinds of test functions along an axis; on boxes they are multiplied.</summary>
public enum TestFamily
{
    /// <summary>Differences of Legendre polynomials P_(k+1) − P_(k−1), which vanish at both ends [Kharazmi2019].</summary>
    Legendre,

    /// <summary>sin kπs.</summary>
    Sine,

    /// <summary>Hats: piecewise linear on equal intervals.</summary>
    Piecewise,
}

/// <summary>The test functions of a weak formulation and the norm in which their residuals are measured.</summary>
/// <param name="Family">Kind of function along every axis.</param>
/// <param name="Degree">Functions along every axis: n^d in d dimensions.</param>
/// <param name="IsDual">rᵀG⁻¹r with the Gram matrix G of the test functions, the square of the dual norm of the residual on their
/// space [Rojas2024]; otherwise Σ r_j².</param>
public sealed record TestFunctions(TestFamily Family = TestFamily.Legendre, int Degree = 10, bool IsDual = true)
{
    /// <summary>The most functions along an axis.</summary>
    public const int MaximumDegree = 256;

    public TestFamily Family { get; init; } =
        Enum.IsDefined(Family)
            ? Family
            : throw new ArgumentOutOfRangeException(
                nameof(Family),
                Family,
                $"family is {Family}, expected one of {string.Join(", ", Enum.GetNames<TestFamily>())}"
            );

    public int Degree { get; init; } =
        Degree is >= 1 and <= MaximumDegree
            ? Degree
            : throw new ArgumentOutOfRangeException(
                nameof(Degree),
                Degree,
                string.Create(CultureInfo.InvariantCulture, $"degree is {Degree}, expected 1 to {MaximumDegree}")
            );

    /// <summary>The word for the family.</summary>
    public string Label =>
        Family switch
        {
            TestFamily.Legendre => "legendre",
            TestFamily.Sine => "sine",
            _ => "piecewise",
        };

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"tests={Label}, degree={Degree}{(IsDual ? "" : ", norm=plain")}");
}
