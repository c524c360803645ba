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
}
