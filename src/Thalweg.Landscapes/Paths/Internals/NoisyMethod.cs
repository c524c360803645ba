using System.Globalization;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Random;
using Thalweg.Optimization.Optimizers;
using Thalweg.Optimization.Optimizers.FirstOrder;

namespace Thalweg.Landscapes.Paths;

/// <summary>A method that is given gradients with N(0, σ²) added to every entry, drawn anew at each step.</summary>
internal sealed class NoisyMethod(IMethod inner, double deviation, ulong seed) : IMethod
{
    public string Description =>
        string.Create(CultureInfo.InvariantCulture, $"{inner.Description} with noise {deviation} of seed {seed}");

    public double Rate => inner.Rate;

    public double GradientDecay => inner.GradientDecay;

    public MethodState Begin(int parameterCount) => inner.Begin(parameterCount);

    public MethodState Begin(ParameterLayout layout) => inner.Begin(layout);

    public OptimizerMemory MemoryBeside(ParameterLayout layout) => inner.MemoryBeside(layout);

    public void Step(double rate, Span<double> parameters, ReadOnlySpan<double> gradient, MethodState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var noisy = new double[gradient.Length];
        // A stream of its own for each step: a step can be taken again without those before it.
        var name = string.Create(CultureInfo.InvariantCulture, $"path-noise-{state.Steps}");
        new RandomStream(seed, name).FillGaussian(noisy);
        for (var i = 0; i < noisy.Length; i++)
        {
            noisy[i] = gradient[i] + (deviation * noisy[i]);
        }
        inner.Step(rate, parameters, noisy, state);
    }
}
