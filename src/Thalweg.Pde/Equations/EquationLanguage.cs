using System.Globalization;

namespace Thalweg.Pde.Equations;

/// <summary>What the words of an equation stand for: coordinates, unknowns, constants and abbreviations.</summary>
/// <param name="Dimension">Coordinates of space.</param>
/// <param name="HasTime">Whether a time t follows them.</param>
/// <param name="Unknowns">Names of the fields, each with its number of components; components are numbered one field after the other.</param>
public sealed record EquationLanguage(
    int Dimension,
    bool HasTime,
    IReadOnlyList<(string Name, int Components)> Unknowns
)
{
    /// <summary>The most characters of a text.</summary>
    public const int LongestText = 200_000;

    /// <summary>The most nodes of an expression, after derivatives and abbreviations are written out.</summary>
    public const int MostNodes = 100_000;

    public IReadOnlyList<(string Name, int Components)> Unknowns { get; init; } =
        Unknowns ?? throw new ArgumentNullException(nameof(Unknowns));

    private readonly Dictionary<string, Quantity> defined = new(StringComparer.Ordinal);

    /// <summary>Components of all unknowns together.</summary>
    public int Outputs => Unknowns.Sum(u => u.Components);

    /// <summary>Names of the components: <c>u</c>, or <c>u[0]</c>, <c>u[1]</c>, … of a field with several.</summary>
    public IReadOnlyList<string> Components =>
        [
            .. Unknowns.SelectMany(u =>
                Enumerable
                    .Range(0, u.Components)
                    .Select(k =>
                        u.Components == 1 ? u.Name : string.Create(CultureInfo.InvariantCulture, $"{u.Name}[{k}]")
                    )
            ),
        ];

    /// <summary>Words that no unknown, constant or abbreviation may be named by.</summary>
    public static IReadOnlyList<string> Reserved { get; } =
    [
        "x",
        "y",
        "z",
        "t",
        "n",
        "pi",
        "on",
        "at",
        "and",
        "or",
        "periodic",
        "boundary",
        "arc",
        "domain",
        "interface",
        "mean",
        "integral",
        "none",
        .. EquationWords.FunctionNames,
    ];

    /// <summary>Why a name cannot be given; null where it can.</summary>
    public string? MisnamedBy(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.Length == 0
            || !char.IsAsciiLetter(name[0])
            || !name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_')
                ? $"expected a name of letters, digits and _, found '{name}'"
            : Reserved.Contains(name, StringComparer.Ordinal) || IsAxis(name)
                ? $"'{name}' has a meaning of its own, expected another name (reserved: {string.Join(", ", Reserved)}, x1, x2, …)"
            : defined.ContainsKey(name) || Unknowns.Count(u => u.Name == name) > (defined.Count > 0 ? 0 : 1)
                ? $"'{name}' is named twice, expected different names"
            : null;
    }

    /// <summary>Gives a name to what a text means: a constant where it holds neither coordinates nor unknowns.</summary>
    /// <exception cref="FormulaException">The text is no expression, or the name is taken.</exception>
    public void Define(string name, string text)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(text);
        if (MisnamedBy(name) is { } fault || Unknowns.Any(u => u.Name == name))
        {
            throw new FormulaException(
                $"{MisnamedBy(name) ?? $"'{name}' is an unknown, expected another name"} at column 1",
                1
            );
        }
        defined.Add(name, Quantity(text, onBoundary: false));
    }

    /// <summary>Gives a name to a number.</summary>
    /// <exception cref="FormulaException">The text is no number, or the name is taken.</exception>
    public void DefineConstant(string name, string text)
    {
        Define(name, text);
        defined[name] = Value(name);

        Quantity Value(string of) =>
            defined[of] is { IsNumber: true } known
            && ConstantValue.Of(known.Entries[0]) is { } value
            && double.IsFinite(value)
                ? Equations.Quantity.Number(value)
                : throw FormulaScanner.At(0, $"expected a finite number for the constant '{of}', found something else");
    }

    /// <summary>Reads a number: a scalar expression.</summary>
    /// <param name="onBoundary">Whether the normal n has a meaning.</param>
    /// <exception cref="FormulaException">The text is none.</exception>
    public Expression Number(string text, bool onBoundary = false)
    {
        var quantity = Quantity(text, onBoundary);
        return quantity.IsNumber
            ? quantity.Entries[0]
            : throw FormulaScanner.At(0, $"expected a number, found {quantity.Kind}");
    }

    /// <summary>Reads a number or the entries of a vector.</summary>
    /// <exception cref="FormulaException">The text is none.</exception>
    public IReadOnlyList<Expression> Numbers(string text, bool onBoundary = false)
    {
        var quantity = Quantity(text, onBoundary);
        return quantity.Rank < 2
            ? quantity.Entries
            : throw FormulaScanner.At(0, $"expected a number or a vector, found {quantity.Kind}");
    }

    /// <summary>The words that constants are written with.</summary>
    internal Vocabulary ConstantWords => new EquationWords(this, defined, onBoundary: false);

    internal Quantity Quantity(string text, bool onBoundary)
    {
        var scanner = Scanner(text);
        var quantity = Read(scanner, onBoundary);
        return scanner.AtEnd ? quantity : throw scanner.Unexpected("an operator + - * / ^ or the end");
    }

    /// <summary>A text of this language.</summary>
    internal static FormulaScanner Scanner(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length > LongestText)
        {
            throw new FormulaException(
                $"expected at most {LongestText} characters, found {text.Length}",
                LongestText + 1
            );
        }
        return new FormulaScanner(text, hyphens: false);
    }

    /// <summary>Reads an expression; what follows it is left.</summary>
    /// <param name="jumps">Takes what jumps are of, whose places multipliers keep; null where there may be none.</param>
    internal Quantity Read(FormulaScanner scanner, bool onBoundary, List<Expression>? jumps = null)
    {
        var mark = scanner.Mark;
        var quantity = new ExpressionGrammar(scanner, new EquationWords(this, defined, onBoundary, jumps)).Read();
        return ExpressionSize.Of(quantity.Entries, MostNodes) <= MostNodes
            ? quantity
            : throw FormulaScanner.At(
                mark,
                $"expected an expression of at most {MostNodes} nodes with its derivatives written out, found more"
            );
    }

    /// <summary>The number of a coordinate that a word names, or null.</summary>
    internal int? Axis(string word) =>
        word == "t"
            ? HasTime
                ? Dimension
                : null
            : word.Length == 1 && "xyz".IndexOf(word[0], StringComparison.Ordinal) is >= 0 and var k
                ? k < Dimension
                    ? k
                    : null
                : IsAxis(word)
                && int.Parse(word.AsSpan(1), CultureInfo.InvariantCulture) is >= 1 and var number
                && number <= Dimension
                    ? number - 1
                    : null;

    private static bool IsAxis(string word) =>
        word.Length is > 1 and < 4 && word[0] == 'x' && word.AsSpan(1).IndexOfAnyExceptInRange('0', '9') < 0;
}
