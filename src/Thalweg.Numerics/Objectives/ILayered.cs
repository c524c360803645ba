namespace Thalweg.Numerics.Objectives;

/// <summary>An objective whose parameters have a structure (layers, rows, biases) that direction rules need.</summary>
public interface ILayered
{
    ParameterLayout Layout { get; }
}
