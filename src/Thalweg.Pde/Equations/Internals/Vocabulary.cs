namespace Thalweg.Pde.Equations;

/// <summary>The words of a language of expressions.</summary>
internal abstract class Vocabulary
{
    /// <summary>The elementary functions of one number.</summary>
    public static IReadOnlyList<(string Name, Func<Expression, Expression> Of)> Elementary { get; } =
    [
        ("exp", Calculus.Exp),
        ("log", Calculus.Log),
        ("sqrt", Calculus.Sqrt),
        ("sin", Calculus.Sin),
        ("cos", Calculus.Cos),
        ("tanh", Calculus.Tanh),
        ("abs", Calculus.Abs),
    ];

    /// <summary>What may stand where a value begins, for messages.</summary>
    public abstract string Expected { get; }

    /// <summary>Whether there are vectors: <c>[a, b]</c> and <c>v[0]</c>.</summary>
    public virtual bool HasVectors => false;

    /// <summary>What <c>word[k]</c> is an entry of, where that is not the value of the word.</summary>
    public virtual Quantity? Indexed(string word) => null;

    /// <summary>The value of a word, or null where the word has none.</summary>
    /// <exception cref="FormulaException">The word is one of these, but not here.</exception>
    public abstract Quantity? Value(string word, FormulaScanner scanner);

    /// <summary>The function of that name, or null.</summary>
    public abstract TextFunction? Function(string word);

    /// <summary>The fault of a word that is neither.</summary>
    public abstract FormulaException Unknown(string word, FormulaScanner scanner);
}
