namespace Thalweg.Networks.Layers;

/// <summary>What a layer takes in or gives out for one image: channels of rows of columns, in this order; a vector has one row of one column.</summary>
public readonly record struct LayerShape(int Channels, int Height, int Width)
{
    public static LayerShape Vector(int count) => new(count, 1, 1);

    /// <summary>Numbers of one image.</summary>
    public int Count => checked(Channels * Height * Width);

    public override string ToString() => Height == 1 && Width == 1 ? $"{Channels}" : $"{Channels}×{Height}×{Width}";
}
