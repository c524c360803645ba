using Thalweg.Networks.Activations;
using Thalweg.Numerics.Random;
using Thalweg.Numerics.Simd;

namespace Thalweg.Networks.Symmetries;

/// <summary>Random maps of one layer.</summary>
internal static class Drawing
{
    // Of shifts in periods, and of the logarithm of scalings.
    private const int MostPeriods = 2;
    private const double MostStretch = 0.7;

    public static LayerMap Of(LayerGroup layer, RandomStream stream) =>
        layer.IsGauge ? Linear(layer, stream) : Units(layer, stream);

    private static UnitLayerMap Units(LayerGroup layer, RandomStream stream)
    {
        var map = UnitLayerMap.Identity(layer);
        stream.Shuffle(map.Sources.AsSpan());
        for (var i = 0; i < layer.Width; i++)
        {
            var factor = layer.Factors[stream.NextInt(layer.Factors.Count)];
            var scale = layer.Scales ? Stretch(stream) : 1;
            var shift = layer.Translates ? (stream.NextUniform() - 0.5) * Math.Sqrt(3) : 0;
            for (var w = 0; w < map.Maps.Length; w++)
            {
                var options = layer.Options(w, factor);
                var unit = options[stream.NextInt(options.Count)];
                if (layer.Period(w) is { } period)
                {
                    unit = unit with
                    {
                        Shift = unit.Shift + ((stream.NextInt((2 * MostPeriods) + 1) - MostPeriods) * period),
                    };
                }
                unit = layer.Scales ? unit.After(layer.Scaling(w, scale)) : unit;
                if (layer.Layer.Writers[w].Activation is null)
                {
                    unit = new UnitMap(1, shift, 1, shift).After(unit);
                }
                map.Maps[w][i] = unit;
            }
        }
        return map;
    }

    private static LinearLayerMap Linear(LayerGroup layer, RandomStream stream)
    {
        var n = layer.Width;
        var (left, right) = (Orthogonal(n, stream), Orthogonal(n, stream));
        var (matrix, inverse) = (right.ToArray(), Matrices.Transposed(right, n, n));
        for (var i = 0; i < n && !layer.IsIsometric; i++)
        {
            var stretch = Stretch(stream);
            for (var j = 0; j < n; j++)
            {
                matrix[(i * n) + j] *= stretch;
                inverse[(j * n) + i] /= stretch;
            }
        }
        var shift = new double[n];
        for (var i = 0; i < n && layer.Translates; i++)
        {
            shift[i] = (stream.NextUniform() - 0.5) * Math.Sqrt(3);
        }
        return new(
            Matrices.Product(left, matrix, n, n, n),
            Matrices.Product(inverse, Matrices.Transposed(left, n, n), n, n, n),
            shift
        );
    }

    private static double Stretch(RandomStream stream) =>
        Elementary.Exp(MostStretch * ((2 * stream.NextUniform()) - 1));

    /// <summary>Rows of Gaussian numbers, made orthonormal one after the other.</summary>
    private static double[] Orthogonal(int n, RandomStream stream)
    {
        stream.Position = (stream.Position + 3) / 4 * 4;
        var rows = new double[n * n];
        stream.FillGaussian(rows);
        OrthogonalFactor.Orthonormalize(rows, n);
        return rows;
    }
}
