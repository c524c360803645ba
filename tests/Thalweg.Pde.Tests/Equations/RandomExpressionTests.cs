using FsCheck.Fluent;
using Thalweg.Pde.Equations;
using static Thalweg.Pde.Equations.Calculus;

namespace Thalweg.Pde.Tests.Equations;

/// <summary>Random integrands with linear parts to fold: the engine's value and gradient are those of the slow, unfolded way.</summary>
public sealed class RandomExpressionTests
{
    private static readonly double[] Coefficients = [1.0, -1.0, 0.5, 2.0, -0.03, 0.0];

    [Fact]
    public void Folding_changes_nothing_but_rounding()
    {
        var folds = 0;
        var choices = Gen.Choose(0, 1_000_000).ArrayOf(60);
        Prop.ForAll(
                choices.ToArbitrary(),
                numbers =>
                {
                    var (integrand, dimension, outputs) = Decode(numbers);
                    Unfolding.Check(integrand, dimension, outputs);
                    var entries = Differentiation.Entries(Folding.Of([integrand], dimension)[0]);
                    folds += entries.Any(entry => entry.Kind == JetKind.Operator) ? 1 : 0;
                }
            )
            .Holds(tests: 150, seed: 20_250);
        // The property says nothing where nothing folds.
        Assert.InRange(folds, 50, 149);
    }

    // Numbers are choices: a sum with a linear part, then operations on what is there, shared at random.
    private static (Expression Integrand, int Dimension, int Outputs) Decode(int[] numbers)
    {
        var next = 0;
        int Choose(int count) => numbers[next++ % numbers.Length] % count;
        var dimension = 2 + Choose(3);
        var outputs = 1 + Choose(2);
        JetEntry Derivative()
        {
            var u = U(Choose(outputs));
            var axis = Choose(dimension);
            return (JetEntry)(
                Choose(3) switch
                {
                    0 => D(u, axis),
                    1 => D2(u, axis),
                    _ => Laplacian(u),
                }
            );
        }

        Expression Linear()
        {
            Expression sum = U(Choose(outputs));
            var terms = 2 + Choose(3);
            for (var i = 0; i < terms; i++)
            {
                sum += Coefficients[Choose(Coefficients.Length)] * Derivative();
            }
            return Choose(3) == 0 ? Coefficients[Choose(5)] * sum : sum;
        }

        var pool = new List<Expression> { Linear(), Linear(), U(Choose(outputs)), X(Choose(dimension)), Derivative() };
        var operations = 2 + Choose(4);
        for (var i = 0; i < operations; i++)
        {
            var (a, b) = (pool[Choose(pool.Count)], pool[Choose(pool.Count)]);
            pool.Add(
                Choose(7) switch
                {
                    0 => a + b,
                    1 => a - b,
                    2 => a * b,
                    3 => Coefficients[Choose(5)] * a,
                    4 => Sin(a),
                    5 => a / (2.0 + X(0)),
                    _ => Tanh(a) + b,
                }
            );
        }
        return (pool[^1] + pool[0] * pool[0] + U().Power(2), dimension, outputs);
    }
}
