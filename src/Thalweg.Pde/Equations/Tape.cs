using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Thalweg.Networks.Jets;
using Thalweg.Numerics.Simd;

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
    Copy,
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
}

/// <summary>temporary[Target] = Operation(A, B) or with the number C.</summary>
internal readonly record struct Instruction(TapeOperation Operation, Operand A, Operand B, double C, int Target);

/// <summary>A straight-line program over rows of one tile, eight lanes at a time; the compiled form of expressions.</summary>
/// <param name="Temporaries">Rows of temporary memory needed.</param>
/// <param name="Outputs">Where the value of each compiled expression is found.</param>
internal sealed unsafe record Tape(Instruction[] Instructions, int Temporaries, Operand[] Outputs)
{
    /// <summary>Runs the program on one tile.</summary>
    /// <param name="jets">[output · streams][point] of the tile, or null if unused.</param>
    /// <param name="points">[slot][pointStride], at the first point of the tile, or null if unused.</param>
    /// <param name="temporaries">[Temporaries][point], written.</param>
    public void Run(double* jets, double* points, int pointStride, double* temporaries)
    {
        foreach (ref readonly var step in Instructions.AsSpan())
        {
            var target = temporaries + step.Target * Tile.Points;
            var a = Address(step.A, jets, points, pointStride, temporaries);
            var b = Address(step.B, jets, points, pointStride, temporaries);
            if (step.Operation >= TapeOperation.Sin)
            {
                Apply(step.Operation, a, target);
            }
            else
            {
                Combine(step.Operation, a, b, step.C, target);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double* Address(
        Operand operand,
        double* jets,
        double* points,
        int pointStride,
        double* temporaries
    ) =>
        operand.Space switch
        {
            Space.Jets => jets + operand.Row * Tile.Points,
            Space.Points => points + (nint)operand.Row * pointStride,
            _ => temporaries + operand.Row * Tile.Points,
        };

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Combine(TapeOperation operation, double* a, double* b, double c, double* target)
    {
        var constant = Vector512.Create(c);
        for (var n = 0; n < Tile.Points; n += Tile.Lanes)
        {
            var result = operation switch
            {
                TapeOperation.Constant => constant,
                TapeOperation.Copy => Vector512.Load(a + n),
                TapeOperation.Add => Vector512.Load(a + n) + Vector512.Load(b + n),
                TapeOperation.Subtract => Vector512.Load(a + n) - Vector512.Load(b + n),
                TapeOperation.Multiply => Vector512.Load(a + n) * Vector512.Load(b + n),
                TapeOperation.Divide => Vector512.Load(a + n) / Vector512.Load(b + n),
                TapeOperation.Scale => Vector512.Load(a + n) * constant,
                _ => Vector512.Load(a + n) + constant,
            };
            Vector512.Store(result, target + n);
        }
    }

    private static void Apply(TapeOperation operation, double* a, double* target)
    {
        for (var n = 0; n < Tile.Points; n += Tile.Lanes)
        {
            var x = Vector512.Load(a + n);
            var result = operation switch
            {
                TapeOperation.Sin => Elementary.Sin(x),
                TapeOperation.Cos => Elementary.Cos(x),
                TapeOperation.Exp => Elementary.Exp(x),
                TapeOperation.Log => Elementary.Log(x),
                TapeOperation.Sqrt => Vector512.Sqrt(x),
                TapeOperation.Tanh => Elementary.Tanh(x),
                _ => Vector512.ConditionalSelect(
                    Vector512.Equals(x, Vector512<double>.Zero),
                    Vector512<double>.One,
                    Elementary.Sin(x) / x
                ),
            };
            Vector512.Store(result, target + n);
        }
    }
}
