namespace Thalweg.Pde.Quadrature;

/// <summary>When a random rule takes new points.</summary>
public enum Redraw
{
    /// <summary>The points of draw 0 serve always.</summary>
    Never,

    /// <summary>Each draw, so each step of a training, has its own points.</summary>
    Step,
}
