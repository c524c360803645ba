using System.Globalization;
using Thalweg.Numerics.Parallel;
using Thalweg.Numerics.Simd;
using Thalweg.Pde.Engine;
using Thalweg.Pde.Equations;
using Thalweg.Pde.Terms;

namespace Thalweg.Pde.Formulations;

/// <summary>Where the formula of a term has no value: at points where it takes the logarithm of a number that is not positive, or the
/// square root of a negative one.</summary>
/// <remarks>Cost of a look: one value of the term and of what stands under its logarithms and roots.</remarks>
internal sealed class FormulaDomain
{
    private const int LongestFormula = 60;

    private readonly IReadOnlyList<Function> partial;
    private readonly TileEngine engine;

    private FormulaDomain(IReadOnlyList<Function> partial, TileEngine engine)
    {
        this.partial = partial;
        this.engine = engine;
    }

    /// <returns>Null where the formula has a value everywhere.</returns>
    public static FormulaDomain? Of(TermProgram term, Arithmetic arithmetic)
    {
        var partial = Partial(term.Integrand);
        if (partial.Count == 0)
        {
            return null;
        }
        var program = term.Engine.Program;
        Expression[] looked = [term.Integrand, .. partial.Select(f => f.Operand)];
        var jet = new JetProgram(program.Network, program.Trial, looked, withGradient: false);
        return new FormulaDomain(partial, TileEngine.For(jet, arithmetic));
    }

    /// <summary>The first point without a value, and what is taken of which number there; null where there is none.</summary>
    /// <param name="term">With the points to look at.</param>
    public string? Outside(IntegralTerm term, ReadOnlyMemory<double> parameters, WorkerTeam team)
    {
        var points = term.Points;
        var values = new FieldEvaluator(engine, points).Evaluate(parameters, team);
        for (var n = 0; n < points.Count; n++)
        {
            // What a selection does not choose leaves no trace in the formula.
            if (!double.IsNaN(values[n]) && !double.IsNegativeInfinity(values[n]))
            {
                continue;
            }
            for (var f = 0; f < partial.Count; f++)
            {
                var taken = values[(f + 1) * points.Count + n];
                if (partial[f].Kind == FunctionKind.Log ? taken <= 0 : taken < 0)
                {
                    var at = Enumerable.Range(0, points.Dimension).Select(k => $"{Short(points.Axis(k)[n])}");
                    return $"'{term.Name}' takes the {Written(partial[f])}{Short(taken)} at ({string.Join(", ", at)})";
                }
            }
        }
        return null;
    }

    private static string Written(Function function)
    {
        var name = function.Kind == FunctionKind.Log ? "logarithm" : "square root";
        var isShort = ExpressionSize.WrittenOut(function.Operand) <= LongestFormula;
        var formula = isShort ? function.Operand.ToString() : "";
        return formula.Length is > 0 and <= LongestFormula ? $"{name} of {formula} = " : $"{name} of ";
    }

    private static string Short(double number) => number.ToString("G4", CultureInfo.InvariantCulture);

    private static List<Function> Partial(Expression integrand)
    {
        var seen = new HashSet<Expression>(ReferenceEqualityComparer.Instance);
        var found = new List<Function>();
        var pending = new Queue<Expression>([integrand]);
        while (pending.TryDequeue(out var node))
        {
            if (!seen.Add(node))
            {
                continue;
            }
            if (node is Function { Kind: FunctionKind.Log or FunctionKind.Sqrt } function)
            {
                found.Add(function);
            }
            foreach (var child in Differentiation.Children(node))
            {
                pending.Enqueue(child);
            }
        }
        return found;
    }
}
