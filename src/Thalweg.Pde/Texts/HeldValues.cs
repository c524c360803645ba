using Thalweg.Pde.Geometry;
using Thalweg.Pde.Models;
using Thalweg.Pde.Problems;

namespace Thalweg.Pde.Texts;

/// <summary>Trial functions whose factor and lift are made of a kind of distances.</summary>
public static class HeldValues
{
    /// <summary>u = g + φN with the prescribed values of the problem.</summary>
    /// <param name="negative">u = g − φN.</param>
    /// <param name="waves">As of <see cref="TrialFunction.Hard(Problem, bool, int)"/>.</param>
    /// <exception cref="PartsRefusedException">There are no such functions.</exception>
    public static TrialFunction Trial(Problem problem, DistanceKind kind, bool negative = false, int waves = 1)
    {
        ArgumentNullException.ThrowIfNull(problem);
        return kind == DistanceKind.Standard
            ? TrialFunction.Hard(problem, negative, waves)
            : TrialFunction.Hard(problem, negative, waves, (NameOf(kind), HardTrial.Of(problem, kind)));
    }

    /// <summary>u = g + R(φN) with the prescribed values of the problem and its conditions on fluxes, D(u, n) + au = h: the residuals of all of them are 0
    /// for every N.</summary>
    /// <param name="negative">φ is turned over.</param>
    /// <param name="waves">As of <see cref="TrialFunction.Hard(Problem, bool, int)"/>.</param>
    /// <remarks>On intervals, boxes, discs, annuli and balls [Sukumar2022]. u holds a derivative of N for each axis of a box that has such conditions, one on the others, so that N
    /// needs as many derivatives more: cost as of an equation of that order.</remarks>
    /// <exception cref="PartsRefusedException">There is no such function.</exception>
    public static TrialFunction Fluxes(Problem problem, bool negative = false, int waves = 1)
    {
        ArgumentNullException.ThrowIfNull(problem);
        var (fields, lifts, factors, held) = FluxTrial.Of(problem, negative);
        return TrialFunction.OfFluxes(problem, negative, waves, fields, lifts, factors, held);
    }

    /// <summary>The word used in files and flags.</summary>
    public static string NameOf(DistanceKind kind) =>
        kind switch
        {
            DistanceKind.Standard => "standard",
            DistanceKind.Polynomial => "polynomial",
            DistanceKind.Joined => "rfunction",
            DistanceKind.JoinedSquares => "rfunction2",
            DistanceKind.Corner => "corner",
            _ => "transfinite",
        };
}
