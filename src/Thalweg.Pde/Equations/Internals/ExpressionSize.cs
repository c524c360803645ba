namespace Thalweg.Pde.Equations;

/// <summary>How many different nodes an expression has.</summary>
internal static class ExpressionSize
{
    /// <summary>The number, counted no further than one beyond a limit.</summary>
    public static int Of(IEnumerable<Expression> expressions, int limit)
    {
        var seen = new HashSet<Expression>(ReferenceEqualityComparer.Instance);
        var pending = new Stack<Expression>(expressions);
        while (seen.Count <= limit && pending.TryPop(out var node))
        {
            if (seen.Add(node))
            {
                foreach (var child in Differentiation.Children(node))
                {
                    pending.Push(child);
                }
            }
        }
        return seen.Count;
    }

    /// <summary>How many nodes it has where shared ones count each time, a number of floating point.</summary>
    public static double WrittenOut(Expression expression)
    {
        var known = new Dictionary<Expression, double>(ReferenceEqualityComparer.Instance);
        var pending = new Stack<Expression>([expression]);
        while (pending.TryPeek(out var node))
        {
            if (known.ContainsKey(node))
            {
                pending.Pop();
                continue;
            }
            var children = Differentiation.Children(node).ToArray();
            var open = children.Where(child => !known.ContainsKey(child)).ToArray();
            if (open.Length == 0)
            {
                known.Add(node, 1 + children.Sum(child => known[child]));
                pending.Pop();
            }
            foreach (var child in open)
            {
                pending.Push(child);
            }
        }
        return known[expression];
    }
}
