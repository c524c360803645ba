namespace Thalweg.Networks.Symmetries;

/// <summary>y becomes M y + c at a layer without an activation.</summary>
/// <param name="Matrix">M, [n, n].</param>
/// <param name="Inverse">M⁻¹, [n, n].</param>
/// <param name="Shift">c, [n]; 0 where a layer behind has no bias.</param>
internal sealed record LinearLayerMap(double[] Matrix, double[] Inverse, double[] Shift) : LayerMap
{
    public static LinearLayerMap Identity(int size)
    {
        var unit = new double[size * size];
        for (var i = 0; i < size; i++)
        {
            unit[(i * size) + i] = 1;
        }
        return new(unit, unit, new double[size]);
    }

    public override void Apply(Network network, LayerGroup layer, Span<double> parameters)
    {
        var n = Shift.Length;
        var writer = network.Nodes[layer.Layer.Writers[0].Linear];
        var columns = network.Nodes[writer.Source].Width;
        var rows = parameters.Slice(writer.Weight, n * columns);
        Matrices.Product(Matrix, rows.ToArray(), n, n, columns).CopyTo(rows);
        if (writer.Bias >= 0)
        {
            var bias = parameters.Slice(writer.Bias, n);
            Matrices.Product(Matrix, bias.ToArray(), n, n, 1).CopyTo(bias);
            for (var i = 0; i < n; i++)
            {
                bias[i] += Shift[i];
            }
        }
        foreach (var node in layer.Layer.Readers.Select(r => network.Nodes[r.Linear]))
        {
            var weights = parameters.Slice(node.Weight, node.Width * n);
            var changed = Matrices.Product(weights.ToArray(), Inverse, node.Width, n, n);
            changed.CopyTo(weights);
            var taken = Matrices.Product(changed, Shift, node.Width, n, 1);
            for (var row = 0; row < node.Width && node.Bias >= 0; row++)
            {
                parameters[node.Bias + row] -= taken[row];
            }
        }
    }

    public override LayerMap After(LayerMap first)
    {
        var other = (LinearLayerMap)first;
        var n = Shift.Length;
        var shift = Matrices.Product(Matrix, other.Shift, n, n, 1);
        for (var i = 0; i < n; i++)
        {
            shift[i] += Shift[i];
        }
        return new LinearLayerMap(
            Matrices.Product(Matrix, other.Matrix, n, n, n),
            Matrices.Product(other.Inverse, Inverse, n, n, n),
            shift
        );
    }

    public override string? Describe(LayerGroup layer) =>
        Matrix.AsSpan().SequenceEqual(Identity(Shift.Length).Matrix) && Shift.All(c => c == 0)
            ? null
            : $"{layer.Layer.Name} by an invertible map";
}
