namespace Thalweg.Pde.Equations;

/// <summary>The value of a function at one point.</summary>
/// <param name="point">[d].</param>
public delegate double PointFunction(ReadOnlySpan<double> point);

/// <summary>A function of the coordinates that no formula of elementary functions gives, such as a quadrature; evaluated once
/// per point of a point set.</summary>
/// <param name="name">What it prints as, before <c>(x)</c>.</param>
/// <param name="evaluate">Its value at a point; the same bits for the same point on every machine, and callable from any thread.</param>
public sealed class CoordinateFunction(string name, PointFunction evaluate) : Expression
{
    public string Name { get; } = name;

    public double At(ReadOnlySpan<double> point) => evaluate(point);

    /// <summary>The distinct functions of this kind in the expressions, in order of appearance.</summary>
    internal static IReadOnlyList<CoordinateFunction> In(IEnumerable<Expression> expressions)
    {
        var seen = new HashSet<Expression>(ReferenceEqualityComparer.Instance);
        var found = new List<CoordinateFunction>();
        var pending = new Queue<Expression>(expressions);
        while (pending.TryDequeue(out var node))
        {
            if (!seen.Add(node))
            {
                continue;
            }
            if (node is CoordinateFunction function)
            {
                found.Add(function);
            }
            foreach (var child in Differentiation.Children(node))
            {
                pending.Enqueue(child);
            }
        }
        return found;
    }
}
