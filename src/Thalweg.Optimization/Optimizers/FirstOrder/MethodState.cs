namespace Thalweg.Optimization.Optimizers.FirstOrder;

/// <summary>The memory of a method: the number of steps done and named arrays, of length P unless the method says otherwise.</summary>
public class MethodState
{
    private readonly double[][] arrays;

    /// <summary>A state with every array zero and no step done.</summary>
    public MethodState(IReadOnlyList<string> names, int parameterCount)
        : this(
            names,
            parameterCount,
            [.. Enumerable.Repeat(parameterCount, names?.Count ?? throw new ArgumentNullException(nameof(names)))]
        ) { }

    /// <param name="lengths">Of the arrays, in the order of the names.</param>
    private protected MethodState(IReadOnlyList<string> names, int parameterCount, int[] lengths)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(parameterCount);
        Names = names;
        ParameterCount = parameterCount;
        arrays = [.. lengths.Select(length => new double[length])];
    }

    /// <summary>Names of the arrays, for example <c>mean</c>, <c>square</c>.</summary>
    public IReadOnlyList<string> Names { get; }

    public int ParameterCount { get; }

    /// <summary>Steps done.</summary>
    public long Steps { get; set; }

    /// <summary>Array number <paramref name="index"/> in the order of <see cref="Names"/>, [P] unless the method says otherwise.</summary>
    public Span<double> this[int index] => arrays[index];
}
