namespace Thalweg.Data.Objectives;

/// <summary>How a step of training draws its images: in the order of a permutation, drawn anew for each epoch, so many at a time; the last batch of an
/// epoch may be short.</summary>
/// <param name="Size">At least 1.</param>
public sealed record MiniBatches(int Size, ulong Seed)
{
    public int Size { get; init; } =
        Size >= 1
            ? Size
            : throw new ArgumentOutOfRangeException(nameof(Size), Size, $"size is {Size}, expected at least 1");
}
