using System.Globalization;
using System.Text;
using Thalweg.Reports.Wording;

namespace Thalweg.Reports.Plotting.Svg;

/// <summary>Appends SVG elements; numbers with two decimals, colours by theme.</summary>
internal sealed class SvgCanvas(Theme theme)
{
    private readonly StringBuilder _text = new();

    public string Content => _text.ToString();

    public string Colour(Ink ink) => theme.Colour(ink);

    public static string Number(double value)
    {
        var text = value.ToString("0.##", CultureInfo.InvariantCulture);
        return text == "-0" ? "0" : text;
    }

    public void Raw(string element) => _text.Append(element);

    public void Line(double x1, double y1, double x2, double y2, Ink ink, double width, double opacity = 1) =>
        _text.Append(
            CultureInfo.InvariantCulture,
            $"<line x1=\"{Number(x1)}\" y1=\"{Number(y1)}\" x2=\"{Number(x2)}\" y2=\"{Number(y2)}\" stroke=\"{Colour(ink)}\" stroke-width=\"{Number(width)}\"{Opacity(opacity)}/>"
        );

    public void Path(string data, Ink ink, double width, double opacity = 1, string dashes = "") =>
        _text.Append(
            CultureInfo.InvariantCulture,
            $"<path d=\"{data}\" fill=\"none\" stroke=\"{Colour(ink)}\" stroke-width=\"{Number(width)}\" stroke-linejoin=\"round\"{(dashes.Length > 0 ? $" stroke-dasharray=\"{dashes}\"" : "")}{Opacity(opacity)}/>"
        );

    public void Shape(string data, string fill, Ink? outline, double width, double opacity = 1) =>
        _text.Append(
            CultureInfo.InvariantCulture,
            $"<path d=\"{data}\" fill=\"{fill}\"{(outline is { } ink ? $" stroke=\"{Colour(ink)}\" stroke-width=\"{Number(width)}\"" : "")}{Opacity(opacity)}/>"
        );

    public void Words(
        double x,
        double y,
        string text,
        double size,
        Ink ink,
        string anchor = "start",
        bool bold = false
    ) =>
        _text.Append(
            CultureInfo.InvariantCulture,
            $"<text x=\"{Number(x)}\" y=\"{Number(y)}\" font-size=\"{Number(size)}\" fill=\"{theme.Words(ink)}\"{(anchor == "start" ? "" : $" text-anchor=\"{anchor}\"")}{(bold ? " font-weight=\"600\"" : "")}>{Markup.Escape(text)}</text>"
        );

    /// <summary>A line of text whose first words are bold and coloured.</summary>
    public void Heading(double x, double y, string lead, string rest, double size, Ink leadInk) =>
        _text.Append(
            CultureInfo.InvariantCulture,
            $"<text x=\"{Number(x)}\" y=\"{Number(y)}\" font-size=\"{Number(size)}\" fill=\"{Colour(Ink.Text)}\">{(lead.Length > 0 ? $"<tspan font-weight=\"600\" fill=\"{theme.Words(leadInk)}\">{Markup.Escape(lead)}</tspan>" : "")}{Markup.Escape(rest)}</text>"
        );

    private static string Opacity(double opacity) => opacity >= 1 ? "" : $" opacity=\"{Number(opacity)}\"";
}
