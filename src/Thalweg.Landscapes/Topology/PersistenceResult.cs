namespace Thalweg.Landscapes.Topology;

/// <summary>The pairs and basins of a grid.</summary>
/// <param name="Pairs">Those that live for some time, by dimension, then birth, then death.</param>
/// <param name="Basins">One for each minimum (maximum for superlevels), deepest first.</param>
/// <param name="IsSuperlevel">Whether levels fall.</param>
public sealed record PersistenceResult(
    IReadOnlyList<PersistencePair> Pairs,
    IReadOnlyList<Basin> Basins,
    GridNeighbours Neighbours,
    bool IsSuperlevel
)
{
    /// <summary>The mean of saddle less minimum over the basins that end in another one; null where there is none.</summary>
    public double? MeanDepth =>
        Basins.Where(b => double.IsFinite(b.Depth)).Select(b => b.Depth).DefaultIfEmpty(double.NaN).Average()
            is var mean
        && double.IsFinite(mean)
            ? mean
            : null;
}

/// <summary>A component or a hole of the level sets.</summary>
/// <param name="Dimension">0: a component; 1: a hole.</param>
/// <param name="Birth">Level at which it appears.</param>
/// <param name="Death">Level at which it is gone; ∞ (−∞ for superlevels) for the one that stays.</param>
/// <param name="BirthVertex">Its number, row-major.</param>
/// <param name="DeathVertex">−1 where it stays.</param>
public sealed record PersistencePair(int Dimension, double Birth, double Death, int BirthVertex, int DeathVertex)
{
    public double Lifetime => Math.Abs(Death - Birth);
}

/// <summary>The surroundings of a minimum.</summary>
/// <param name="Vertex">Its number, row-major.</param>
/// <param name="Value">The loss there.</param>
/// <param name="Saddle">The loss where it meets a basin that goes deeper; ±∞ for the deepest.</param>
/// <param name="SaddleVertex">−1 for the deepest.</param>
/// <param name="Parent">The basin that it meets there, as a place in the list; −1 for the deepest.</param>
/// <param name="Region">Vertices from which the steepest way from vertex to vertex leads to it.</param>
/// <param name="Pool">Vertices joined to it below its saddle, those of basins that it took in among them.</param>
public sealed record Basin(int Vertex, double Value, double Saddle, int SaddleVertex, int Parent, int Region, int Pool)
{
    public double Depth => Math.Abs(Saddle - Value);
}
