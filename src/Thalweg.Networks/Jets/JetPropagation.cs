using System.Numerics;
using Thalweg.Numerics.Simd;

namespace Thalweg.Networks.Jets;

/// <summary>
/// Carries derivatives with respect to x through a network, a tile of points at a time, and the parameter gradient back by a
/// hand-derived reverse sweep.
/// </summary>
/// <remarks>
/// <para>Layout of every buffer: [neuron][stream][point]. A linear layer is the same for all streams, so it is one matrix
/// product with streams × points columns.</para>
/// <para>An instance is immutable and shared by all threads; what it writes is in a <see cref="JetScratch"/>, one per
/// thread. Nothing is allocated per tile.</para>
/// </remarks>
public abstract unsafe class JetPropagation<TNumber>
    where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber>
{
    private protected JetPropagation(Network network, StreamSet streams, int carried)
    {
        if (streams.Dimension != network.Inputs)
        {
            throw new ArgumentException(
                $"the streams run over {streams.Dimension} coordinates, expected {network.Inputs}, the inputs of {network}",
                nameof(streams)
            );
        }
        Network = network;
        Streams = streams;
        TilePoints = Tile.PointsFor<TNumber>(network.Nodes.Max(n => n.Width), carried);
        Stride = carried * TilePoints + Tile.Lanes<TNumber>();
    }

    public Network Network { get; }

    /// <summary>What <see cref="Forward"/> delivers.</summary>
    public StreamSet Streams { get; }

    /// <summary>The most points that a tile has.</summary>
    public int TilePoints { get; }

    /// <summary>Distance between the rows of two neurons: one cache line more than the streams of a tile, an odd number of lines,
    /// so that a column of a wide layer spreads over the whole first-level cache and not over a few of its sets.</summary>
    public int Stride { get; }

    /// <summary>The propagation of a plan.</summary>
    public static JetPropagation<TNumber> For(Network network, JetPlan plan, LaneWidth width)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(plan);
        return plan.Sweep == JetSweep.ReverseOverInputs
            ? new ReversePropagation<TNumber>(network, width)
            : new ForwardPropagation<TNumber>(network, plan.Streams, width);
    }

    /// <summary>Evaluates the streams of the outputs at the points of a tile.</summary>
    /// <param name="parameters">θ, [P].</param>
    /// <param name="coordinates">[d][axisStride]; the tile's points are the first <paramref name="points"/> of each row.</param>
    /// <param name="points">At most <see cref="TilePoints"/>, a multiple of the numbers in 64 bytes.</param>
    /// <param name="keep">True when <see cref="Reverse"/> will follow.</param>
    /// <returns>[output][stream][point], inside the scratch.</returns>
    public abstract JetOutput<TNumber> Forward(
        TNumber* parameters,
        TNumber* coordinates,
        int axisStride,
        int points,
        JetScratch scratch,
        bool keep
    );

    /// <summary>Where the adjoints of the output streams are to be written before <see cref="Reverse"/>.</summary>
    public abstract JetOutput<TNumber> OutputAdjoint(JetScratch scratch);

    /// <summary>Adds the parameter gradient of the tile of the last <see cref="Forward"/> to <paramref name="gradient"/>, [P].</summary>
    public abstract void Reverse(TNumber* parameters, double* gradient, int points, JetScratch scratch);

    /// <summary>Writes the parameter gradients of single points of the tile of the last <see cref="Forward"/>: the rows of a Jacobian.</summary>
    /// <param name="rows">[count][P], written.</param>
    /// <param name="from">First point.</param>
    /// <param name="count">Points from there.</param>
    /// <param name="points">Points of the tile.</param>
    /// <exception cref="NotSupportedException">The propagation goes backwards over x.</exception>
    public virtual void ReverseRows(
        TNumber* parameters,
        double* rows,
        int from,
        int count,
        int points,
        JetScratch scratch
    )
    {
        ArgumentNullException.ThrowIfNull(scratch);
        throw new NotSupportedException(ForwardOnly);
    }

    /// <summary>Writes the products of the rows of a Jacobian, those that <see cref="ReverseRows"/> would write for all points of the
    /// tile, with vectors, without forming the rows. Cost: a reverse sweep less its weight gradients, and one pass of every linear
    /// layer per stream and vector.</summary>
    /// <param name="vectors">[count][P].</param>
    /// <param name="products">[count][<paramref name="points"/>], written.</param>
    /// <exception cref="NotSupportedException">The propagation goes backwards over x.</exception>
    public virtual void ReverseProducts(
        TNumber* parameters,
        TNumber* vectors,
        int count,
        TNumber* products,
        int points,
        JetScratch scratch
    )
    {
        ArgumentNullException.ThrowIfNull(scratch);
        throw new NotSupportedException(ForwardOnly);
    }

    private const string ForwardOnly = "rows of a Jacobian need a plan that carries its streams forward";
}

/// <summary>Streams of the outputs: row s of output o starts at Start + o · Stride + s · points.</summary>
public readonly unsafe ref struct JetOutput<TNumber>
    where TNumber : unmanaged
{
    internal JetOutput(TNumber* start, int stride)
    {
        Start = start;
        Stride = stride;
    }

    public TNumber* Start { get; }

    public int Stride { get; }
}
