using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Objectives.Wrapping;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Optimization.Tests;

/// <summary>L = Σ ½ λ_i (x_i − c_i)² in two terms (even and odd i), with the distance from c as metric. Allocates nothing,
/// counts its evaluations, and can be told to fail from a given gradient on.</summary>
internal class Bowl(double[] curvatures, double[] centre) : IObjective, IResiduals
{
    public int Gradients { get; private set; }

    public int ValuesTaken { get; private set; }

    public int ResidualsTaken { get; private set; }

    public int PoisonLossFrom { get; init; } = int.MaxValue;

    public int PoisonGradientFrom { get; init; } = int.MaxValue;

    public Action<int>? OnGradient { get; init; }

    public string Name => "bowl";

    public int ParameterCount => curvatures.Length;

    public IReadOnlyList<string> TermNames { get; } = ["even", "odd"];

    public IReadOnlyList<string> MetricNames { get; } = ["distance"];

    public double? LowerBound => 0;

    public void Values(
        ReadOnlyMemory<double> parameters,
        Memory<double> losses,
        Memory<double> terms,
        Memory<double> metrics,
        WorkerTeam team
    )
    {
        var p = ParameterCount;
        for (var k = 0; k < losses.Length; k++)
        {
            var θ = parameters.Span.Slice(k * p, p);
            losses.Span[k] = Loss(θ, out var even, out var odd, out var distance);
            if (!terms.IsEmpty)
            {
                (terms.Span[2 * k], terms.Span[(2 * k) + 1]) = (even, odd);
            }
            if (!metrics.IsEmpty)
            {
                metrics.Span[k] = distance;
            }
            ValuesTaken++;
        }
    }

    public double Gradient(
        ReadOnlyMemory<double> parameters,
        Memory<double> gradient,
        Memory<double> terms,
        WorkerTeam team
    )
    {
        OnGradient?.Invoke(Gradients);
        var θ = parameters.Span;
        for (var i = 0; i < θ.Length; i++)
        {
            gradient.Span[i] = curvatures[i] * (θ[i] - centre[i]);
        }
        if (Gradients >= PoisonGradientFrom)
        {
            gradient.Span[^1] = double.NaN;
        }
        var loss = Loss(θ, out var even, out var odd, out _);
        if (!terms.IsEmpty)
        {
            (terms.Span[0], terms.Span[1]) = (even, odd);
        }
        return Gradients++ >= PoisonLossFrom ? double.PositiveInfinity : loss;
    }

    public int RowCount => ParameterCount;

    public void Residuals(ReadOnlyMemory<double> parameters, Memory<double> residuals, WorkerTeam team)
    {
        ResidualsTaken++;
        for (var i = 0; i < ParameterCount; i++)
        {
            residuals.Span[i] = Math.Sqrt(0.5 * curvatures[i]) * (parameters.Span[i] - centre[i]);
        }
    }

    public void Rows(ReadOnlyMemory<double> parameters, int first, int count, Memory<double> rows, WorkerTeam team)
    {
        rows.Span.Clear();
        for (var i = 0; i < count; i++)
        {
            rows.Span[(i * ParameterCount) + first + i] = Math.Sqrt(0.5 * curvatures[first + i]);
        }
    }

    private double Loss(ReadOnlySpan<double> θ, out double even, out double odd, out double distance)
    {
        (even, odd, distance) = (0, 0, 0);
        for (var i = 0; i < θ.Length; i++)
        {
            var d = θ[i] - centre[i];
            var part = 0.5 * curvatures[i] * d * d;
            (even, odd) = i % 2 == 0 ? (even + part, odd) : (even, odd + part);
            distance += d * d;
        }
        distance = Math.Sqrt(distance);
        return even + odd;
    }
}

/// <summary>A bowl whose loss scatters by up to 1e-4, and its gradient by up to 1e-7, as if they were rounded.</summary>
internal sealed class RoughBowl(double[] curvatures, double[] centre) : AlteringObjective(new Bowl(curvatures, centre))
{
    public override string Name => "rough bowl";

    public override double? LowerBound => 0;

