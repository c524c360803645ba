namespace Thalweg.Reports.Plotting;

/// <summary>How inks become colours: hex codes for print, CSS variables for the page, tokens for the page's script.</summary>
public sealed class Theme
{
    /// <summary>Distinct series colours before they repeat.</summary>
    public const int SeriesCount = 8;

    private readonly string[] _series;
    private readonly string[] _words;
    private readonly string _text;
    private readonly string _mute;
    private readonly string _hair;
    private readonly string _paper;

    private Theme(string[] series, string[] words, string text, string mute, string hair, string paper)
    {
        _series = series;
        _words = words;
        _text = text;
        _mute = mute;
        _hair = hair;
        _paper = paper;
    }

    /// <summary>Okabe–Ito colours on white [OkabeIto2008], then two that readers with any colour vision tell from them: its own black and yellow are those of text and
    /// of hardly anything on paper.</summary>
    public static Theme Print { get; } =
        new(
            ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#7030C8", "#5A2D0C"],
            ["#0072B2", "#BD5300", "#008360", "#BA4A88", "#986900", "#1779B0", "#7030C8", "#5A2D0C"],
            "#1c1c1a",
            "#5f5e5a",
            "#dddcd6",
            "#ffffff"
        );

    /// <summary>Variables that the page's stylesheet sets for light and dark.</summary>
    public static Theme Page { get; } =
        new(
            ["var(--s0)", "var(--s1)", "var(--s2)", "var(--s3)", "var(--s4)", "var(--s5)", "var(--s6)", "var(--s7)"],
            ["var(--w0)", "var(--w1)", "var(--w2)", "var(--w3)", "var(--w4)", "var(--w5)", "var(--w6)", "var(--w7)"],
            "var(--ink)",
            "var(--mute)",
            "var(--hair)",
            "var(--bg)"
        );

    /// <summary>Tokens that the page's script replaces by the colours in force.</summary>
    public static Theme Script { get; } =
        new(
            ["@s0", "@s1", "@s2", "@s3", "@s4", "@s5", "@s6", "@s7"],
            ["@w0", "@w1", "@w2", "@w3", "@w4", "@w5", "@w6", "@w7"],
            "@ink",
            "@mute",
            "@hair",
            "@bg"
        );

    /// <summary>The same hue for text, dark or light enough to be read: at least 4.5 : 1 against the ground.</summary>
    public string Words(Ink ink) => ink.Role == InkRole.Series ? _words[ink.Index] : Colour(ink);

    /// <summary>The colour of strokes and fills.</summary>
    public string Colour(Ink ink) =>
        ink.Role switch
        {
            InkRole.Series => _series[ink.Index],
            InkRole.Text => _text,
            InkRole.Mute => _mute,
            InkRole.Hair => _hair,
            InkRole.Paper => _paper,
            InkRole.White => "#ffffff",
            _ => "#1c1c1a",
        };
}
