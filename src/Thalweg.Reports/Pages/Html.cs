using Thalweg.Reports.Figures;
using Thalweg.Reports.Plotting;
using Thalweg.Reports.Wording;

namespace Thalweg.Reports.Pages;

/// <summary>Small pieces of HTML.</summary>
internal static class Html
{
    /// <summary>A variant's name in its colour.</summary>
    public static string Name(VariantStyle style) =>
        style.Ink.Role == InkRole.Series
            ? $"<span class=\"s{style.Ink.Index}\">{Markup.Escape(style.Name)}</span>"
            : Markup.Escape(style.Name);

    /// <summary>A value with its interval beneath.</summary>
    public static string Number(Uncertain value) =>
        $"{Markup.Escape(value.ValueText)}<small>{Markup.Escape(value.IntervalText)}</small>";

    /// <summary>Opens a table that may be wider than the page: it scrolls by itself, with the keyboard too.</summary>
    /// <param name="label">What a screen reader calls it.</param>
    /// <param name="table">Attributes of the table.</param>
    public static string OpenTable(string label, string table = "") =>
        $"<div class=\"wide-table\" role=\"region\" tabindex=\"0\" aria-label=\"{Markup.Escape(label)}\"><table{table}>";

    /// <summary>Opens what a phone folds until it is asked for.</summary>
    /// <param name="kind">A figure, whose title only the fold says, or a table.</param>
    public static string OpenLater(string title, string kind) =>
        $"<details class=\"later {kind}\" open><summary>{Markup.Escape(title)}</summary>\n";

    public static string Link(string text, string href) =>
        $"<a href=\"{Markup.Escape(href)}\">{Markup.Escape(text)}</a>";
}
