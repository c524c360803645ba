namespace Thalweg.Networks.Jets;

/// <summary>Places buffers in one block of memory so that those whose lives do not overlap share it.</summary>
/// <remarks>First fit over sizes in the order of asking: few and similar buffers, so nothing cleverer is needed.</remarks>
internal sealed class BufferPlan
{
    private readonly List<(int Start, int Length)> live = [];

    /// <summary>Numbers needed in all.</summary>
    public int Length { get; private set; }

    /// <summary>Takes a free place.</summary>
    public int Take(int length)
    {
        var start = 0;
        foreach (var (other, size) in live.OrderBy(l => l.Start))
        {
            if (other - start >= length)
            {
                break;
            }
            start = other + size;
        }
        live.Add((start, length));
        Length = Math.Max(Length, start + length);
        return start;
    }

    /// <summary>Gives a place back.</summary>
    public void Free(int start) => live.RemoveAll(l => l.Start == start);
}
