using Thalweg.Pde.Equations;

namespace Thalweg.Pde.Geometry;

/// <summary>Distances to several pieces as one, and values on them as one function [Sukumar2022].</summary>
internal static class JoinedDistance
{
    // Changes no value but where two pieces meet, where a quotient of zeros would have none.
    private const double Tiny = 1e-300;

    /// <summary>(Σ φ_i^−m)^(−1/m), written without quotients that are infinite on a piece.</summary>
    /// <param name="order">m: 1 or 2.</param>
    public static Expression Of(IReadOnlyList<Expression> distances, int order)
    {
        if (distances.Count == 1)
        {
            return distances[0];
        }
        var product = Calculus.ProductOver(distances.Count, i => distances[i]);
        var others = Calculus.SumOver(distances.Count, i => Others(distances, i).Power(order)) + Tiny;
        return product / (order == 1 ? others : Calculus.Sqrt(others));
    }

    /// <summary>Σ w_i g_i with w_i = φ_i^−1 / Σ φ_j^−1: g_i on piece i.</summary>
    public static Expression Blend(IReadOnlyList<Expression> distances, IReadOnlyList<Expression> values)
    {
        if (distances.Count == 1)
        {
            return values[0];
        }
        var weighed = Calculus.SumOver(distances.Count, i => Others(distances, i) * values[i]);
        return weighed / (Calculus.SumOver(distances.Count, i => Others(distances, i)) + Tiny);
    }

    private static Expression Others(IReadOnlyList<Expression> distances, int own) =>
        Calculus.ProductOver(distances.Count, j => j == own ? 1.0 : distances[j]);
}
