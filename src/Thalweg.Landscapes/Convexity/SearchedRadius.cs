using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Landscapes.Convexity;

/// <summary>The largest radius about θ in which a search for the smallest λ_1 finds no negative curvature.</summary>
/// <remarks>Like a sampled radius it bounds that of the ball from above: <see cref="LowestCurvature"/> may miss what is there.</remarks>
/// <param name="Value">Located to a hundredth of how far was looked; 0 where θ has negative curvature itself, ∞ where none was found.</param>
/// <param name="Lowest">What the search in the whole ball found.</param>
/// <param name="Spectra">Spectra that were taken.</param>
public sealed record SearchedRadius(double Value, LowestCurvature Lowest, int Spectra)
{
    private const double Resolution = 1e-2;

    public LowestCurvature Lowest { get; init; } = Lowest ?? throw new ArgumentNullException(nameof(Lowest));

    /// <summary>Searches balls, the whole one first. Cost: up to eight times that of <see cref="LowestCurvature.InBall"/>.</summary>
    /// <param name="centre">θ, [P], finite.</param>
    /// <param name="largest">R &gt; 0.</param>
    /// <param name="starts">Further points to begin at, such as the lowest of sampled rays.</param>
    public static SearchedRadius Of(
        IObjective objective,
        ReadOnlyMemory<double> centre,
        double largest,
        WorkerTeam team,
        IReadOnlyList<ReadOnlyMemory<double>>? starts = null,
        IProgress<double>? progress = null
    )
    {
        ArgumentNullException.ThrowIfNull(objective);
        ArgumentNullException.ThrowIfNull(team);
        var whole = LowestCurvature.InBall(objective, centre, largest, team);
        var spectra = whole.Spectra;
        if (starts is { Count: > 0 })
        {
            var further = LowestCurvature.InBall(objective, centre, largest, team, starts);
            spectra += further.Spectra;
            whole = further.Found.Smallest < whole.Found.Smallest ? further : whole;
        }
        if (ExtremeCurvature.At(objective, centre, team) is { IsNegative: true } or { IsFinite: false })
        {
            progress?.Report(1);
            return new SearchedRadius(0, whole, spectra + 1);
        }
        if (!whole.Found.IsNegative)
        {
            progress?.Report(1);
            return new SearchedRadius(double.PositiveInfinity, whole, spectra + 1);
        }
        var (inner, outer, lowest) = (0.0, whole.Distance, whole.Point);
        while (outer - inner > Resolution * largest)
        {
            var middle = 0.5 * (inner + outer);
            var found = LowestCurvature.InBall(objective, centre, middle, team, [lowest]);
            spectra += found.Spectra;
            (inner, outer, lowest) = found.Found.IsNegative
                ? (inner, Math.Min(middle, found.Distance), found.Point)
                : (middle, outer, lowest);
            progress?.Report(Math.Min(1, 1 - ((outer - inner) / largest)));
        }
        return new SearchedRadius(inner, whole, spectra + 1);
    }
}
