using Thalweg.Networks.Activations;

namespace Thalweg.Networks.Symmetries;

/// <summary>What the units of one layer may do, by the activations that stand there and the biases that can take it up.</summary>
internal sealed class LayerGroup
{
    private readonly NetworkNode[] nodes;
    private readonly UnitMap[][][] options;

    public LayerGroup(Network network, UnitLayer layer, bool isIsometric)
    {
        (Layer, IsIsometric) = (layer, isIsometric);
        nodes = [.. network.Nodes];
        IsGauge = layer is { IsLinear: true, Writers.Count: 1 };
        var isShifted = layer.Readers.All(r => nodes[r.Linear].Bias >= 0);
        Translates =
            !isIsometric
            && !layer.OnlyPermutes
            && isShifted
            && layer.Writers.Any(w => w.Activation is null && nodes[w.Linear].Bias >= 0);
        Scales =
            !isIsometric
            && !layer.OnlyPermutes
            && !IsGauge
            && layer.Writers.All(w => w.Activation is not { Symmetry.Degree: null });
        options = [.. new[] { 1.0, -1.0 }.Select(factor => layer.Writers.Select(w => Options(w, factor)).ToArray())];
        Factors = options[1].All(o => o.Length > 0) && OffsetsAreTaken() ? [1, -1] : [1];
    }

    public UnitLayer Layer { get; }

    public int Width => Layer.Width;

    public bool IsIsometric { get; }

    /// <summary>Any invertible map of the units can be undone behind them.</summary>
    public bool IsGauge { get; }

    /// <summary>Any shift of the units can be taken up by the biases behind them.</summary>
    public bool Translates { get; }

    /// <summary>Units may be multiplied by positive numbers.</summary>
    public bool Scales { get; }

    /// <summary>Of what units give out: 1, and −1 where signs may change.</summary>
    public IReadOnlyList<double> Factors { get; }

    /// <summary>Maps of one writer that multiply what units give out by a factor of <see cref="Factors"/>, up to the period.</summary>
    public IReadOnlyList<UnitMap> Options(int writer, double factor) => options[factor > 0 ? 0 : 1][writer];

    /// <summary>By what the bias of a writer may be shifted, any number of times; null where it may not.</summary>
    public double? Period(int writer) =>
        IsIsometric || Layer.OnlyPermutes || !HasBias(Layer.Writers[writer].Linear)
            ? null
            : Layer.Writers[writer].Activation?.Symmetry.Period;

    /// <summary>The map of a writer that multiplies what units give out by a positive number.</summary>
    public UnitMap Scaling(int writer, double factor) =>
        Layer.Writers[writer].Activation?.Symmetry.Scaling(factor) ?? new(factor, 0, factor, 0);

    /// <summary>The power of a factor that a writer's input is multiplied by.</summary>
    public double Power(int writer) => 1.0 / (Layer.Writers[writer].Activation?.Symmetry.Degree ?? 1);

    public bool HasBias(int linear) => nodes[linear].Bias >= 0;

    /// <summary>What each node of the layer gives out beside the factor, by the maps of the writers of one unit.</summary>
    public Dictionary<int, double> Offsets(Func<int, UnitMap> map)
    {
        if (Layer.OnlyPermutes)
        {
            return Layer.Nodes.ToDictionary(node => node, _ => 0.0);
        }
        var offsets = new Dictionary<int, double>();
        for (var w = 0; w < Layer.Writers.Count; w++)
        {
            offsets[Layer.Writers[w].Node] = map(w).Offset;
        }
        foreach (var sum in Layer.Nodes.Where(n => nodes[n].Kind == NodeKind.Sum))
        {
            offsets[sum] = offsets[nodes[sum].Source] + offsets[nodes[sum].Second];
        }
        return offsets;
    }

    private UnitMap[] Options(UnitWriter writer, double factor)
    {
        if (Layer.OnlyPermutes)
        {
            return factor > 0 ? [UnitMap.Identity] : [];
        }
        if (writer.Activation is not { } activation)
        {
            var shift = factor > 0 || IsIsometric ? 0 : AnchoredShift();
            return shift == 0 || HasBias(writer.Linear) ? [new(factor, shift, factor, shift)] : [];
        }
        return
        [
            .. activation.Symmetry.Flips.Where(flip =>
                flip.Factor == factor
                && (flip.Shift == 0 || (HasBias(writer.Linear) && !IsIsometric))
                && (flip.Offset == 0 || !IsIsometric)
            ),
        ];
    }

    /// <summary>What the beginning of a stream has to give away so that a reader without a bias sees no offset.</summary>
    private double AnchoredShift()
    {
        var anchor = Layer.Readers.FirstOrDefault(r => !HasBias(r.Linear));
        return anchor is null
            ? 0
            : -Offsets(w => Flip(w) with { Offset = Layer.Writers[w].Activation is null ? 0 : Flip(w).Offset })[
                anchor.Source
            ];
    }

    private bool OffsetsAreTaken()
    {
        var offsets = Offsets(w => options[1][w][0]);
        return Layer.Readers.All(r => offsets[r.Source] == 0 || HasBias(r.Linear));
    }

    private UnitMap Flip(int writer) =>
        Layer.Writers[writer].Activation?.Symmetry.Flips.FirstOrDefault(f => f.Factor < 0) ?? default;
}
