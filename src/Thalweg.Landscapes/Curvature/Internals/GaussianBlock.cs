using Thalweg.Numerics.Random;

namespace Thalweg.Landscapes.Curvature;

/// <summary>Gaussian numbers in a stream that gives uniform ones too: a Gaussian is made of all words of its block, which must not be shared with
/// what comes before or after.</summary>
internal static class GaussianBlock
{
    public static void Fill(RandomStream stream, Span<double> target)
    {
        stream.Position = NextBlock(stream.Position);
        stream.FillGaussian(target);
        stream.Position = NextBlock(stream.Position);
    }

    private static ulong NextBlock(ulong position) => (position + 3) & ~3ul;
}
