namespace Thalweg.Optimization.Optimizers.FirstOrder;

/// <summary>The memory of a method: the number of steps done and named arrays of length P.</summary>
public sealed class MethodState
{
    private readonly double[][] arrays;

    /// <summary>A state with every array zero and no step done.</summary>
    public MethodState(IReadOnlyList<string> names, int parameterCount)
    {
        ArgumentNullException.ThrowIfNull(names);
        ArgumentOutOfRangeException.ThrowIfNegative(parameterCount);
        Names = names;
        ParameterCount = parameterCount;
        arrays = new double[names.Count][];
        for (var i = 0; i < arrays.Length; i++)
        {
            arrays[i] = new double[parameterCount];
        }
    }

    /// <summary>Names of the arrays, for example <c>mean</c>, <c>square</c>.</summary>
    public IReadOnlyList<string> Names { get; }

    public int ParameterCount { get; }

    /// <summary>Steps done.</summary>
    public long Steps { get; set; }

    /// <summary>Array number <paramref name="index"/> in the order of <see cref="Names"/>, [P].</summary>
    public Span<double> this[int index] => arrays[index];
}
