using Thalweg.Numerics.Parallel;

namespace Thalweg.Numerics.Objectives;

/// <summary>An objective whose sample points follow θ.</summary>
/// <remarks>Points belong to an instance and never change; a round gives another instance, which has every capability of the one
/// it came from. When rounds happen is for whoever trains to say.</remarks>
public interface IAdaptive
{
    /// <summary>The points of this objective with their weights and whatever else the next round needs, as numbers.</summary>
    double[] SavePoints();

    /// <summary>The objective on the points chosen at θ: a pure function of this objective's points, of θ and of the round, with
    /// the same bits for any number of threads. Cost: some values of the residual, no gradient.</summary>
    /// <param name="parameters">[P].</param>
    /// <param name="round">1, 2, …; another round draws other random numbers.</param>
    IObjective Adapt(ReadOnlyMemory<double> parameters, long round, WorkerTeam team);

    /// <summary>The objective on points that <see cref="SavePoints"/> gave, to the same bits.</summary>
    /// <exception cref="ArgumentException">The numbers are not the points of such an objective.</exception>
    IObjective Restore(ReadOnlySpan<double> points);
}
