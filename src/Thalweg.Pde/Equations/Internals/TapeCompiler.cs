using Thalweg.Networks.Jets;

namespace Thalweg.Pde.Equations;

/// <summary>
/// Compiles expressions to tapes: what depends on coordinates alone becomes point slots that are evaluated once per point
/// set; the rest becomes a program per tile. Equal subexpressions are computed once.
/// </summary>
internal sealed class TapeCompiler
{
    private readonly StreamSet streams;
    private readonly bool hoist;
    private readonly int coordinates;
    private readonly IReadOnlyList<CoordinateFunction> functions;
    private readonly int functionSlot;
    private readonly List<Instruction> instructions = [];
    private readonly Dictionary<Expression, Operand> lowered = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Expression, bool> coordinateOnly = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<(TapeOperation, Operand, Operand, double), Operand> known = [];
    private readonly List<Expression> hoisted = [];

    private TapeCompiler(
        StreamSet streams,
        bool hoist,
        IReadOnlyList<CoordinateFunction> functions,
        int functionSlot = 0
    )
    {
        this.streams = streams;
        this.hoist = hoist;
        this.functions = functions;
        this.functionSlot = functionSlot;
        coordinates = streams.Dimension;
    }

    /// <summary>The tape per tile and the coordinate expressions whose values it reads from the point slots d, d + 1, …
    /// (slots 0 … d − 1 are the coordinates).</summary>
    /// <param name="leading">Expressions that are also wanted without the others.</param>
    public static (Tape Tape, IReadOnlyList<Expression> Hoisted) Compile(
        IReadOnlyList<Expression> expressions,
        int leading,
        StreamSet streams
    )
    {
        var compiler = new TapeCompiler(streams, hoist: true, []);
        return (compiler.Build(expressions, leading), compiler.hoisted);
    }

    /// <summary>A tape for expressions of coordinates alone.</summary>
    /// <param name="functions">The coordinate functions among them, whose values are in the point slots from
    /// <paramref name="functionSlot"/> on.</param>
    public static Tape CompileCoordinates(
        IReadOnlyList<Expression> expressions,
        int dimension,
        IReadOnlyList<CoordinateFunction> functions,
        int functionSlot
    ) =>
        new TapeCompiler(StreamSet.Value(dimension), hoist: false, functions, functionSlot).Build(
            expressions,
            expressions.Count
        );

    private Tape Build(IReadOnlyList<Expression> expressions, int leading)
    {
        var outputs = expressions.Take(leading).Select(Lower).ToList();
        var first = instructions.Count;
        outputs.AddRange(expressions.Skip(leading).Select(Lower));
        return new Tape([.. instructions], first, instructions.Count, [.. outputs]);
    }

    private Operand Lower(Expression e)
    {
        if (!lowered.TryGetValue(e, out var operand))
        {
            operand = Translate(e);
            lowered.Add(e, operand);
        }
        return operand;
    }

    private Operand Translate(Expression e)
    {
        switch (e)
        {
            case Coordinate c:
                return new Operand(Space.Points, c.Axis);
            case Constant c:
                return Emit(TapeOperation.Constant, default, default, c.Value);
            case JetEntry j:
                return Jet(j);
            // Its row is written by others.
            case Multiplier when !hoist:
                return Emit(TapeOperation.Constant, default, default, 0.0);
        }
        if (hoist && (e is Multiplier || IsCoordinateOnly(e)))
        {
            hoisted.Add(e);
            return new Operand(Space.Points, coordinates + hoisted.Count - 1);
        }
        return e switch
        {
            CoordinateFunction f => new Operand(Space.Points, functionSlot + IndexOf(f)),
            Sum { Left: Constant c } s => Emit(TapeOperation.Shift, Lower(s.Right), default, c.Value),
            Sum { Right: Constant c } s => Emit(TapeOperation.Shift, Lower(s.Left), default, c.Value),
            Sum { Right: Product { Left: Constant { Value: -1.0 } } p } s => Emit(
                TapeOperation.Subtract,
                Lower(s.Left),
                Lower(p.Right)
            ),
            Sum s => Emit(TapeOperation.Add, Lower(s.Left), Lower(s.Right)),
            Product { Left: Constant c } p => Emit(TapeOperation.Scale, Lower(p.Right), default, c.Value),
            Product p => Emit(TapeOperation.Multiply, Lower(p.Left), Lower(p.Right)),
            Quotient q => Emit(TapeOperation.Divide, Lower(q.Left), Lower(q.Right)),
            IntegerPower p => Power(Lower(p.Operand), p.Exponent),
            Function f => Emit(Operation(f.Kind), Lower(f.Operand), default),
            Selection s => Emit(
                TapeOperation.Add,
                Emit(TapeOperation.IfPositive, Lower(s.Condition), Lower(s.Positive)),
                Emit(TapeOperation.IfNotPositive, Lower(s.Condition), Lower(s.Otherwise))
            ),
            _ => throw new ArgumentException($"{e.GetType().Name} cannot be compiled", nameof(e)),
        };
    }

    private Operand Power(Operand x, int exponent)
    {
        if (exponent == 1)
        {
            return x;
        }
        var half = Power(x, exponent / 2);
        var square = Emit(TapeOperation.Multiply, half, half);
        return exponent % 2 == 0 ? square : Emit(TapeOperation.Multiply, square, x);
    }

    private Operand Jet(JetEntry j)
    {
        var stream = JetStreams.Of(j, streams);
        return new Operand(Space.Jets, j.Output * streams.Count + stream);
    }

    private Operand Emit(TapeOperation operation, Operand a, Operand b, double c = 0.0)
    {
        if (!known.TryGetValue((operation, a, b, c), out var result))
        {
            result = new Operand(Space.Temporaries, instructions.Count);
            instructions.Add(new Instruction(operation, a, b, c, instructions.Count));
            known.Add((operation, a, b, c), result);
        }
        return result;
    }

    private bool IsCoordinateOnly(Expression e)
    {
        if (!coordinateOnly.TryGetValue(e, out var result))
        {
            result = e is not (JetEntry or Multiplier) && Differentiation.Children(e).All(IsCoordinateOnly);
            coordinateOnly.Add(e, result);
        }
        return result;
    }

    private int IndexOf(CoordinateFunction function)
    {
        var index = 0;
        while (functions[index] != function)
        {
            index++;
        }
        return index;
    }

    private static TapeOperation Operation(FunctionKind kind) =>
        kind switch
        {
            FunctionKind.Sin => TapeOperation.Sin,
            FunctionKind.Cos => TapeOperation.Cos,
            FunctionKind.Exp => TapeOperation.Exp,
            FunctionKind.Log => TapeOperation.Log,
            FunctionKind.Sqrt => TapeOperation.Sqrt,
            FunctionKind.Tanh => TapeOperation.Tanh,
            FunctionKind.Sinc => TapeOperation.Sinc,
            _ => TapeOperation.Abs,
        };
}
