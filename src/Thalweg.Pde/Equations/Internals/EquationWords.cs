namespace Thalweg.Pde.Equations;

/// <summary>The words of an equation.</summary>
/// <param name="jumps">Takes what jumps are of; null where there may be none.</param>
internal sealed class EquationWords(
    EquationLanguage language,
    IReadOnlyDictionary<string, Quantity> defined,
    bool onBoundary,
    List<Expression>? jumps = null
) : Vocabulary
{
    private static readonly (string Name, Func<Expression, Expression> Of)[] Further =
    [
        ("tan", e => Calculus.Sin(e) / Calculus.Cos(e)),
        ("cosh", e => 0.5 * (Calculus.Exp(e) + Calculus.Exp(-e))),
        // e^x − e^−x would lose all digits near 0.
        ("sinh", e => Calculus.Tanh(e) * (0.5 * (Calculus.Exp(e) + Calculus.Exp(-e)))),
        ("sinc", Calculus.Sinc),
        ("sign", e => Calculus.Where(e, 1.0, Calculus.Where(-e, -1.0, 0.0))),
    ];

    private static readonly string[] OfFields =
    [
        "D",
        "grad",
        "div",
        "laplacian",
        "dot",
        "sym",
        "det",
        "tr",
        "transpose",
        "identity",
        "min",
        "max",
        "where",
        "jump",
    ];

    /// <summary>The names of all functions.</summary>
    public static IReadOnlyList<string> FunctionNames { get; } =
    [.. Elementary.Concat(Further).Select(f => f.Name), .. OfFields];

    public override bool HasVectors => true;

    public override string Expected =>
        $"a number, {Coordinates}, {string.Join(", ", language.Unknowns.Select(u => u.Name))}, pi, a function or '('";

    private string Coordinates =>
        string.Join(
            ", ",
            Enumerable
                .Range(0, language.Dimension)
                .Select(k => k < 3 && language.Dimension <= 3 ? "xyz"[k].ToString() : $"x{k + 1}")
                .Concat(language.HasTime ? ["t"] : Array.Empty<string>())
        );

    private int Total => language.Dimension + (language.HasTime ? 1 : 0);

    public override Quantity? Value(string word, FormulaScanner scanner)
    {
        if (word == "pi")
        {
            return Quantity.Number(Math.PI);
        }
        if (word == "n")
        {
            return onBoundary
                ? Quantity.Vector([.. Enumerable.Range(0, language.Dimension).Select(Calculus.N)])
                : throw scanner.Wrong(word, "n is the normal, expected it in conditions on a boundary alone, found it");
        }
        if (language.Axis(word) is { } axis)
        {
            return Quantity.Number(Coordinate(axis));
        }
        if (defined.TryGetValue(word, out var known))
        {
            return known;
        }
        var first = 0;
        foreach (var (name, components) in language.Unknowns)
        {
            if (name == word)
            {
                return components == 1
                    ? Quantity.Number(Calculus.U(first))
                    : Quantity.Vector([.. Enumerable.Range(first, components).Select(Calculus.U)]);
            }
            first += components;
        }
        return null;
    }

    /// <summary>x[0], x[1], … are the coordinates.</summary>
    public override Quantity? Indexed(string word) =>
        word == "x" ? Quantity.Vector([.. Enumerable.Range(0, Total).Select(Coordinate)]) : null;

    public override TextFunction? Function(string word) =>
        word switch
        {
            "D" => new(2, 5, arguments => arguments.Skip(1).Aggregate(arguments[0], Derivative)),
            "grad" => new(1, 1, arguments => Gradient(arguments[0])),
            "div" => new(1, 1, arguments => Divergence(arguments[0])),
            "laplacian" => new(1, 1, arguments => Laplacian(arguments[0])),
            "dot" => new(2, 2, arguments => FieldAlgebra.Dot(arguments[0], arguments[1])),
            "sym" => new(1, 1, arguments => FieldAlgebra.Symmetric(arguments[0])),
            "det" => new(1, 1, arguments => FieldAlgebra.Determinant(arguments[0])),
            "tr" => new(1, 1, arguments => FieldAlgebra.Trace(arguments[0])),
            "transpose" => new(1, 1, arguments => FieldAlgebra.Transpose(arguments[0])),
            "identity" => new(1, 1, arguments => FieldAlgebra.Identity(arguments[0])),
            "min" => new(2, 2, arguments => FieldAlgebra.Chosen(arguments, (a, b) => Calculus.Where(a - b, b, a))),
            "max" => new(2, 2, arguments => FieldAlgebra.Chosen(arguments, (a, b) => Calculus.Where(a - b, a, b))),
            "jump" => new(1, 1, arguments => arguments[0].With(Jump)),
            "where" => new(3, 3, _ => throw new ArgumentException("expected a comparison")),
            _ => Elementary.Concat(Further).FirstOrDefault(f => f.Name == word).Of is { } of
                ? TextFunction.OfNumber(of)
                : null,
        };

    public override FormulaException Unknown(string word, FormulaScanner scanner) =>
        scanner.Wrong(
            word,
            $"unknown word '{word}', expected one of {Coordinates}, "
                + $"{string.Join(", ", language.Unknowns.Select(u => u.Name).Concat(defined.Keys))}, pi, "
                + $"{(onBoundary ? "n, " : "")}{string.Join(", ", FunctionNames)}; found it",
            isUnknown: true
        );

    // What is on the two sides is known once the place is read: until then a multiplier stands there.
    private Multiplier Jump(Expression e)
    {
        if (jumps is null)
        {
            throw new ArgumentException("expected in conditions on an interface alone, found elsewhere");
        }
        RequireNoJump(e);
        jumps.Add(e);
        return new Multiplier(jumps.Count - 1);
    }

    private void RequireNoJump(Expression e)
    {
        if (jumps is { Count: > 0 } && HasJump(e))
        {
            throw new ArgumentException("expected jump around all of it, such as jump(k*D(u, n)), found a jump inside");
        }
    }

    private static bool HasJump(Expression e) => e is Multiplier || Differentiation.Children(e).Any(HasJump);

    private Coordinate Coordinate(int axis) => new(axis, isTime: axis == language.Dimension);

    // D(e, x), and D(e, n) along the normal.
    private Quantity Derivative(Quantity of, Quantity along)
    {
        if (along.IsNumber && along.Entries[0] is Coordinate c)
        {
            return of.With(e => Along(e, c.Axis, c.IsTime));
        }
        if (along.Rank == 1 && along.Entries.All(e => e is CoordinateFunction { IsNormal: true }))
        {
            return of.With(e => Calculus.SumOver(language.Dimension, k => along.Entries[k] * Along(e, k)));
        }
        throw new ArgumentException(
            $"expected coordinates ({Coordinates}{(onBoundary ? ", or the normal n" : "")}) after the first argument, found {(along.IsNumber ? "another expression" : along.Kind)}"
        );
    }

    private Quantity Gradient(Quantity of) =>
        of.Rank switch
        {
            0 => Quantity.Vector([.. Axes().Select(k => Along(of.Entries[0], k))]),
            1 => Quantity.Matrix(
                of.Rows,
                language.Dimension,
                [.. of.Entries.SelectMany(e => Axes().Select(k => Along(e, k)))]
            ),
            _ => throw new ArgumentException($"expected a number or a vector, found {of.Kind}"),
        };

    private Quantity Divergence(Quantity of)
    {
        if (
            of.IsNumber
            || of.Columns != (of.Rank == 1 ? 1 : language.Dimension)
            || (of.Rank == 1 && of.Rows != language.Dimension)
        )
        {
            throw new ArgumentException(
                $"expected a vector of {language.Dimension}, or a matrix with {language.Dimension} columns, found {of.Kind}"
            );
        }
        Expression Row(int row) =>
            Calculus.SumOver(language.Dimension, k => Along(of.Rank == 1 ? of.Entries[k] : of[row, k], k));

        return of.Rank == 1 ? Quantity.Number(Row(0)) : Quantity.Vector([.. Enumerable.Range(0, of.Rows).Select(Row)]);
    }

    private Quantity Laplacian(Quantity of) =>
        of.Rank < 2
            ? of.With(LaplacianOf)
            : throw new ArgumentException($"expected a number or a vector, found {of.Kind}");

    // Over all coordinates the operator has an entry of its own.
    private Expression LaplacianOf(Expression e) =>
        e is JetEntry { Kind: JetKind.Value } u && !language.HasTime
            ? Calculus.Laplacian(u)
            : Calculus.SumOver(language.Dimension, k => Along(Along(e, k), k));

    private Expression Along(Expression e, int axis, bool isTime = false)
    {
        RequireNoJump(e);
        return TotalDerivative.Along(Raising.Written(e, language.Dimension), axis, isTime);
    }

    private IEnumerable<int> Axes() => Enumerable.Range(0, language.Dimension);
}
