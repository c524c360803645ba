namespace Thalweg.Numerics.Objectives;

/// <summary>An objective over random sample points; each draw is a deterministic objective.</summary>
public interface IDrawable
{
    /// <summary>The objective on the points of draw number <paramref name="draw"/>; the same number gives the same points.</summary>
    IObjective At(long draw);
}
