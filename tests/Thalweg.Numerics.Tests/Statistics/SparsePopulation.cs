using System.Globalization;
using Thalweg.Numerics.Random;
using Thalweg.Numerics.Simd;

namespace Thalweg.Numerics.Tests.Statistics;

/// <summary>Numbers of which few are not 0, as oscillations of slices are: those are exp(σZ).</summary>
internal sealed record SparsePopulation(double Share, double Sigma)
{
    public string Name => string.Create(CultureInfo.InvariantCulture, $"{100 * Share:0.#} % | {Sigma}");

    public double Mean => Share * Elementary.Exp(0.5 * Sigma * Sigma);

    public double[] Sample(RandomStream stream, int count)
    {
        // Uniform and Gaussian numbers of one stream may come from the same words.
        var sizes = stream.Substream("sizes");
        var sample = new double[count];
        for (var i = 0; i < count; i++)
        {
            sample[i] = stream.NextUniform() < Share ? Elementary.Exp(Sigma * sizes.NextGaussian()) : 0;
        }
        return sample;
    }
}
