using Thalweg.Reports.Plotting;
using Thalweg.Results.Records;

namespace Thalweg.Reports.Figures;

/// <summary>How something looks everywhere: name, colour, dash and marker, so that colour is never the only sign.</summary>
/// <param name="Label">Label of a variant, or name of a loss.</param>
public sealed record VariantStyle(string Label, string Name, Ink Ink, Dash Dash, Marker Marker);

/// <summary>
/// The looks of a study's variants and losses. Where variants differ in their formulation, a formulation has one colour (Ritz and
/// Galerkin always the same) and dashes tell its variants apart; else each variant has its own colour, in order.
/// </summary>
public sealed class VariantStyles
{
    private static readonly Dash[] Dashes =
    [
        Dash.Solid,
        Dash.Dashed,
        Dash.Dotted,
        Dash.DashDot,
        Dash.LongDash,
        Dash.LongDashDot,
        Dash.DashDotDot,
        Dash.LongShortDash,
    ];
    private static readonly Marker[] Markers =
    [
        Marker.Circle,
        Marker.Square,
        Marker.Diamond,
        Marker.Triangle,
        Marker.Cross,
        Marker.OpenSquare,
        Marker.TriangleDown,
        Marker.DiagonalCross,
    ];
    private static readonly string[] Fixed = ["ritz", "galerkin"];

    private readonly Dictionary<string, VariantStyle> _variants = [];
    private readonly Dictionary<string, VariantStyle> _losses = [];
    private readonly Dictionary<string, string> _lossOf = [];

    public VariantStyles(IReadOnlyList<VariantRecord> variants)
    {
        ArgumentNullException.ThrowIfNull(variants);
        var groups = Groups(variants);
        var colours = Colours([.. groups.Distinct()]);
        var isShared = groups.Distinct().Count() < groups.Count;
        for (var i = 0; i < variants.Count; i++)
        {
            var (variant, colour) = (variants[i], colours[groups[i]]);
            var place = isShared ? groups.Take(i).Count(g => g == groups[i]) : colour;
            _variants[variant.Label] = new VariantStyle(
                variant.Label,
                Name(variant.Label, IsFormulation(variant)),
                Ink.Series(colour),
                Dashes[place % Dashes.Length],
                Markers[(isShared ? i : colour) % Markers.Length]
            );
            _lossOf[variant.Label] = variant.Loss;
        }
        foreach (var loss in variants.GroupBy(v => v.Loss))
        {
            _losses[loss.Key] = OfLoss(loss.Key, [.. loss.Select(v => _variants[v.Label])]);
        }
    }

    /// <summary>The look of a variant; a plain one for what the study does not name.</summary>
    public VariantStyle this[string? variant] =>
        _variants.TryGetValue(variant ?? "", out var style) ? style : Plain(variant);

    /// <summary>The look of a loss: its variant's where one alone is trained on it.</summary>
    public VariantStyle Loss(string objective)
    {
        ArgumentNullException.ThrowIfNull(objective);
        return _losses.TryGetValue(objective, out var style) ? style : Plain(objective);
    }

    /// <summary>The look of a loss around the trained point of a variant: the variant's where it is the loss that was trained.</summary>
    public VariantStyle Loss(string objective, string? variant)
    {
        ArgumentNullException.ThrowIfNull(objective);
        return
            variant is not null
            && _lossOf.TryGetValue(variant, out var own)
            && (own == objective || !_losses.ContainsKey(objective))
            ? _variants[variant] with
            {
                Label = objective,
                Name = Loss(objective).Name,
            }
            : Loss(objective);
    }

    private static VariantStyle OfLoss(string objective, IReadOnlyList<VariantStyle> trained)
    {
        var isFormulation =
            trained[0].Name != trained[0].Label
            && (
                objective == trained[0].Label || objective.StartsWith(trained[0].Label + "(", StringComparison.Ordinal)
            );
        var name = Name(objective, isFormulation);
        return trained.Count == 1 ? trained[0] with { Label = objective, Name = name }
            // A loss of several variants has none of their looks, but may have their common colour.
            : trained.Select(s => s.Ink).Distinct().Count() == 1
                ? trained[0] with
                {
                    Label = objective,
                    Name = name,
                    Dash = Dash.Solid,
                }
            : Plain(objective) with { Name = name };
    }

    private static VariantStyle Plain(string? label) =>
        new(
            label ?? "",
            label switch
            {
                null or "" => "(unnamed)",
                // The loss on data that are not trained on, along lines and paths.
                "heldOut" => "held-out",
                _ => label,
            },
            Ink.Text,
            Dash.Solid,
            Marker.Circle
        );

    /// <summary>What gives each variant its colour: its formulation where they differ in it, else its label.</summary>
    private static List<string> Groups(IReadOnlyList<VariantRecord> variants)
    {
        var formulations = variants
            .Select(v => v.Overrides?.GetValueOrDefault("formulation") ?? (v.Loss == v.Label ? v.Loss : ""))
            .ToList();
        return formulations.Distinct().Count() > 1 ? formulations
            : variants.Count == 1 ? [variants[0].Loss]
            : [.. variants.Select(v => v.Label)];
    }

    private static bool IsFormulation(VariantRecord variant) =>
        variant.Overrides is { Count: > 0 } overrides
            ? overrides.GetValueOrDefault("formulation") is { } own
                && (own == variant.Label || own.StartsWith(variant.Label + "(", StringComparison.Ordinal))
            : variant.Loss == variant.Label;

    private static Dictionary<string, int> Colours(List<string> groups)
    {
        var colours = new Dictionary<string, int>();
        for (var index = 0; index < Fixed.Length; index++)
        {
            var word = Fixed[index];
            var own =
                groups.Find(g => g == word) ?? groups.Find(g => g.StartsWith(word + "(", StringComparison.Ordinal));
            if (own is not null)
            {
                colours[own] = index;
            }
        }
        var next = colours.Count == 0 ? 0 : Fixed.Length;
        foreach (var group in groups.Where(g => !colours.ContainsKey(g)))
        {
            colours[group] = next++;
        }
        return colours;
    }

    /// <summary>Names of formulations are proper names; what an author called a variant stays as it is.</summary>
    private static string Name(string label, bool isFormulation) =>
        label.Length > 0
        && (isFormulation || Array.Exists(Fixed, word => label.StartsWith(word, StringComparison.Ordinal)))
            ? char.ToUpperInvariant(label[0]) + label[1..]
        : label.Length == 0 ? "(unnamed)"
        : label;
}