    public override void Values(
        ReadOnlyMemory<double> parameters,
        Memory<double> losses,
        Memory<double> terms,
        Memory<double> metrics,
        WorkerTeam team
    )
    {
        var p = ParameterCount;
        Inner.Values(parameters, losses, default, default, team);
        for (var k = 0; k < losses.Length; k++)
        {
            losses.Span[k] += Scatter(parameters.Span.Slice(k * p, p));
        }
    }

    public override double Gradient(
        ReadOnlyMemory<double> parameters,
        Memory<double> gradient,
        Memory<double> terms,
        WorkerTeam team
    )
    {
        var scatter = Scatter(parameters.Span);
        var loss = Inner.Gradient(parameters, gradient, default, team);
        gradient.Span[0] += 1e-3 * scatter;
        return loss + scatter;
    }

    private static double Scatter(ReadOnlySpan<double> θ)
    {
        var bits = 0L;
        foreach (var x in θ)
        {
            bits = (bits * 31) + BitConverter.DoubleToInt64Bits(x);
        }
        return 1e-4 * (((ulong)bits * 0x9E3779B97F4A7C15) >> 40) / (1 << 24);
    }
}

/// <summary>An objective whose loss is not finite, though its gradient is, where the first parameter is beyond an edge.</summary>
internal sealed class Cliff(IObjective inner, double edge) : AlteringObjective(inner)
{
    public override string Name => Inner.Name;

    public override IReadOnlyList<string> TermNames => Inner.TermNames;

    public override IReadOnlyList<string> MetricNames => Inner.MetricNames;

    public override void Values(
        ReadOnlyMemory<double> parameters,
        Memory<double> losses,
        Memory<double> terms,
        Memory<double> metrics,
        WorkerTeam team
    )
    {
        Inner.Values(parameters, losses, terms, metrics, team);
        for (var k = 0; k < losses.Length; k++)
        {
            losses.Span[k] = parameters.Span[k * ParameterCount] > edge ? double.NaN : losses.Span[k];
        }
    }

    public override double Gradient(
        ReadOnlyMemory<double> parameters,
        Memory<double> gradient,
        Memory<double> terms,
        WorkerTeam team
    )
    {
        var loss = Inner.Gradient(parameters, gradient, terms, team);
        return parameters.Span[0] > edge ? double.NaN : loss;
    }
}

/// <summary>A bowl whose centre jumps with the draw.</summary>
internal sealed class JumpingBowl(double[] curvatures, double[] centre) : Bowl(curvatures, centre), IDrawable
{
    private readonly double[] curvatures = curvatures;
    private readonly double[] centre = centre;

    public IObjective At(long draw) =>
        new Bowl(curvatures, [.. centre.Select((c, i) => c + (0.01 * ((draw + i) % 7)))]);
}

/// <summary>Σ 100 (x_{i+1} − x_i²)² + (1 − x_i)².</summary>
internal sealed class ChainedRosenbrock(int count) : IObjective
{
    public string Name => "rosenbrock";

    public int ParameterCount => count;

    public IReadOnlyList<string> TermNames { get; } = ["loss"];

    public IReadOnlyList<string> MetricNames { get; } = [];

    public double? LowerBound => 0;

    public void Values(
        ReadOnlyMemory<double> parameters,
        Memory<double> losses,
        Memory<double> terms,
        Memory<double> metrics,
        WorkerTeam team
    )
    {
        var gradient = new double[count];
        for (var k = 0; k < losses.Length; k++)
        {
            losses.Span[k] = Gradient(parameters.Slice(k * count, count), gradient, default, team);
        }
        if (!terms.IsEmpty)
        {
            losses.CopyTo(terms);
        }
    }

    public double Gradient(
        ReadOnlyMemory<double> parameters,
        Memory<double> gradient,
        Memory<double> terms,
        WorkerTeam team
    )
    {
        var x = parameters.Span;
        var g = gradient.Span;
        var loss = 0.0;
        g.Clear();
        for (var i = 0; i + 1 < x.Length; i++)
        {
            var rise = x[i + 1] - (x[i] * x[i]);
            var rest = 1 - x[i];
            g[i] += (-400 * rise * x[i]) - (2 * rest);
            g[i + 1] += 200 * rise;
            loss += (100 * rise * rise) + (rest * rest);
        }
        if (!terms.IsEmpty)
        {
            terms.Span[0] = loss;
        }
        return loss;
    }
}
