using Thalweg.Networks.Activations;

namespace Thalweg.Networks;

public sealed partial class Network
{
    /// <summary>
    /// Functions on the edges by Chebyshev polynomials: every layer is y_i = b_i + Σ_jk c_ijk T_k(tanh x_j), k = 1 … degree, the output layer too
    /// [SidharthGokul2024].
    /// </summary>
    /// <param name="depth">Hidden layers.</param>
    /// <param name="degree">1 to 8.</param>
    public static Network ChebyshevKan(
        int inputs,
        int outputs,
        int width,
        int depth,
        int degree,
        CoordinateFeatures? features = null
    )
    {
        RequireWidths(inputs, outputs, [width]);
        RequirePositive(depth, nameof(depth));
        if (degree is < 1 or > Chebyshev.Highest)
        {
            throw new ArgumentOutOfRangeException(
                nameof(degree),
                degree,
                $"got {degree}, expected 1 to {Chebyshev.Highest}"
            );
        }
        var builder = new Builder(inputs, NetworkBiases.All, features);
        builder.Edges(
            depth,
            width,
            outputs,
            (source, columns, name) =>
            {
                var bounded = builder.Activate(source, Activation.Tanh);
                var sum = builder.Linear(bounded, columns, $"{name}.degree_1");
                for (var k = 2; k <= degree; k++)
                {
                    var power = builder.Activate(bounded, Activation.Chebyshev[k - 2]);
                    sum = builder.Add(sum, builder.Multiply(power, columns, $"{name}.degree_{k}"));
                }
                return sum;
            }
        );
        return new Network(
            $"kan(width={Text(width)}, depth={Text(depth)}, basis=chebyshev, degree={Text(degree)}{Named(features)})",
            inputs,
            outputs,
            builder,
            features
        );
    }

    /// <summary>
    /// Functions on the edges by B-splines: every layer is y_i = Σ_j w_ij swish(x_j) + Σ_jk c_ijk B_k(x_j), the output layer too, B_k of a degree on a
    /// grid of so many intervals over [−1, 1] that does not move; beyond it only swish acts [Liu2024].
    /// </summary>
    /// <param name="depth">Hidden layers.</param>
    /// <param name="degree">3 or 5: how many derivatives it has that are bounded.</param>
    /// <param name="intervals">At least 1.</param>
    public static Network SplineKan(
        int inputs,
        int outputs,
        int width,
        int depth,
        int degree,
        int intervals,
        CoordinateFeatures? features = null
    )
    {
        RequireWidths(inputs, outputs, [width]);
        RequirePositive(depth, nameof(depth));
        RequirePositive(intervals, nameof(intervals));
        if (degree is not (3 or 5))
        {
            throw new ArgumentOutOfRangeException(nameof(degree), degree, $"got {degree}, expected 3 or 5");
        }
        var spline = degree == 3 ? Activation.CubicSpline : Activation.QuinticSpline;
        var step = 2.0 / intervals;
        var builder = new Builder(inputs, NetworkBiases.All, features);
        builder.Edges(
            depth,
            width,
            outputs,
            (source, columns, name) =>
            {
                var sum = builder.Multiply(builder.Activate(source, Activation.Swish), columns, $"{name}.base");
                for (var k = 0; k < intervals + degree; k++)
                {
                    // The middle of B_k, in steps from the origin.
                    var middle = k - ((degree - 1) / 2) - (intervals / 2.0);
                    var part = builder.Activate(builder.Scale(source, 1 / step, -middle), spline);
                    sum = builder.Add(sum, builder.Multiply(part, columns, $"{name}.spline_{k}"));
                }
                return sum;
            }
        );
        return new Network(
            $"kan(width={Text(width)}, depth={Text(depth)}, basis=spline, degree={Text(degree)}, intervals={Text(intervals)}{Named(features)})",
            inputs,
            outputs,
            builder,
            features
        );
    }

    private sealed partial class Builder
    {
        public void Edges(int depth, int width, int outputs, Func<int, int, string, int> layer)
        {
            var node = Start;
            for (var k = 0; k < depth; k++)
            {
                node = layer(node, width, k == 0 ? "layer_in" : $"layer_{k}");
            }
            layer(node, outputs, "layer_out");
        }
    }
}
