using System.Numerics;
using Thalweg.Networks.Jets;
using Thalweg.Numerics.Simd;

namespace Thalweg.Networks.Tests.Jets;

/// <summary>One tile carried through a network and back.</summary>
/// <param name="Streams">[output][stream][point].</param>
/// <param name="Gradient">[P]: of Σ adjoint · stream.</param>
internal sealed unsafe record Propagated(double[] Streams, double[] Gradient)
{
    /// <summary>Points of the tile.</summary>
    public const int Points = 16;

    /// <param name="coordinates">[d][<see cref="Points"/>].</param>
    /// <param name="adjoint">[output][stream][point].</param>
    public static Propagated Run(
        Network network,
        JetPlan plan,
        Arithmetic arithmetic,
        double[] parameters,
        double[] coordinates,
        double[] adjoint
    ) =>
        arithmetic.Precision == Precision.Double
            ? Run<double>(network, plan, arithmetic.Width, parameters, coordinates, adjoint)
            : Run<float>(network, plan, arithmetic.Width, parameters, coordinates, adjoint);

    private static Propagated Run<TNumber>(
        Network network,
        JetPlan plan,
        LaneWidth width,
        double[] parameters,
        double[] coordinates,
        double[] adjoint
    )
        where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber>
    {
        var propagation = JetPropagation<TNumber>.For(network, plan, width);
        var scratch = new JetScratch();
        var length = plan.Streams.Count * Points;
        var streams = new double[network.Outputs * length];
        var gradient = new double[network.ParameterCount];
        fixed (TNumber* theta = Round<TNumber>(parameters))
        fixed (TNumber* x = Round<TNumber>(coordinates))
        fixed (double* sum = gradient)
        {
            var output = propagation.Forward(theta, x, Points, Points, scratch, keep: true);
            for (var i = 0; i < streams.Length; i++)
            {
                streams[i] = double.CreateTruncating(output.Start[i / length * output.Stride + i % length]);
            }
            var seed = propagation.OutputAdjoint(scratch);
            for (var i = 0; i < adjoint.Length; i++)
            {
                seed.Start[i / length * seed.Stride + i % length] = TNumber.CreateTruncating(adjoint[i]);
            }
            propagation.Reverse(theta, sum, Points, scratch);
        }
        // The kernels see pointers alone, and a collection would take the memory from under them.
        GC.KeepAlive(scratch);
        return new Propagated(streams, gradient);
    }

    private static TNumber[] Round<TNumber>(double[] values)
        where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber> =>
        [.. values.Select(v => TNumber.CreateTruncating(v))];
}
