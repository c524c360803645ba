namespace Thalweg.Networks.Jets;

/// <summary>The order in which derivatives with respect to x are formed.</summary>
public enum JetSweep
{
    /// <summary>Derivatives travel forward with the value, a stream each.</summary>
    Forward,

    /// <summary>The value travels forward, the gradient with respect to x comes back.</summary>
    ReverseOverInputs,
}

/// <summary>How the derivatives that a formulation needs are computed, and what that costs.</summary>
/// <param name="Sweep">The order of evaluation.</param>
/// <param name="Streams">What is delivered.</param>
public sealed record JetPlan(JetSweep Sweep, StreamSet Streams)
{
    public StreamSet Streams { get; init; } = Streams ?? throw new ArgumentNullException(nameof(Streams));

    // Operations on one neuron beside the matrix products: the activation with its derivatives, and per stream the chain rule.
    private const double ActivationFlops = 30;
    private const double StreamFlops = 4;

    /// <summary>Passes of every linear layer for a value.</summary>
    public int ForwardPasses => Sweep == JetSweep.Forward ? Streams.Count : 2;

    /// <summary>Passes of every linear layer for a value with its parameter gradient.</summary>
    public int GradientPasses => Sweep == JetSweep.Forward ? 3 * Streams.Count : 6;

    /// <summary>Floating-point operations per point: two per weight and pass, and the activations.</summary>
    public double Flops(Network network, bool withGradient)
    {
        ArgumentNullException.ThrowIfNull(network);
        var neurons = network.Nodes.Where(n => n.Kind == NodeKind.Activation).Sum(n => (double)n.Width);
        var passes = withGradient ? GradientPasses : ForwardPasses;
        return MatrixFlops(network, withGradient) + neurons * (ActivationFlops + StreamFlops * passes);
    }

    /// <summary>Floating-point operations of the matrix products alone, per point.</summary>
    public double MatrixFlops(Network network, bool withGradient)
    {
        ArgumentNullException.ThrowIfNull(network);
        return 2.0
            * network
                .Nodes.Where(n => n.Kind == NodeKind.Linear)
                .Sum(n => (double)n.Width * network.Nodes[n.Source].Width)
            * (withGradient ? GradientPasses : ForwardPasses);
    }

    /// <summary>The cheaper way to the same streams: reverse mode over x where only first derivatives of one output are
    /// wanted and it takes fewer operations.</summary>
    public static JetPlan Cheapest(Network network, StreamSet streams, bool withGradient)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(streams);
        var forward = new JetPlan(JetSweep.Forward, streams);
        if (network.Outputs != 1 || !network.IsPlain || !streams.Equals(StreamSet.Gradient(streams.Dimension)))
        {
            return forward;
        }
        var reverse = new JetPlan(JetSweep.ReverseOverInputs, streams);
        return reverse.Flops(network, withGradient) < forward.Flops(network, withGradient) ? reverse : forward;
    }
}
