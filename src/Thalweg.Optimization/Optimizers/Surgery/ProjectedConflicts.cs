using System.Globalization;
using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Random;

namespace Thalweg.Optimization.Optimizers.Surgery;

/// <summary>PCGrad [YuTianhe2020]: every gradient loses its part against each of the others that it conflicts with, one after the other in
/// random order, and the results are summed.</summary>
/// <remarks>Of two gradients neither result conflicts with the other gradient; of more, a later projection may bring a conflict back.</remarks>
/// <param name="Seed">Of the orders, which are a pure function of it and of the step.</param>
public sealed record ProjectedConflicts(ulong Seed = 0) : IGradientSurgery
{
    public string Description => string.Create(CultureInfo.InvariantCulture, $"pcgrad(seed={Seed})");

    public void Combine(ReadOnlySpan<double> gradients, long step, Span<double> direction)
    {
        var p = GradientRows.Length(gradients, direction);
        var count = gradients.Length / p;
        var random = new RandomStream(Seed, string.Create(CultureInfo.InvariantCulture, $"pcgrad/{step}"));
        var own = new double[p];
        var others = new int[count];
        direction.Clear();
        for (var i = 0; i < count; i++)
        {
            gradients.Slice(i * p, p).CopyTo(own);
            for (var j = 0; j < count; j++)
            {
                others[j] = j;
            }
            if (count > 2)
            {
                random.Shuffle<int>(others);
            }
            foreach (var j in others)
            {
                var other = gradients.Slice(j * p, p);
                if (j != i && Vectors.Dot(own, other) is < 0 and var product)
                {
                    Vectors.Combine(own, -product / Vectors.Dot(other, other), other, own);
                }
            }
            Vectors.Combine(direction, 1.0, own, direction);
        }
    }
}
