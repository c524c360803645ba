namespace Thalweg.Reports.Plotting;

/// <summary>An area between two curves over the same x, or a bar where there are two of them; a gap where a value is not finite.</summary>
public sealed record BandMark(
    string Name,
    Ink Ink,
    IReadOnlyList<double> X,
    IReadOnlyList<double> Lower,
    IReadOnlyList<double> Upper
) : Mark(Name, Ink)
{
    public double Opacity { get; init; } = 0.3;

    /// <summary>A bar from one x to another.</summary>
    public static BandMark Bar(string name, Ink ink, double from, double to, double bottom, double top)
    {
        ArgumentNullException.ThrowIfNull(name);
        return new(name, ink, [from, to], [bottom, bottom], [top, top]);
    }

    /// <summary>Runs of points that have a place on the panel, as closed outlines: there along the upper ends and back along the lower ones.</summary>
    internal IEnumerable<IReadOnlyList<(double X, double Y)>> Outlines(Panel panel)
    {
        var run = new List<int>();
        for (var i = 0; i <= X.Count; i++)
        {
            if (i < X.Count && IsOn(panel, i))
            {
                run.Add(i);
                continue;
            }
            if (run.Count > 1)
            {
                yield return
                [
                    .. run.Select(k => (X[k], Upper[k])),
                    .. run.AsEnumerable().Reverse().Select(k => (X[k], Lower[k])),
                ];
            }
            run.Clear();
        }
    }

    private bool IsOn(Panel panel, int i) =>
        double.IsFinite(panel.X.Fraction(X[i]))
        && double.IsFinite(panel.Y.Fraction(Lower[i]))
        && double.IsFinite(panel.Y.Fraction(Upper[i]));
}
