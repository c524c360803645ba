using System.Globalization;

namespace Thalweg.Pde.Equations;

/// <summary>Prints expressions so that they can be read, and parsed again.</summary>
internal static class ExpressionPrinter
{
    private const int SumLevel = 1;
    private const int ProductLevel = 2;
    private const int PowerLevel = 3;

    // Nodes may be shared, and a text written out in full could be endless.
    private const long MostPrinted = 100_000;

    public static string Print(Expression expression) =>
        ExpressionSize.WrittenOut(expression) is var size && size <= MostPrinted
            ? Print(expression, 0)
            : $"(an expression of {ExpressionSize.Of([expression], int.MaxValue - 1)} nodes)";

    private static string Print(Expression e, int context)
    {
        var (text, level) = e switch
        {
            Constant c => (
                c.Value.ToString("R", CultureInfo.InvariantCulture),
                c.Value < 0 ? SumLevel : PowerLevel + 1
            ),
            Coordinate c => (Axis(c.Axis, c.IsTime), PowerLevel + 1),
            Multiplier m => ($"q[{m.Index}]", PowerLevel + 1),
            CoordinateFunction f => (f.IsNormal ? f.Name : $"{f.Name}(x)", PowerLevel + 1),
            JetEntry j => (Entry(j), PowerLevel + 1),
            Sum { Right: Product { Left: Constant { Value: < 0.0 } c } p } s => (
                $"{Print(s.Left, SumLevel)} - {Print(-c.Value * p.Right, ProductLevel)}",
                SumLevel
            ),
            Sum { Right: Constant { Value: < 0.0 } c } s => (
                $"{Print(s.Left, SumLevel)} - {Print(new Constant(-c.Value), ProductLevel)}",
                SumLevel
            ),
            Sum s => ($"{Print(s.Left, SumLevel)} + {Print(s.Right, SumLevel + 1)}", SumLevel),
            Product { Left: Constant { Value: -1.0 } } p => ($"-{Print(p.Right, ProductLevel)}", SumLevel),
            Product p => ($"{Print(p.Left, ProductLevel)}*{Print(p.Right, ProductLevel + 1)}", ProductLevel),
            Quotient q => ($"{Print(q.Left, ProductLevel)}/{Print(q.Right, ProductLevel + 1)}", ProductLevel),
            IntegerPower p => ($"{Print(p.Operand, PowerLevel + 1)}^{p.Exponent}", PowerLevel),
            Selection s => (
                $"where({Print(s.Condition, 0)} > 0, {Print(s.Positive, 0)}, {Print(s.Otherwise, 0)})",
                PowerLevel + 1
            ),
            Function f => ($"{Name(f.Kind)}({Print(f.Operand, 0)})", PowerLevel + 1),
            _ => throw new ArgumentException($"{e.GetType().Name} has no printed form", nameof(e)),
        };
        return level < context ? $"({text})" : text;
    }

    private static string Entry(JetEntry j)
    {
        var u = j.Output == 0 ? "u" : $"u[{j.Output}]";
        return j.Kind switch
        {
            JetKind.Value => u,
            JetKind.Laplacian => $"Laplacian({u})",
            JetKind.Operator => $"({j.Operator})({u})",
            _ => $"D({string.Join(", ", j.Axes.ToArray().Select(a => Axis(a, a == j.TimeAxis)).Prepend(u))})",
        };
    }

    private static string Axis(int axis, bool isTime) => isTime ? "t" : $"x[{axis}]";

    private static string Name(FunctionKind kind) =>
        kind switch
        {
            FunctionKind.Sin => "sin",
            FunctionKind.Cos => "cos",
            FunctionKind.Exp => "exp",
            FunctionKind.Log => "log",
            FunctionKind.Sqrt => "sqrt",
            FunctionKind.Tanh => "tanh",
            FunctionKind.Sinc => "sinc",
            _ => "abs",
        };
}
