using Thalweg.Networks.Jets;

namespace Thalweg.Pde.Equations;

/// <summary>Which derivative of the unknown a <see cref="JetEntry"/> is.</summary>
public enum JetKind
{
    Value,
    First,

    /// <summary>Twice along one axis.</summary>
    Second,
    Laplacian,

    /// <summary>A constant-coefficient operator that was folded out of a sum.</summary>
    Operator,

    /// <summary>A mixed derivative, or one of third or fourth order.</summary>
    Higher,
}

/// <summary>u[output], ∂ᵏu/∂x_a1…∂x_ak to fourth order, Δu or a folded operator of u. Entries of one output, kind, axes and operator are the same
/// variable.</summary>
public sealed class JetEntry : Expression
{
    private readonly int[] axes;
    private readonly int? timeAxis;

    /// <param name="kind">A value, a first derivative, a second one along one axis, or the Laplacian.</param>
    /// <param name="alongTime">Whether the axis is the time, which prints as <c>t</c>.</param>
    public JetEntry(int output, JetKind kind, int axis = 0, bool alongTime = false)
    {
        Output = output;
        Kind = kind;
        axes = kind switch
        {
            JetKind.First => [axis],
            JetKind.Second => [axis, axis],
            JetKind.Value or JetKind.Laplacian => [],
            _ => throw new ArgumentException($"got {kind} without its axes: write D(u, axes)", nameof(kind)),
        };
        Axis = axis;
        timeAxis = alongTime ? axis : null;
    }

    /// <summary>∂ᵏu/∂x_a1…∂x_ak; the order of the axes is none.</summary>
    /// <param name="axes">At most four; none for the value.</param>
    /// <param name="timeAxis">The axis that is the time and prints as <c>t</c>, if one is.</param>
    /// <exception cref="ArgumentException">The order is above four, or an axis is below 0.</exception>
    public JetEntry(int output, ReadOnlySpan<int> axes, int? timeAxis = null)
    {
        if (axes.Length > DerivativeTerm.HighestOrder)
        {
            throw new ArgumentException(
                $"got a derivative of order {axes.Length}, expected at most {DerivativeTerm.HighestOrder}: write the equation as a system of lower order with more unknowns",
                nameof(axes)
            );
        }
        this.axes = axes.ToArray();
        Array.Sort(this.axes);
        if (this.axes.Length > 0 && this.axes[0] < 0)
        {
            throw new ArgumentException($"got axis {this.axes[0]}, expected axes counted from 0", nameof(axes));
        }
        Output = output;
        Kind = this.axes switch
        {
            [] => JetKind.Value,
            [_] => JetKind.First,
            [var a, var b] when a == b => JetKind.Second,
            _ => JetKind.Higher,
        };
        Axis = this.axes.Length == 0 ? 0 : this.axes[0];
        this.timeAxis = timeAxis is { } time && Array.IndexOf(this.axes, time) >= 0 ? time : null;
    }

    internal JetEntry(int output, StreamOperator op)
    {
        Output = output;
        Kind = JetKind.Operator;
        Operator = op;
        axes = [];
    }

    public int Output { get; }

    public JetKind Kind { get; }

    /// <summary>The axis of a first derivative, or of a second one along one axis; the lowest of a higher one.</summary>
    public int Axis { get; }

    /// <summary>The axes along which u is differentiated, ascending, as often as it is; none for a value, a Laplacian or an operator.</summary>
    public ReadOnlySpan<int> Axes => axes;

    /// <summary>Whether one of the axes is the time.</summary>
    public bool AlongTime => timeAxis is not null;

    /// <summary>Order of the derivative.</summary>
    public int Order =>
        Kind switch
        {
            JetKind.Laplacian => 2,
            JetKind.Operator => Operator!.Order,
            _ => axes.Length,
        };

    /// <summary>The axis that is the time, where one of the entry's is.</summary>
    internal int? TimeAxis => timeAxis;

    /// <summary>The operator of a folded entry.</summary>
    internal StreamOperator? Operator { get; }

    internal (int, JetKind, int, string) Identity =>
        (Output, Kind, Axis, Kind == JetKind.Higher ? string.Join(",", axes) : Operator?.ToString() ?? "");

    /// <summary>The operator that this entry is the stream of, over d coordinates; null for values and first derivatives.</summary>
    internal StreamOperator? AsOperator(int dimension) =>
        Kind switch
        {
            JetKind.Value or JetKind.First => null,
            JetKind.Second => StreamOperator.SecondAlong(Axis, dimension),
            JetKind.Laplacian => StreamOperator.Laplacian(dimension),
            JetKind.Higher => StreamOperator.Derivative(axes, dimension),
            _ => Operator,
        };
}
