namespace Thalweg.Numerics.Objectives;

/// <summary>An objective over random sample points; each draw is a deterministic objective.</summary>
/// <remarks>The objective of a draw belongs to the one that was asked, together with whatever was made from it (residuals, operators), and
/// holds until the next call of <see cref="At"/>, which may put other points in its place: a training takes a draw per step and
/// allocates nothing. The objective that was asked keeps its own points. Whoever needs two draws at once makes two objectives.</remarks>
public interface IDrawable
{
    /// <summary>The objective on the points of draw number <paramref name="draw"/>; the same number gives the same points.</summary>
    IObjective At(long draw);
}
