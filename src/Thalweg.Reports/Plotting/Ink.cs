namespace Thalweg.Reports.Plotting;

/// <summary>What a stroke or a fill stands for; a <see cref="Theme"/> turns it into a colour.</summary>
public enum InkRole
{
    Series,
    Text,
    Mute,
    Hair,
    Paper,
    White,
    Black,
}

/// <summary>A colour by meaning. Figures name inks, never colours, so that the same figure serves print, light and dark.</summary>
public readonly record struct Ink(InkRole Role, int Index = 0)
{
    public static Ink Text => new(InkRole.Text);

    public static Ink Mute => new(InkRole.Mute);

    public static Ink Hair => new(InkRole.Hair);

    public static Ink Paper => new(InkRole.Paper);

    public static Ink White => new(InkRole.White);

    public static Ink Black => new(InkRole.Black);

    public static Ink Series(int index) => new(InkRole.Series, index % Theme.SeriesCount);
}
