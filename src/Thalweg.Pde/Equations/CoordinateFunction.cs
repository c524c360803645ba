namespace Thalweg.Pde.Equations;

/// <summary>Values of functions at one point.</summary>
/// <param name="point">[d].</param>
/// <param name="values">One per function, written.</param>
public delegate void PointFunctions(ReadOnlySpan<double> point, Span<double> values);

/// <summary>A function of the coordinates that no formula of elementary functions gives, such as a quadrature; evaluated once
/// per point of a point set.</summary>
public sealed class CoordinateFunction : Expression
{
    private CoordinateFunction(string name, PointFunctions family, int familySize, int member)
    {
        Name = name;
        Family = family;
        FamilySize = familySize;
        Member = member;
    }

    /// <summary>What it prints as, before <c>(x)</c>.</summary>
    public string Name { get; }

    /// <summary>∂/∂x_k of it, where it is known; asked for once each derivative is formed.</summary>
    internal Func<int, Expression>? Slope { get; private init; }

    /// <summary>Evaluates this function and those that come with it.</summary>
    internal PointFunctions Family { get; }

    internal int FamilySize { get; }

    /// <summary>Number of this function among those.</summary>
    internal int Member { get; }

    /// <summary>Functions that are evaluated together, such as a solution and its derivatives.</summary>
    /// <param name="evaluate">Their values at a point; the same bits for the same point on every machine, and callable from any
    /// thread.</param>
    /// <param name="names">One per function.</param>
    public static IReadOnlyList<CoordinateFunction> Together(
        PointFunctions evaluate,
        params IReadOnlyList<string> names
    )
    {
        ArgumentNullException.ThrowIfNull(evaluate);
        ArgumentNullException.ThrowIfNull(names);
        return [.. names.Select((name, member) => new CoordinateFunction(name, evaluate, names.Count, member))];
    }

    /// <summary>The same with derivatives along the axes, which may be functions with derivatives in turn.</summary>
    internal static IReadOnlyList<CoordinateFunction> Together(
        PointFunctions evaluate,
        params IReadOnlyList<(string Name, Func<int, Expression> Slope)> functions
    ) =>
        [
            .. functions.Select(
                (f, member) => new CoordinateFunction(f.Name, evaluate, functions.Count, member) { Slope = f.Slope }
            ),
        ];

    /// <summary>The components of the outward normal n, which the points of a boundary carry.</summary>
    internal static IReadOnlyList<CoordinateFunction> Normals { get; } =
        Together(
            (_, _) => throw new InvalidOperationException("normals come with the points"),
            [.. Enumerable.Range(0, MostNormals).Select(k => $"n[{k}]")]
        );

    /// <summary>Whether it is a component of the normal.</summary>
    internal bool IsNormal => Family == Normals[0].Family;

    /// <summary>The values that were measured at the points, which carry them.</summary>
    internal static CoordinateFunction Measured { get; } =
        Together((_, _) => throw new InvalidOperationException("measured values come with the points"), "data")[0];

    /// <summary>Whether the points carry it and nothing computes it.</summary>
    internal bool IsCarried => IsNormal || this == Measured;

    private const int MostNormals = 16;

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
