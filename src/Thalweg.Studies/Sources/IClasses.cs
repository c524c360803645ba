using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Studies.Sources;

/// <summary>A source whose loss is a mean over images, which may have classes.</summary>
public interface IClasses
{
    /// <summary>Images that an evaluation looks at.</summary>
    /// <param name="objective">One that this source has made.</param>
    int ImageCount(IObjective objective);

    /// <summary>The same loss on images drawn among its own, each at most once.</summary>
    Source Drawn(int images, ulong seed);

    /// <summary>What each image is taken for; null where there are no classes.</summary>
    /// <param name="objective">One that this source has made.</param>
    ClassCounts? Counts(IObjective objective, ReadOnlyMemory<double> parameters, WorkerTeam team);
}

/// <summary>Images drawn among those of a source.</summary>
/// <param name="Count">How many, each at most once.</param>
public sealed record DrawnImages(int Count, ulong Seed);

/// <summary>Classes found and given.</summary>
/// <param name="Found">Of each image, the lowest of equal outputs.</param>
/// <param name="Given">Of each image.</param>
/// <param name="Table">Images of each class (row) that are taken for each class (column).</param>
public sealed record ClassCounts(
    IReadOnlyList<int> Found,
    IReadOnlyList<int> Given,
    IReadOnlyList<IReadOnlyList<int>> Table
)
{
    /// <summary>Share of the images that are taken for their class.</summary>
    public double Accuracy => (double)Table.Select((row, given) => row[given]).Sum() / Found.Count;
}
