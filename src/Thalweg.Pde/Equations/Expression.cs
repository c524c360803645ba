namespace Thalweg.Pde.Equations;

/// <summary>Elementary functions that an expression may contain.</summary>
public enum FunctionKind
{
    Sin,
    Cos,
    Exp,
    Log,
    Sqrt,
    Tanh,

    /// <summary>sin(t)/t, 1 at t = 0.</summary>
    Sinc,

    /// <summary>|t|; its derivative is t/|t|, none at t = 0.</summary>
    Abs,
}

/// <summary>
/// A scalar expression over coordinates x_k and jet entries of the unknown u, written with C# operators:
/// <c>-Laplacian(u) - f</c>.
/// </summary>
/// <remarks>
/// Nodes are immutable and may be shared. Equality is by reference: derivatives share their subtrees, and a structural
/// comparison of such a graph could take exponential time.
/// </remarks>
public abstract class Expression
{
    public static implicit operator Expression(double value) => new Constant(value);

    public static Expression FromDouble(double value) => new Constant(value);

    public static Expression operator +(Expression left, Expression right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        return (left, right) switch
        {
            (Constant a, Constant b) => new Constant(a.Value + b.Value),
            (Constant { Value: 0.0 }, _) => right,
            (_, Constant { Value: 0.0 }) => left,
            _ => new Sum(left, right),
        };
    }

    public static Expression operator -(Expression left, Expression right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        return left + -right;
    }

    public static Expression operator -(Expression operand)
    {
        ArgumentNullException.ThrowIfNull(operand);
        return operand switch
        {
            Constant c => new Constant(-c.Value),
            Product { Left: Constant c } p => new Constant(-c.Value) * p.Right,
            _ => new Constant(-1.0) * operand,
        };
    }

    public static Expression operator *(Expression left, Expression right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        return (left, right) switch
        {
            (Constant a, Constant b) => new Constant(a.Value * b.Value),
            (Constant { Value: 0.0 }, _) or (_, Constant { Value: 0.0 }) => new Constant(0.0),
            (Constant { Value: 1.0 }, _) => right,
            (_, Constant { Value: 1.0 }) => left,
            (Constant a, Product { Left: Constant b } p) => new Constant(a.Value * b.Value) * p.Right,
            (_, Constant) => new Product(right, left),
            _ => new Product(left, right),
        };
    }

    public static Expression operator /(Expression left, Expression right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        return right is Constant { Value: 1.0 } ? left : new Quotient(left, right);
    }

    /// <summary>e^n for an integer n ≥ 0, by multiplication.</summary>
    public Expression Power(int exponent)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(exponent);
        return exponent switch
        {
            0 => 1.0,
            1 => this,
            _ => new IntegerPower(this, exponent),
        };
    }

    public sealed override string ToString() => ExpressionPrinter.Print(this);
}

/// <summary>A number.</summary>
public sealed class Constant(double value) : Expression
{
    public double Value { get; } = value;
}

/// <summary>The coordinate x_k, counted from 0.</summary>
/// <param name="isTime">Whether it is the time, which prints as <c>t</c>; no value depends on it.</param>
public sealed class Coordinate(int axis, bool isTime = false) : Expression
{
    public int Axis { get; } = axis;

    public bool IsTime { get; } = isTime;
}

public sealed class Sum(Expression left, Expression right) : Expression
{
    public Expression Left { get; } = left ?? throw new ArgumentNullException(nameof(left));

    public Expression Right { get; } = right ?? throw new ArgumentNullException(nameof(right));
}

public sealed class Product(Expression left, Expression right) : Expression
{
    public Expression Left { get; } = left ?? throw new ArgumentNullException(nameof(left));

    public Expression Right { get; } = right ?? throw new ArgumentNullException(nameof(right));
}

public sealed class Quotient(Expression left, Expression right) : Expression
{
    public Expression Left { get; } = left ?? throw new ArgumentNullException(nameof(left));

    public Expression Right { get; } = right ?? throw new ArgumentNullException(nameof(right));
}

public sealed class IntegerPower(Expression operand, int exponent) : Expression
{
    public Expression Operand { get; } = operand ?? throw new ArgumentNullException(nameof(operand));

    public int Exponent { get; } = exponent;
}

public sealed class Function(FunctionKind kind, Expression operand) : Expression
{
    public FunctionKind Kind { get; } = kind;

    public Expression Operand { get; } = operand ?? throw new ArgumentNullException(nameof(operand));
}

/// <summary>One of two expressions, by the sign of a third: where(condition &gt; 0, positive, otherwise). What is not chosen leaves no trace, a
/// division by 0 in it included; derivatives are those of what is chosen.</summary>
public sealed class Selection(Expression condition, Expression positive, Expression otherwise) : Expression
{
    public Expression Condition { get; } = condition ?? throw new ArgumentNullException(nameof(condition));

    public Expression Positive { get; } = positive ?? throw new ArgumentNullException(nameof(positive));

    public Expression Otherwise { get; } = otherwise ?? throw new ArgumentNullException(nameof(otherwise));
}
