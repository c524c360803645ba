namespace Thalweg.Networks.Activations;

/// <summary>Coefficients of Chebyshev polynomials and of their derivatives.</summary>
internal static class Chebyshev
{
    /// <summary>The highest degree there is an activation of.</summary>
    public const int Highest = 8;

    // [degree][order]: from the constant upwards.
    private static readonly double[][][] Table = Build();

    /// <summary>Of T_degree differentiated so often.</summary>
    public static ReadOnlySpan<double> Coefficients(int degree, int order) => Table[degree][order];

    private static double[][][] Build()
    {
        var polynomials = new double[Highest + 1][];
        polynomials[0] = [1];
        polynomials[1] = [0, 1];
        for (var k = 2; k <= Highest; k++)
        {
            polynomials[k] = new double[k + 1];
            for (var i = 0; i <= k; i++)
            {
                polynomials[k][i] =
                    (i > 0 ? 2 * polynomials[k - 1][i - 1] : 0) - (i < k - 1 ? polynomials[k - 2][i] : 0);
            }
        }
        return [.. polynomials.Select(p => Derivatives(p).ToArray())];
    }

    private static IEnumerable<double[]> Derivatives(double[] polynomial)
    {
        for (var order = 0; order <= 6; order++)
        {
            yield return polynomial;
            polynomial = polynomial.Length == 1 ? [0] : [.. polynomial.Skip(1).Select((c, i) => (i + 1) * c)];
        }
    }
}

internal readonly struct Degree2 : IDegree
{
    public static int Value => 2;
}

internal readonly struct Degree3 : IDegree
{
    public static int Value => 3;
}

internal readonly struct Degree4 : IDegree
{
    public static int Value => 4;
}

internal readonly struct Degree5 : IDegree
{
    public static int Value => 5;
}

internal readonly struct Degree6 : IDegree
{
    public static int Value => 6;
}

internal readonly struct Degree7 : IDegree
{
    public static int Value => 7;
}

internal readonly struct Degree8 : IDegree
{
    public static int Value => 8;
}
