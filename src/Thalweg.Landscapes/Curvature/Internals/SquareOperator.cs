using Thalweg.Numerics.Linear.Operators;

namespace Thalweg.Landscapes.Curvature;

/// <summary>Checks of operators whose spectrum is asked for.</summary>
internal static class SquareOperator
{
    public static void Require(ILinearOperator symmetric, string argument)
    {
        if (symmetric.Rows != symmetric.Columns)
        {
            throw new ArgumentException(
                $"{argument} has {symmetric.Rows} rows and {symmetric.Columns} columns, expected a symmetric operator: take AᵀA or AAᵀ",
                argument
            );
        }
    }
}
