namespace Thalweg.Pde.Equations;

/// <summary>Where an operand of a tape lives.</summary>
internal enum Space
{
    /// <summary>Streams of u at the tile, row = output · streams + stream.</summary>
    Jets,

    /// <summary>Arrays over all points of the point set, row = slot.</summary>
    Points,

    /// <summary>Results of earlier instructions.</summary>
    Temporaries,
}

internal readonly record struct Operand(Space Space, int Row);

internal enum TapeOperation
{
    Constant,
    Add,
    Subtract,
    Multiply,
    Divide,
    Scale,
    Shift,
    Sin,
    Cos,
    Exp,
    Log,
    Sqrt,
    Tanh,
    Sinc,
    Abs,

    /// <summary>B where A &gt; 0, otherwise 0.</summary>
    IfPositive,

    /// <summary>0 where A &gt; 0, otherwise B.</summary>
    IfNotPositive,
}

/// <summary>temporary[Target] = Operation(A, B) or with the number C.</summary>
internal readonly record struct Instruction(TapeOperation Operation, Operand A, Operand B, double C, int Target);

/// <summary>A straight-line program over rows of one tile; the compiled form of expressions.</summary>
/// <param name="Leading">Instructions, from the first on, after which the leading outputs are there.</param>
/// <param name="Temporaries">Rows of temporary memory needed.</param>
/// <param name="Outputs">Where the value of each compiled expression is found.</param>
internal sealed record Tape(Instruction[] Instructions, int Leading, int Temporaries, Operand[] Outputs);

/// <summary>The rows that a tape reads and writes at one tile.</summary>
/// <param name="jets">[output · streams][point] of the tile, or null if unused.</param>
/// <param name="points">[slot][pointStride], at the first point of the tile, or null if unused.</param>
/// <param name="temporaries">[Temporaries][point], written.</param>
/// <param name="count">Points of the tile: a multiple of the numbers in 64 bytes.</param>
internal readonly unsafe ref struct TapeRows<TNumber>(
    TNumber* jets,
    TNumber* points,
    int pointStride,
    TNumber* temporaries,
    int count
)
    where TNumber : unmanaged
{
    public int Count => count;

    /// <summary>The row of an operand.</summary>
    public TNumber* At(Operand operand) =>
        operand.Space switch
        {
            Space.Jets => jets + operand.Row * count,
            Space.Points => points + (nint)operand.Row * pointStride,
            _ => temporaries + operand.Row * count,
        };

    /// <summary>The temporary that an instruction writes.</summary>
    public TNumber* Target(in Instruction step) => temporaries + step.Target * count;
}
