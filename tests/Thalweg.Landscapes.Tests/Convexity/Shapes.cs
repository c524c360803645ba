using Thalweg.Numerics.Linear.Operators;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Landscapes.Tests.Convexity;

/// <summary>A function of a few variables with its gradient and Hessian.</summary>
internal sealed class Shape(
    int parameterCount,
    Func<double[], double> value,
    Func<double[], double[]> gradient,
    Func<double[], double[]> hessian
) : IObjective, ILinearizable
{
    /// <summary>¼ (x² − 1)² + ½ y²: wells at ±1, curved down where |x| is below 1/√3, whatever y is.</summary>
    public static Shape DoubleWell { get; } =
        new(
            2,
            x => (0.25 * Math.Pow((x[0] * x[0]) - 1, 2)) + (0.5 * x[1] * x[1]),
            x => [x[0] * ((x[0] * x[0]) - 1), x[1]],
            x => [(3 * x[0] * x[0]) - 1, 0, 0, 1]
        );

    /// <summary>¼ Σ x_i⁴: flat at 0, curved up elsewhere as far as no coordinate is 0.</summary>
    public static Shape Quartic(int p) =>
        new(
            p,
            x => 0.25 * x.Sum(v => v * v * v * v),
            x => [.. x.Select(v => v * v * v)],
            x => Diagonal([.. x.Select(v => 3 * v * v)])
        );

    /// <summary>A constant: every second derivative is 0.</summary>
    public static Shape Flat { get; } = new(3, _ => 4, _ => new double[3], _ => new double[9]);

    /// <summary>½ x² with a second derivative that is not a number beyond 1.</summary>
    public static Shape Broken { get; } =
        new(
            2,
            x => 0.5 * ((x[0] * x[0]) + (x[1] * x[1])),
            x => [.. x],
            x => Math.Abs(x[0]) > 1 ? [double.NaN, 0, 0, 1] : [1, 0, 0, 1]
        );

    public string Name => "shape";

    public int ParameterCount => parameterCount;

    public IReadOnlyList<string> TermNames => ["all"];

    public IReadOnlyList<string> MetricNames => [];

    public double? LowerBound => null;

    public void Values(
        ReadOnlyMemory<double> parameters,
        Memory<double> losses,
        Memory<double> terms,
        Memory<double> metrics,
        WorkerTeam team
    )
    {
        for (var k = 0; k < losses.Length; k++)
        {
            losses.Span[k] = value(parameters.Slice(k * parameterCount, parameterCount).ToArray());
        }
    }

    public double Gradient(
        ReadOnlyMemory<double> parameters,
        Memory<double> target,
        Memory<double> terms,
        WorkerTeam team
    )
    {
        gradient(parameters.ToArray()).CopyTo(target);
        return value(parameters.ToArray());
    }

    public ILinearOperator LinearizeAt(ReadOnlyMemory<double> parameters, WorkerTeam team) =>
        new DenseOperator(hessian(parameters.ToArray()), parameterCount, parameterCount);

    private static double[] Diagonal(double[] entries)
    {
        var matrix = new double[entries.Length * entries.Length];
        for (var i = 0; i < entries.Length; i++)
        {
            matrix[(i * entries.Length) + i] = entries[i];
        }
        return matrix;
    }
}
