using Thalweg.Formats.Weights;
using Thalweg.Numerics.Objectives;

namespace Thalweg.Networks.WeightFiles;

/// <summary>
/// Trained weights of a network from safetensors and PyTorch <c>state_dict</c> files and to safetensors files.
/// </summary>
/// <remarks>
/// Tensors are matched to a network by its names, whatever all of them begin with. Otherwise those of a PyTorch file are taken in
/// its order, which is that of <c>parameters()</c>. The safetensors package sorts data by name, which loses that order: then shapes
/// decide, and among layers of equal shapes the one number in which their names differ.
/// </remarks>
public static class WeightFile
{
    /// <summary>Reads θ, [P], for a network of the given layout. Memory: the file and the result; files up to 1 GiB are read.</summary>
    /// <param name="order">What decides between layers of equal shapes.</param>
    /// <exception cref="WeightFormatException">
    /// The file is no weight file, is cut short or damaged, holds anything but tensors, does not fit the layout, does not say which of
    /// several layers is which, or has a non-finite value.
    /// </exception>
    /// <exception cref="IOException">The file cannot be opened or read.</exception>
    public static double[] Read(string path, ParameterLayout layout, WeightOrder order = WeightOrder.Evident)
    {
        ArgumentNullException.ThrowIfNull(layout);
        return Read(TensorFile.Open(path), layout, order);
    }

    /// <summary>θ, [P], of a file that is open.</summary>
    /// <inheritdoc cref="Read(string, ParameterLayout, WeightOrder)"/>
    public static double[] Read(TensorFile file, ParameterLayout layout, WeightOrder order = WeightOrder.Evident)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(layout);
        if (file.IsFlat)
        {
            return Flat(file, layout);
        }
        var matched = LayoutMatch.Match(file, layout, order);
        var parameters = new double[layout.Count];
        for (var i = 0; i < matched.Count; i++)
        {
            var tensor = matched[i];
            var values = parameters.AsSpan(layout.Tensors[i].Offset, tensor.Count);
            Copy(file, tensor, values);
        }
        return parameters;
    }

    private static double[] Flat(TensorFile file, ParameterLayout layout)
    {
        var only = file.Tensors[0];
        if (only.Count != layout.Count)
        {
            throw file.Fault(
                $"it holds {only.Count} parameters, but the network has {layout.Count}: name the network that these weights were trained with"
            );
        }
        var parameters = new double[layout.Count];
        Copy(file, only, parameters);
        return parameters;
    }

    private static void Copy(TensorFile file, StoredTensor tensor, Span<double> values)
    {
        tensor.CopyTo(values);
        for (var entry = 0; entry < values.Length; entry++)
        {
            if (!double.IsFinite(values[entry]))
            {
                throw file.Fault(
                    $"tensor {tensor.Shown} has the value {Named(values[entry])} at {TensorShape.DescribeIndex(tensor.Shape, entry)}, "
                        + "expected finite weights: use a checkpoint from before the training diverged"
                );
            }
        }
    }

    /// <summary>A sentence on what is odd about the order in which <see cref="Read(TensorFile, ParameterLayout, WeightOrder)"/> takes a
    /// file when the order is to be evident; null where nothing is.</summary>
    public static string? DoubtOf(TensorFile file, ParameterLayout layout)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(layout);
        return file.Form != WeightForm.Safetensors && NameMatch.Of(file.Tensors, layout) is null
            ? LayerOrder.Doubt(file)
            : null;
    }

    /// <summary>
    /// Writes θ as safetensors: float64, tensors in the order of the layout, metadata sorted by key; equal arguments give equal
    /// bytes everywhere.
    /// </summary>
    /// <param name="parameters">θ, [P].</param>
    /// <param name="metadata">Texts for the <c>__metadata__</c> entry; may be empty.</param>
    /// <exception cref="ArgumentException">θ does not have P entries.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void WriteSafetensors(
        string path,
        ParameterLayout layout,
        ReadOnlySpan<double> parameters,
        IReadOnlyDictionary<string, string> metadata
    )
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(layout);
        ArgumentNullException.ThrowIfNull(metadata);
        if (parameters.Length != layout.Count)
        {
            throw new ArgumentException(
                $"{parameters.Length} parameters do not fit the network, which has {layout.Count}: pass the whole vector",
                nameof(parameters)
            );
        }
        var tensors = new WeightTensor[layout.Tensors.Count];
        for (var i = 0; i < tensors.Length; i++)
        {
            var tensor = layout.Tensors[i];
            tensors[i] = new(tensor.Name, tensor.Shape, parameters.Slice(tensor.Offset, tensor.Count).ToArray());
        }
        TensorFile.WriteSafetensors(path, tensors, metadata);
    }

    private static string Named(double value) =>
        double.IsNaN(value) ? "NaN"
        : value > 0 ? "Infinity"
        : "-Infinity";
}
