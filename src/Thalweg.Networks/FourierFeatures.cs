using System.Globalization;
using Thalweg.Numerics.Random;

namespace Thalweg.Networks;

/// <summary>cos(Bx) and sin(Bx) in the place of the coordinates, with frequencies B that are drawn once, N(0, scale²), and are not trained
/// [Tancik2020]; with several scales the same hidden layers see each, and the output layer all of them [WangWangPerdikaris2021].</summary>
/// <remarks>Frequencies are angular: there is no 2π.</remarks>
public sealed class FourierFeatures
{
    private readonly ulong seed;

    /// <param name="count">Rows of B for each scale, half as many as features.</param>
    /// <param name="scales">Standard deviations of the frequencies, per unit of length.</param>
    /// <exception cref="ArgumentException">No scale, or one that is not positive.</exception>
    public FourierFeatures(int count, IReadOnlyList<double> scales, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(scales);
        if (count < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(count), count, $"got {count}, expected at least 1 frequency");
        }
        if (scales.Count == 0 || scales.Any(s => !(s > 0) || !double.IsFinite(s)))
        {
            throw new ArgumentException(
                $"got {(scales.Count == 0 ? "no scale" : string.Join(", ", scales.Select(Text)))}, expected positive scales of frequencies",
                nameof(scales)
            );
        }
        (Count, Scales, this.seed) = (count, [.. scales], seed);
        Name = string.Create(
            CultureInfo.InvariantCulture,
            $"fourier(count={count}, scales={Quoted(scales)}, seed={seed})"
        );
    }

    /// <summary>Canonical text.</summary>
    public string Name { get; }

    /// <summary>Rows of B for each scale.</summary>
    public int Count { get; }

    public IReadOnlyList<double> Scales { get; }

    public override string ToString() => Name;

    /// <summary>B of a scale, [Count, inputs], row-major.</summary>
    /// <param name="inputs">Columns of B.</param>
    public double[] Frequencies(int scale, int inputs)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(scale);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(scale, Scales.Count);
        ArgumentOutOfRangeException.ThrowIfLessThan(inputs, 1);
        var frequencies = new double[Count * inputs];
        new RandomStream(seed, string.Create(CultureInfo.InvariantCulture, $"fourier/{scale}")).FillGaussian(
            frequencies
        );
        for (var i = 0; i < frequencies.Length; i++)
        {
            frequencies[i] *= Scales[scale];
        }
        return frequencies;
    }

    /// <summary>The map whose sines are the features of a scale: all cosines, then all sines.</summary>
    internal FixedMap Map(int scale, int inputs)
    {
        var frequencies = Frequencies(scale, inputs);
        return new FixedMap(
            [.. frequencies, .. frequencies],
            [.. Enumerable.Repeat(Math.PI / 2, Count), .. new double[Count]]
        );
    }

    internal static string Quoted(IReadOnlyList<double> numbers) =>
        numbers.Count == 1 ? Text(numbers[0]) : $"\"{string.Join(',', numbers.Select(Text))}\"";

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
