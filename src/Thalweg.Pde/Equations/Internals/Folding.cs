using Thalweg.Networks.Jets;

namespace Thalweg.Pde.Equations;

/// <summary>
/// Replaces the part Σ_i c_i ∂_i u of a sum, with constants c_i and derivatives that appear nowhere else, by one entry that
/// travels through the network as one stream.
/// </summary>
/// <remarks>u_t + u u_x − ν u_xx becomes (∂_t − ν ∂_xx)u + u u_x: three streams (u, u_x and the operator) instead of four.</remarks>
internal sealed class Folding
{
    private readonly int dimension;
    private readonly Dictionary<(int, JetKind, int, string), int> uses = [];
    private readonly Dictionary<Expression, Expression> rewritten = new(ReferenceEqualityComparer.Instance);

    private Folding(int dimension) => this.dimension = dimension;

    /// <summary>The expressions with every sum folded that has at least two terms to fold.</summary>
    public static IReadOnlyList<Expression> Of(IReadOnlyList<Expression> expressions, int dimension)
    {
        var folding = new Folding(dimension);
        folding.Count(expressions);
        return [.. expressions.Select(folding.Rewrite)];
    }

    // Edges to entries, each node seen once: an entry with one edge belongs to one sum alone.
    private void Count(IReadOnlyList<Expression> expressions)
    {
        var seen = new HashSet<Expression>(ReferenceEqualityComparer.Instance);
        var pending = new Stack<Expression>();
        foreach (var root in expressions)
        {
            Visit(root);
        }
        while (pending.TryPop(out var node))
        {
            foreach (var child in Differentiation.Children(node))
            {
                Visit(child);
            }
        }

        void Visit(Expression node)
        {
            if (node is JetEntry entry)
            {
                uses[entry.Identity] = uses.GetValueOrDefault(entry.Identity) + 1;
            }
            else if (seen.Add(node))
            {
                pending.Push(node);
            }
        }
    }

    private Expression Rewrite(Expression e)
    {
        if (!rewritten.TryGetValue(e, out var result))
        {
            result = e switch
            {
                Sum s => RewriteSum(s),
                Product p => Rewrite(p.Left) * Rewrite(p.Right),
                Quotient q => Rewrite(q.Left) / Rewrite(q.Right),
                IntegerPower p => Rewrite(p.Operand).Power(p.Exponent),
                Function f => new Function(f.Kind, Rewrite(f.Operand)),
                Selection s => new Selection(Rewrite(s.Condition), Rewrite(s.Positive), Rewrite(s.Otherwise)),
                _ => e,
            };
            rewritten.Add(e, result);
        }
        return result;
    }

    private Expression RewriteSum(Sum sum)
    {
        var terms = new List<Expression>();
        Flatten(sum, 1.0, terms);
        var groups = terms
            .Select(AsDerivative)
            .OfType<Scaled>()
            .GroupBy(t => t.Entry.Output)
            .Where(g => g.Count() > 1)
            .ToList();
        if (groups.Count == 0)
        {
            return Rewrite(sum.Left) + Rewrite(sum.Right);
        }
        foreach (var group in groups)
        {
            var parts = group.SelectMany(t => Parts(t.Coefficient, t.Entry)).ToList();
            terms.RemoveAll(t => AsDerivative(t) is { } scaled && scaled.Entry.Output == group.Key);
            terms.Insert(0, new JetEntry(group.Key, new StreamOperator(dimension, parts)));
        }
        return terms.Select(Rewrite).Aggregate((a, b) => a + b);
    }

    // Constants are multiplied into sums: u_t − κ(u_xx + u_yy) is one operator.
    private static void Flatten(Expression e, double scale, List<Expression> terms)
    {
        switch (e)
        {
            case Sum s:
                Flatten(s.Left, scale, terms);
                Flatten(s.Right, scale, terms);
                break;
            case Product { Left: Constant c, Right: Sum s }:
                Flatten(s, scale * c.Value, terms);
                break;
            default:
                terms.Add(scale * e);
                break;
        }
    }

    private Scaled? AsDerivative(Expression term) =>
        term switch
        {
            JetEntry entry => Single(1.0, entry),
            Product { Left: Constant c, Right: JetEntry entry } => Single(c.Value, entry),
            _ => null,
        };

    private Scaled? Single(double coefficient, JetEntry entry) =>
        entry.Order > 0 && entry.Kind != JetKind.Operator && uses[entry.Identity] == 1
            ? new Scaled(coefficient, entry)
            : null;

    private IEnumerable<DerivativeTerm> Parts(double coefficient, JetEntry entry) =>
        entry.Kind == JetKind.Laplacian
            ? Enumerable.Range(0, dimension).Select(k => new DerivativeTerm([k, k], coefficient))
            : [new DerivativeTerm(entry.Axes, coefficient)];

    private sealed record Scaled(double Coefficient, JetEntry Entry);
}
