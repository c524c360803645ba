using System.Numerics;

namespace Thalweg.Pde.References;

/// <summary>u_t = Lu + N(u) for real functions of period <see cref="Length"/>: L acts on e^(ikx) by its symbol, N(u) = ∂^s g(u) with s = 0 or
/// 1.</summary>
internal sealed record SemilinearEquation
{
    /// <summary>Where the period begins.</summary>
    public required double Left { get; init; }

    public required double Length { get; init; }

    /// <summary>The factor of e^(ikx) under L, of k.</summary>
    public required Func<double, Complex> Symbol { get; init; }

    /// <summary>g.</summary>
    public required Func<double, double> Nonlinear { get; init; }

    /// <summary>g′; needed where <see cref="IsFlux"/> is set.</summary>
    public Func<double, double> Slope { get; init; } = _ => 0;

    /// <summary>s = 1.</summary>
    public bool IsFlux { get; init; }

    /// <summary>u at t = 0.</summary>
    public required Func<double, double> Start { get; init; }

    /// <summary>The amplitude of the wave of number k at t = 0 of a function that is even about <see cref="Left"/>, exactly; where it is given, no wave
    /// too short for the points of the period comes back as a longer one.</summary>
    public Func<int, double>? StartAmplitude { get; init; }
}
