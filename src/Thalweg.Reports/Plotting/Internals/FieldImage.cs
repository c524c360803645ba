using Thalweg.Formats.Images;

namespace Thalweg.Reports.Plotting;

/// <summary>A colour field as a picture whose pixels cover the grid from its first to its last point exactly.</summary>
internal static class FieldImage
{
    private const int Shades = 250;

    public static string DataUri(Grid grid, ColourScale scale, int pixels)
    {
        var (width, height) = (pixels, pixels);
        var image = new byte[width * height];
        for (var row = 0; row < height; row++)
        {
            var j = ((height - row - 0.5) / height) * (grid.Y.Count - 1);
            for (var column = 0; column < width; column++)
            {
                var i = ((column + 0.5) / width) * (grid.X.Count - 1);
                var value = grid.Sample(i, j);
                image[row * width + column] = double.IsNaN(value)
                    ? Png.Transparent
                    : (byte)Math.Round(Math.Clamp(scale.Fraction(value), 0, 1) * (Shades - 1));
            }
        }
        var palette = new uint[Shades];
        for (var i = 0; i < Shades; i++)
        {
            palette[i] = scale.Map.At(i / (Shades - 1.0));
        }
        return "data:image/png;base64," + Convert.ToBase64String(Png.Write(width, height, image, palette));
    }
}
