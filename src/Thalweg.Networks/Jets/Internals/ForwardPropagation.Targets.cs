namespace Thalweg.Networks.Jets;

/// <summary>What becomes of the adjoints at the weights.</summary>
internal sealed unsafe partial class ForwardPropagation<TNumber>
{
    private interface IWeightTarget
    {
        void Add(NetworkNode node, TNumber* adjoint, TNumber* source, int width, TNumber* scratch);

        /// <summary>The same of a constant.</summary>
        void Add(NetworkNode constant, TNumber* adjoint);
    }

    private readonly struct GradientSum(ForwardPropagation<TNumber> owner, double* gradient, int points) : IWeightTarget
    {
        public void Add(NetworkNode node, TNumber* adjoint, TNumber* source, int width, TNumber* scratch) =>
            owner.linear.WeightGradient(
                adjoint,
                source,
                gradient + node.Weight,
                node.Bias < 0 ? null : gradient + node.Bias,
                node.Width,
                width,
                points,
                owner.Streams.Count * points,
                owner.Stride,
                scratch
            );

        public void Add(NetworkNode constant, TNumber* adjoint) =>
            owner.linear.BiasGradient(adjoint, gradient + constant.Bias, constant.Width, points, owner.Stride);
    }

    private readonly struct GradientRows(
        ForwardPropagation<TNumber> owner,
        double* rows,
        int from,
        int count,
        int points
    ) : IWeightTarget
    {
        public void Add(NetworkNode node, TNumber* adjoint, TNumber* source, int width, TNumber* scratch) =>
            owner.linear.WeightRows(
                adjoint,
                source,
                rows + node.Weight,
                node.Bias < 0 ? null : rows + node.Bias,
                owner.Network.ParameterCount,
                node.Width,
                width,
                from,
                count,
                points,
                owner.Streams.Count,
                owner.Stride,
                scratch,
                owner.shares
            );

        public void Add(NetworkNode constant, TNumber* adjoint)
        {
            var row = rows + constant.Bias;
            for (var n = from; n < from + count; n++, row += owner.Network.ParameterCount)
            {
                for (var o = 0; o < constant.Width; o++)
                {
                    var own = double.CreateTruncating(adjoint[(nint)o * owner.Stride + n]);
                    row[o] = owner.shares ? row[o] + own : own;
                }
            }
        }
    }

    /// <summary>Σ_os Ȳ[o][s][n] (V X + c)[o][s][n]: a layer's part of the product of row n with the vector (V, c).</summary>
    private readonly struct RowProducts(
        ForwardPropagation<TNumber> owner,
        TNumber* vectors,
        int count,
        TNumber* products,
        int points
    ) : IWeightTarget
    {
        public void Add(NetworkNode node, TNumber* adjoint, TNumber* source, int width, TNumber* scratch)
        {
            for (var k = 0; k < count; k++)
            {
                var vector = vectors + (nint)k * owner.Network.ParameterCount;
                owner.linear.Forward(
                    vector + node.Weight,
                    node.Bias < 0 ? null : vector + node.Bias,
                    source,
                    owner.Stride,
                    scratch,
                    node.Width,
                    width,
                    points,
                    owner.Streams.Count * points,
                    owner.Stride
                );
                owner.kernels.AddProducts(
                    adjoint,
                    scratch,
                    products + (nint)k * points,
                    node.Width,
                    owner.Streams.Count,
                    points,
                    owner.Stride
                );
            }
        }

        public void Add(NetworkNode constant, TNumber* adjoint)
        {
            for (var k = 0; k < count; k++)
            {
                var vector = vectors + (nint)k * owner.Network.ParameterCount + constant.Bias;
                for (var o = 0; o < constant.Width; o++)
                {
                    for (var n = 0; n < points; n++)
                    {
                        products[(nint)k * points + n] += vector[o] * adjoint[(nint)o * owner.Stride + n];
                    }
                }
            }
        }
    }
}
