using Thalweg.Networks.Jets;

namespace Thalweg.Pde.Engine;

/// <summary>What one thread needs to evaluate tiles: rounded parameters and directions, streams, trial-function streams, tape temporaries,
/// seeds of reverse sweeps with their factors, products of rows.</summary>
internal sealed class TileScratch
{
    public JetScratch Parameters { get; } = new();

    public JetScratch Directions { get; } = new();

    public JetScratch Network { get; } = new();

    public JetScratch Trial { get; } = new();

    public JetScratch Temporaries { get; } = new();

    public JetScratch Seeds { get; } = new();

    public JetScratch Factors { get; } = new();

    public JetScratch Products { get; } = new();
}
