using Thalweg.Numerics.Objectives;

namespace Thalweg.Optimization.Optimizers.FirstOrder;

/// <summary>The memory of SOAP: Adam's two moments, in the eigenbases, and for each turned side its second moment and its basis.</summary>
internal sealed class SoapState : MethodState
{
    public const int Mean = 0;
    public const int Square = 1;
    public const int Moments = 2;
    public const int Bases = 3;

    // The gradient turned, the step, and what a product of three goes through.
    private readonly double[] into;
    private readonly double[] step;
    private readonly double[] between;
    private readonly double[] matrix;

    public SoapState(ParameterLayout layout, int longest)
        : this(layout.Count, TensorsOf(layout, longest)) { }

    private SoapState(int parameterCount, SoapTensor[] tensors)
        : base(ArrayNames, parameterCount, [parameterCount, parameterCount, Sides(tensors), Sides(tensors)])
    {
        Tensors = tensors;
        var largest = LargestOf(tensors);
        into = new double[largest];
        step = new double[largest];
        between = new double[largest];
        matrix = new double[WidestOf(tensors)];
    }

    public static string[] ArrayNames { get; } = ["mean", "square", "sideMoments", "sideBases"];

    public IReadOnlyList<SoapTensor> Tensors { get; }

    /// <summary>What is kept beside vectors of P numbers.</summary>
    public static OptimizerMemory MemoryFor(ParameterLayout layout, int longest)
    {
        var tensors = TensorsOf(layout, longest);
        var sides = (double)Sides(tensors);
        return new OptimizerMemory(
            (2 * sides) + (3.0 * LargestOf(tensors)) + (5.0 * WidestOf(tensors)),
            sides,
            2 * sides
        );
    }

    /// <summary>Place for so many numbers, whatever it holds.</summary>
    public Span<double> Into(int count) => into.AsSpan(0, count);

    public Span<double> Step(int count) => step.AsSpan(0, count);

    public Span<double> Between(int count) => between.AsSpan(0, count);

    public Span<double> Matrix(int count) => matrix.AsSpan(0, count);

    private static SoapTensor[] TensorsOf(ParameterLayout layout, int longest)
    {
        var isVector = layout.Tensors is [{ Rows: 1 }];
        var tensors = new SoapTensor[layout.Tensors.Count];
        var sides = 0;
        for (var i = 0; i < tensors.Length; i++)
        {
            var tensor = layout.Tensors[i];
            var canTurn = tensor.Role == ParameterRole.Weight && !isVector;
            tensors[i] = new SoapTensor(tensor, canTurn ? longest : 0, sides);
            sides = checked(sides + tensors[i].Sides);
        }
        return tensors;
    }

    private static int Sides(SoapTensor[] tensors) => tensors.Sum(tensor => tensor.Sides);

    private static int LargestOf(SoapTensor[] tensors) =>
        tensors.Where(tensor => tensor.IsTurned).Select(tensor => tensor.Count).DefaultIfEmpty(0).Max();

    private static int WidestOf(SoapTensor[] tensors) =>
        tensors.Select(tensor => tensor.Widest * tensor.Widest).DefaultIfEmpty(0).Max();
}
