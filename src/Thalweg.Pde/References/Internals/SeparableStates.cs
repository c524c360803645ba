namespace Thalweg.Pde.References;

/// <summary>Eigenfunctions that are products of functions of one coordinate, in the order of their eigenvalues, those of one eigenvalue in that of
/// their quantum numbers.</summary>
internal static class SeparableStates
{
    /// <summary>The states up to a number and those of its eigenvalue, each with its quantum numbers.</summary>
    /// <param name="dimension">d.</param>
    /// <param name="number">0 for the lowest state.</param>
    /// <param name="level">The eigenvalue of quantum number k along one axis, growing, as a whole number.</param>
    public static IReadOnlyList<int[]> UpTo(int dimension, int number, Func<int, int> level)
    {
        var order = Comparer<int[]>.Create(Compare);
        var waiting = new SortedSet<int[]>(order) { new int[dimension] };
        var states = new List<int[]>();
        // The successors of a state are not below it.
        while (waiting.Min is { } state && (states.Count <= number || Sum(state) == Sum(states[number])))
        {
            waiting.Remove(state);
            states.Add(state);
            for (var axis = 0; axis < dimension; axis++)
            {
                var next = (int[])state.Clone();
                next[axis]++;
                waiting.Add(next);
            }
        }
        return states;

        int Sum(int[] state) => state.Sum(level);

        int Compare(int[]? a, int[]? b)
        {
            var difference = Sum(a!).CompareTo(Sum(b!));
            for (var axis = 0; difference == 0 && axis < dimension; axis++)
            {
                difference = b![axis].CompareTo(a![axis]);
            }
            return difference;
        }
    }
}
