using Thalweg.Pde.Equations;
using Thalweg.Pde.Problems;

namespace Thalweg.Pde.Texts;

/// <summary>Fields of waves with which identities between expressions are looked at; the same for the same problem.</summary>
internal static class RandomFields
{
    private const int Waves = 3;

    /// <summary>One field for each component; small enough that a deformation stays one.</summary>
    /// <param name="number">Which fields.</param>
    public static IReadOnlyList<Expression> Of(Problem problem, int number) =>
        [.. Enumerable.Range(0, problem.Outputs).Select(k => Wavy(problem, number, k))];

    private static Expression Wavy(Problem problem, int field, int output) =>
        Calculus.SumOver(
            Waves,
            wave =>
            {
                Expression phase = 0.7 * wave + 1.3 * field + 0.4 * output;
                for (var k = 0; k < problem.Dimension; k++)
                {
                    var extent = problem.Domain.Upper(k) - problem.Domain.Lower(k);
                    phase += (1.1 + 0.6 * ((wave + 2 * k + output + field) % 3)) / extent * Calculus.X(k);
                }
                return 0.05 * (1 + wave) * Calculus.Sin(phase);
            }
        );
}
