using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Landscapes.Tests.Curvature;

/// <summary>A loss and its gradient at θ.</summary>
internal delegate double LossAndGradient(ReadOnlySpan<double> θ, Span<double> gradient);

/// <summary>Losses whose minima are degenerate and whose learning coefficients are known.</summary>
internal sealed class DegenerateLoss(
    string name,
    int parameterCount,
    double coefficient,
    int multiplicity,
    LossAndGradient evaluate
) : IObjective
{
    public string Name => name;

    public int ParameterCount => parameterCount;

    /// <summary>λ at the origin.</summary>
    public double Coefficient => coefficient;

    /// <summary>m.</summary>
    public int Multiplicity => multiplicity;

    public IReadOnlyList<string> TermNames => [];

    public IReadOnlyList<string> MetricNames => [];

    public double? LowerBound => 0;

    /// <summary>½ Σ |w_i|^p_i: λ = Σ 1/p_i.</summary>
    public static DegenerateLoss PowerSum(params int[] powers) =>
        new(
            $"½ Σ |w|^p, p = {string.Join(", ", powers)}",
            powers.Length,
            powers.Sum(p => 1.0 / p),
            1,
            (θ, gradient) =>
            {
                var sum = 0.0;
                for (var i = 0; i < θ.Length; i++)
                {
                    var power = 1.0;
                    for (var k = 1; k < powers[i]; k++)
                    {
                        power *= θ[i];
                    }
                    sum += 0.5 * power * θ[i];
                    gradient[i] = 0.5 * powers[i] * power;
                }
                return sum;
            }
        );

    /// <summary>x²y²: λ = ½, m = 2.</summary>
    public static DegenerateLoss Cross() =>
        new(
            "x²y²",
            2,
            0.5,
            2,
            (θ, gradient) =>
            {
                var (x, y) = (θ[0], θ[1]);
                gradient[0] = 2 * x * y * y;
                gradient[1] = 2 * x * x * y;
                return x * x * y * y;
            }
        );

    /// <summary>½ ‖BA‖²_F, A [hidden, inputs], B [outputs, hidden]: a linear network whose true rank is 0 [Aoyagi2005].</summary>
    public static DegenerateLoss ReducedRank(int inputs, int hidden, int outputs)
    {
        // Valid where none of the three is larger than the sum of the other two.
        var odd = (inputs + hidden + outputs) % 2;
        var λ =
            ((2.0 * hidden * (inputs + outputs)) - ((inputs - outputs) * (inputs - outputs)) - (hidden * hidden) + odd)
            / 8;
        return new(
            $"½ |BA|², ({inputs}, {hidden}, {outputs})",
            hidden * (inputs + outputs),
            λ,
            1 + odd,
            (θ, gradient) =>
            {
                var a = θ[..(hidden * inputs)];
                var b = θ[(hidden * inputs)..];
                gradient.Clear();
                var sum = 0.0;
                for (var o = 0; o < outputs; o++)
                {
                    for (var i = 0; i < inputs; i++)
                    {
                        var entry = 0.0;
                        for (var h = 0; h < hidden; h++)
                        {
                            entry += b[(o * hidden) + h] * a[(h * inputs) + i];
                        }
                        sum += 0.5 * entry * entry;
                        for (var h = 0; h < hidden; h++)
                        {
                            gradient[(h * inputs) + i] += entry * b[(o * hidden) + h];
                            gradient[(hidden * inputs) + (o * hidden) + h] += entry * a[(h * inputs) + i];
                        }
                    }
                }
                return sum;
            }
        );
    }

    public void Values(
        ReadOnlyMemory<double> parameters,
        Memory<double> losses,
        Memory<double> terms,
        Memory<double> metrics,
        WorkerTeam team
    )
    {
        Span<double> gradient = stackalloc double[parameterCount];
        for (var k = 0; k < losses.Length; k++)
        {
            losses.Span[k] = evaluate(parameters.Span.Slice(k * parameterCount, parameterCount), gradient);
        }
    }

    public double Gradient(
        ReadOnlyMemory<double> parameters,
        Memory<double> gradient,
        Memory<double> terms,
        WorkerTeam team
    ) => evaluate(parameters.Span, gradient.Span);
}
