namespace Thalweg.Reports.Plotting;

/// <summary>
/// What a figure shows, without saying how it is drawn: the printed SVG and the interactive plot are made from the same
/// description, so that both always show the same data.
/// </summary>
public sealed record Figure
{
    /// <summary>File name without extension and anchor on the page.</summary>
    public required string Id { get; init; }

    public required string Title { get; init; }

    /// <summary>One or two sentences for readers who cannot see the figure.</summary>
    public required string Description { get; init; }

    public required IReadOnlyList<Panel> Panels { get; init; }

    /// <summary>Panels per row where the width allows it.</summary>
    public int Columns { get; init; } = 2;

    /// <summary>Panels that belong side by side: a row holds a multiple of them, or one panel.</summary>
    public int Together { get; init; } = 1;

    /// <summary>True for maps, which gain nothing from filling a wide page: there the page keeps the panels small.</summary>
    public bool Compact { get; init; }

    /// <summary>Scale shared by all panels, drawn once; null when there is none or each panel has its own.</summary>
    public ColourScale? SharedScale { get; init; }
}

/// <summary>One pair of axes with what is drawn on it.</summary>
public sealed record Panel
{
    /// <summary>What the vertical axis means, or what a map shows; written above the panel.</summary>
    public required string Title { get; init; }

    /// <summary>Leading words of the title, set in bold in <see cref="LeadInk"/>.</summary>
    public string Lead { get; init; } = "";

    public Ink LeadInk { get; init; } = Ink.Text;

    public required Axis X { get; init; }

    public required Axis Y { get; init; }

    /// <summary>Drawn in this order.</summary>
    public required IReadOnlyList<Mark> Marks { get; init; }

    /// <summary>Height over width of the plotting area.</summary>
    public double Aspect { get; init; } = 0.66;

    /// <summary>Least height of the plotting area in font sizes, for rows of labels that must not run into each other.</summary>
    public double LeastHeight { get; init; }

    /// <summary>Panels of one figure with the same word and the same range zoom together along x.</summary>
    public string? LinkX { get; init; }

    /// <summary>Panels of one figure with the same word and the same range zoom together along y.</summary>
    public string? LinkY { get; init; }

    /// <summary>Scale of this panel alone, drawn above it.</summary>
    public ColourScale? OwnScale { get; init; }

    /// <summary>Vertical axis of a 3-D panel; null for a plane one.</summary>
    public Axis? Z { get; init; }
}
