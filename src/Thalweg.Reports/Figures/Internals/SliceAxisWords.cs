using Thalweg.Reports.Wording;
using Thalweg.Results.Records;

namespace Thalweg.Reports.Figures;

/// <summary>Words for the directions of slices and surfaces that were not drawn.</summary>
internal static class SliceAxisWords
{
    /// <summary>Title of an axis, short enough to stand upright beside a small map; the caption says the rule in full.</summary>
    /// <param name="index">Of the axis, from 0.</param>
    public static string Title(SurfaceRecord record, int index) =>
        record.Axes?[index] is { } axis ? Title(axis, index) : Title(record.Normalize, index);

    /// <inheritdoc cref="Title(SurfaceRecord, int)"/>
    public static string Title(SliceDirectionRecord axis, int index) => Symbol(index) + Following(axis, index);

    /// <inheritdoc cref="Title(SurfaceRecord, int)"/>
    /// <param name="normalize">How directions are scaled.</param>
    public static string Title(string normalize, int index) => Symbol(index) + Unit(normalize, index);

    /// <summary>What spans the plane, whatever loss it is of.</summary>
    public static string Plane(IReadOnlyList<SliceDirectionRecord> axes) =>
        (axes[0].Name, axes[1].Name) switch
        {
            ("largest", "largest") => "along the eigenvectors of the two largest eigenvalues",
            ("smallest", "smallest") => "along the eigenvectors of the two smallest eigenvalues",
            ("largest", _) => "along the eigenvectors of the largest and the smallest eigenvalue",
            ("gradient", _) => "along the gradient and the direction of least curvature",
            ("component", _) => "along the principal components of the checkpoints",
            _ => "along the path of training, and across it where the loss is curved the most at its end",
        };

    private static string Symbol(int index) => index == 0 ? "t₁" : "t₂";

    private static string Following(SliceDirectionRecord axis, int index) =>
        axis.Name switch
        {
            "largest" or "smallest" => $", λ = {Numerals.Significant(axis.Eigenvalue ?? double.NaN, 3)}",
            "gradient" => ", along the gradient",
            "component" => $", component {index + 1} ({Share(axis)})",
            "path" => ", arc length of the path",
            _ => ", across, in path lengths",
        };

    private static string Unit(string normalize, int index) =>
        normalize switch
        {
            "filter" => ", in row norms",
            "layer" => ", in layer norms",
            "weight" => ", in units of |θ_i|",
            "unit-filter" => ", rows of norm 1",
            "unit-layer" => ", layers of norm 1",
            _ => index == 0 ? ", in lengths of d₁" : ", in lengths of d₂",
        };

    /// <summary>What a line is, for hovers.</summary>
    /// <param name="index">Of the line, from 0.</param>
    public static string Line(SliceDirectionRecord? axis, int index) =>
        axis switch
        {
            null => $"direction {index + 1}",
            { Name: "largest" or "smallest" } =>
                $"λ = {Numerals.Significant(axis.Eigenvalue ?? double.NaN, 4)} ± {Numerals.Significant(axis.Bound ?? double.NaN)}",
            { Name: "component" } => $"component {index + 1}, {Share(axis)} of the variance",
            _ => axis.Name,
        };

    /// <summary>Units of t, and what else a caption must say of such directions.</summary>
    public static string Caption(IReadOnlyList<SliceDirectionRecord> axes) =>
        axes[0].Name switch
        {
            "largest" or "smallest" => "unit eigenvectors, t in parameter units",
            "gradient" when axes.Count > 1 =>
                "the second axis is the eigenvector of the smallest eigenvalue as far as it is orthogonal to the gradient; unit vectors, t in parameter units",
            "gradient" => "a unit vector, t in parameter units",
            "component" => "t = ±1 is the checkpoint that lies farthest along a component",
            _ =>
                "t₁ = −1 is the start and 0 the end of the path, t₂ in lengths of the path; the direction across is carried along without turning about the path",
        };

    /// <summary>How much of the variance the components explain, and what that is worth; empty for other directions.</summary>
    /// <param name="records">Names of trained points and their axes.</param>
    public static string Explained(IEnumerable<(string Name, IReadOnlyList<SliceDirectionRecord>? Axes)> records)
    {
        var explained = records
            .Where(r => r.Axes is [{ Name: "component" }, ..])
            .Select(r => $"{string.Join(" and ", r.Axes!.Select(Share))} ({r.Name})")
            .ToList();
        return explained.Count == 0
            ? ""
            : $" The components explain {string.Join(", ", explained)} of the variance of the checkpoints; those of a random walk in many dimensions explain 61 % and 15 %, so that a large share alone says nothing of the landscape.";
    }

    private static string Share(SliceDirectionRecord axis) =>
        axis.Explained is { } share && double.IsFinite(share)
            ? $"{Numerals.Significant(100 * share)} %"
            : "no variance";
}
