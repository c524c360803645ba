using Thalweg.Pde.Equations;
using Thalweg.Pde.Geometry;
using Thalweg.Pde.Problems;

namespace Thalweg.Pde.Texts;

/// <summary>Fields of waves with which identities between expressions are looked at; the same for the same problem.</summary>
internal static class RandomFields
{
    private const int Waves = 3;

    /// <summary>One field for each component; small enough that a deformation stays one.</summary>
    /// <param name="number">Which fields.</param>
    public static IReadOnlyList<Expression> Of(Problem problem, int number) =>
        On(problem.Domain, problem.Outputs, number);

    /// <summary>The same over a domain.</summary>
    /// <param name="outputs">How many fields.</param>
    public static IReadOnlyList<Expression> On(Domain domain, int outputs, int number) =>
        [.. Enumerable.Range(0, outputs).Select(k => Wavy(domain, number, k))];

    private static Expression Wavy(Domain domain, int field, int output) =>
        Calculus.SumOver(
            Waves,
            wave =>
            {
                Expression phase = 0.7 * wave + 1.3 * field + 0.4 * output;
                for (var k = 0; k < domain.Dimension; k++)
                {
                    var extent = domain.Upper(k) - domain.Lower(k);
                    phase += (1.1 + 0.6 * ((wave + 2 * k + output + field) % 3)) / extent * Calculus.X(k);
                }
                return 0.05 * (1 + wave) * Calculus.Sin(phase);
            }
        );
}
