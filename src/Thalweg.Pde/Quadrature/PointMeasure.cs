namespace Thalweg.Pde.Quadrature;

/// <summary>What the weights of points that a user gives are measured against.</summary>
public enum PointMeasure
{
    /// <summary>They sum to the measure of the part of the domain that they are on; others are refused.</summary>
    Volume,

    /// <summary>They are scaled to that sum.</summary>
    Scaled,

    /// <summary>They are taken as they are: the loss is a sum of another measure, whose infimum is not known.</summary>
    Given,
}
