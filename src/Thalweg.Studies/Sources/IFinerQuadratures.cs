namespace Thalweg.Studies.Sources;

/// <summary>A source whose loss is a quadrature that can take more nodes.</summary>
public interface IFinerQuadratures
{
    /// <summary>The same loss with twice and with five times the nodes along each axis; none where the nodes are random or from a file.</summary>
    IReadOnlyList<Source> Finer { get; }
}
