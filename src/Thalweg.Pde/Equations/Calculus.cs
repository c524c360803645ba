namespace Thalweg.Pde.Equations;

/// <summary>The words equations are written with; meant for <c>using static</c>.</summary>
public static class Calculus
{
    /// <summary>Component <paramref name="output"/> of the unknown u.</summary>
    public static JetEntry U(int output = 0) => new(output, JetKind.Value);

    /// <summary>The coordinate x_k, counted from 0.</summary>
    public static Expression X(int axis) => new Coordinate(axis);

    /// <summary>The time t, which is the last coordinate of a space-time domain.</summary>
    public static Coordinate T(int axis) => new(axis, isTime: true);

    /// <summary>Component k of the outward normal n, in conditions on a boundary.</summary>
    public static Expression N(int axis)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(axis);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(axis, CoordinateFunction.Normals.Count);
        return CoordinateFunction.Normals[axis];
    }

    /// <summary>∂u/∂n = Σ_k n_k ∂u/∂x_k over d coordinates of space.</summary>
    public static Expression NormalDerivative(JetEntry u, int dimension) => SumOver(dimension, k => N(k) * D(u, k));

    /// <summary>∂u/∂t with t = <see cref="T"/>, or ∂u/∂x_k.</summary>
    public static Expression D(JetEntry u, Coordinate along)
    {
        ArgumentNullException.ThrowIfNull(u);
        ArgumentNullException.ThrowIfNull(along);
        return new JetEntry(Component(u), JetKind.First, along.Axis, along.IsTime);
    }

    /// <summary>∂u/∂x_k.</summary>
    public static Expression D(JetEntry u, int axis)
    {
        ArgumentNullException.ThrowIfNull(u);
        return new JetEntry(Component(u), JetKind.First, axis);
    }

    /// <summary>∂ᵏu/∂x_a1…∂x_ak for axes a, k ≤ 4; in which order they come does not matter.</summary>
    /// <param name="axes">One axis gives ∂u/∂x_a, none u itself.</param>
    /// <exception cref="ArgumentException">The order is above four, or an axis is below 0.</exception>
    public static Expression D(JetEntry u, params ReadOnlySpan<int> axes)
    {
        ArgumentNullException.ThrowIfNull(u);
        return new JetEntry(Component(u), axes);
    }

    /// <summary>The same along coordinates, of which one may be the time.</summary>
    /// <exception cref="ArgumentException">The order is above four, or an axis is below 0.</exception>
    public static Expression D(JetEntry u, params ReadOnlySpan<Coordinate> along)
    {
        ArgumentNullException.ThrowIfNull(u);
        Coordinate[] all = along.ToArray();
        return new JetEntry(
            Component(u),
            [.. all.Select(c => c.Axis)],
            Array.Find(all, c => c.IsTime) is { } time ? time.Axis : null
        );
    }

    /// <summary>∂²u/∂x_k².</summary>
    public static Expression D2(JetEntry u, int axis)
    {
        ArgumentNullException.ThrowIfNull(u);
        return new JetEntry(Component(u), JetKind.Second, axis);
    }

    /// <summary>Δu over all coordinates, a time among them; carried as one stream.</summary>
    public static Expression Laplacian(JetEntry u)
    {
        ArgumentNullException.ThrowIfNull(u);
        return new JetEntry(Component(u), JetKind.Laplacian);
    }

    /// <summary>|∇u|² over d coordinates.</summary>
    public static Expression GradientSquared(JetEntry u, int dimension)
    {
        ArgumentNullException.ThrowIfNull(u);
        return SumOver(dimension, k => D(u, k).Power(2));
    }

    public static Expression Sin(Expression e)
    {
        ArgumentNullException.ThrowIfNull(e);
        return new Function(FunctionKind.Sin, e);
    }

    public static Expression Cos(Expression e)
    {
        ArgumentNullException.ThrowIfNull(e);
        return new Function(FunctionKind.Cos, e);
    }

    public static Expression Exp(Expression e)
    {
        ArgumentNullException.ThrowIfNull(e);
        return new Function(FunctionKind.Exp, e);
    }

    public static Expression Log(Expression e)
    {
        ArgumentNullException.ThrowIfNull(e);
        return new Function(FunctionKind.Log, e);
    }

    public static Expression Sqrt(Expression e)
    {
        ArgumentNullException.ThrowIfNull(e);
        return new Function(FunctionKind.Sqrt, e);
    }

    public static Expression Tanh(Expression e)
    {
        ArgumentNullException.ThrowIfNull(e);
        return new Function(FunctionKind.Tanh, e);
    }

    public static Expression Sinc(Expression e)
    {
        ArgumentNullException.ThrowIfNull(e);
        return new Function(FunctionKind.Sinc, e);
    }

    public static Expression Abs(Expression e)
    {
        ArgumentNullException.ThrowIfNull(e);
        return new Function(FunctionKind.Abs, e);
    }

    /// <summary><paramref name="positive"/> where the condition is greater than 0, elsewhere <paramref name="otherwise"/>.</summary>
    public static Expression Where(Expression condition, Expression positive, Expression otherwise)
    {
        ArgumentNullException.ThrowIfNull(condition);
        ArgumentNullException.ThrowIfNull(positive);
        ArgumentNullException.ThrowIfNull(otherwise);
        return (condition, positive, otherwise) switch
        {
            (Constant c, _, _) => c.Value > 0 ? positive : otherwise,
            (_, Constant a, Constant b) when a.Value == b.Value => positive,
            _ => new Selection(condition, positive, otherwise),
        };
    }

    /// <summary>Σ_{k &lt; count} term(k).</summary>
    public static Expression SumOver(int count, Func<int, Expression> term)
    {
        ArgumentNullException.ThrowIfNull(term);
        return Enumerable.Range(0, count).Select(term).Aggregate((a, b) => a + b);
    }

    /// <summary>∏_{k &lt; count} factor(k).</summary>
    public static Expression ProductOver(int count, Func<int, Expression> factor)
    {
        ArgumentNullException.ThrowIfNull(factor);
        return Enumerable.Range(0, count).Select(factor).Aggregate((a, b) => a * b);
    }

    private static int Component(JetEntry u) =>
        u.Kind == JetKind.Value
            ? u.Output
            : throw new ArgumentException(
                $"got the derivative {u}, expected the unknown itself: {U(u.Output)}",
                nameof(u)
            );
}
