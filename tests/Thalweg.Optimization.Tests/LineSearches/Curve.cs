using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;
using Thalweg.Optimization.LineSearches;

namespace Thalweg.Optimization.Tests.LineSearches;

/// <summary>A function of one variable, searched from 0 along +1.</summary>
internal sealed class Curve(Func<double, (double Value, double Slope)> function) : IObjective
{
    public List<double> Trials { get; } = [];

    public string Name => "curve";

    public int ParameterCount => 1;

    public IReadOnlyList<string> TermNames { get; } = ["value"];

    public IReadOnlyList<string> MetricNames { get; } = [];

    public double? LowerBound => null;

    public LineFunction Line(double noise = 0)
    {
        var line = new LineFunction(this);
        var (value, slope) = function(0);
        line.Start([0], [1], [], value, slope, noise, WorkerTeam.Sequential);
        return line;
    }

    public void Values(
        ReadOnlyMemory<double> parameters,
        Memory<double> losses,
        Memory<double> terms,
        Memory<double> metrics,
        WorkerTeam team
    )
    {
        Trials.Add(parameters.Span[0]);
        losses.Span[0] = function(parameters.Span[0]).Value;
    }

    public double Gradient(
        ReadOnlyMemory<double> parameters,
        Memory<double> gradient,
        Memory<double> terms,
        WorkerTeam team
    )
    {
        Trials.Add(parameters.Span[0]);
        (var value, gradient.Span[0]) = function(parameters.Span[0]);
        return value;
    }

    public static (double Value, double Slope) First(double a) =>
        (-a / ((a * a) + 2), ((a * a) - 2) / (((a * a) + 2) * ((a * a) + 2)));

    public static (double Value, double Slope) Second(double a)
    {
        var b = a + 0.004;
        return ((b * b * b * b * b) - (2 * b * b * b * b), (5 * b * b * b * b) - (8 * b * b * b));
    }

    public static (double Value, double Slope) Third(double a)
    {
        const double beta = 0.01;
        const double phase = 39 * Math.PI / 2;
        var (value, slope) =
            a <= 1 - beta ? (1 - a, -1)
            : a >= 1 + beta ? (a - 1, 1)
            : (((a - 1) * (a - 1) / (2 * beta)) + (beta / 2), (a - 1) / beta);
        return (
            value + (2 * (1 - beta) / (39 * Math.PI) * Math.Sin(phase * a)),
            slope + ((1 - beta) * Math.Cos(phase * a))
        );
    }

    public static Func<double, (double Value, double Slope)> Valley(double beta1, double beta2) =>
        a =>
        {
            static double Gamma(double b) => Math.Sqrt(1 + (b * b)) - b;
            var left = Math.Sqrt(((1 - a) * (1 - a)) + (beta2 * beta2));
            var right = Math.Sqrt((a * a) + (beta1 * beta1));
            return (
                (Gamma(beta1) * left) + (Gamma(beta2) * right),
                (Gamma(beta1) * (a - 1) / left) + (Gamma(beta2) * a / right)
            );
        };

    /// <summary>The six functions of [More1994, §5].</summary>
    public static IReadOnlyList<Func<double, (double Value, double Slope)>> MoreThuente { get; } =
    [First, Second, Third, Valley(0.001, 0.001), Valley(0.01, 0.001), Valley(0.001, 0.01)];
}
